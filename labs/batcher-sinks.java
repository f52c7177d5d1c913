///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherSinks
//SOURCES batchersinks/package-info.java
//DESCRIPTION Redis, Kafka, PostgreSQL and WebSocket: batches of 50 against single events

import kit.lab.Lab;
import kit.lab.Profile;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batchersinks.KafkaTrial;
import labs.batchersinks.PostgresTrial;
import labs.batchersinks.RedisTrial;
import labs.batchersinks.SinkLoad;
import labs.batchersinks.SinkTrial;
import labs.batchersinks.WebSocketTrial;
import postgres.PostgresServer;
import sinkredis.RedisProcess;

/// # What is batching worth to a real sink?
///
/// For its second version the document recommends Redis, pooled WebSocket connections and
/// persistence; its own batches reached no sink at all. Here each sink is a server of its own, and
/// the same signed payments go to it in batches of 50 and one by one. One by one is not naive: as
/// many single events as are there go in one transaction, pipelined.
///
/// Expect batches of 50 to gain a few times on Redis and Kafka, where each entry has its price, and
/// hundreds of times on PostgreSQL against an INSERT and an fdatasync each. Kafka's own producer,
/// without the batcher, batches as well and gives up the order of a whole frame, the marks and
/// exactly-once for it. Servers, batcher and clients share this machine's cores.
class BatcherSinks {
  static final String REDIS = "Redis";
  static final String FORCED = "Redis, fsync always";
  static final String KAFKA = "Kafka";
  static final String POSTGRES = "PostgreSQL";
  static final String WEBSOCKET = "WebSocket";

  static final Lab LAB =
      Lab.named("batcher-sinks")
          .title("Redis, Kafka, PostgreSQL and WebSocket: batches of 50 against single events")
          .protocol(
              """
              The batcher runs in the lab's JVM, and so does WebSocket's hub. Redis, Kafka and
              PostgreSQL run in a process or a container of their own, as --runtime says, fresh in
              every trial, with their data on this disk or the daemon's. Signed payments of 10
              keys, as fast as the sink takes them (closed loop, adaptive rule); from the first
              event added to the last one with the sink. Then all of it is read back: every event
              once, worth what was sent.
                Redis       XADD in one MULTI a frame: an entry a batch of 50, or an event;
                            appendfsync everysec and always
                Kafka       a transaction a frame; and Kafka's own producer, linger 5 ms, acks all
                PostgreSQL  a COPY a frame, fsync on; and an INSERT a transaction
                WebSocket   to one listener; a pool of 4 connections; 20 listeners, deliveries in all
              Quick: Redis and WebSocket only.\
              """)
          .inTheLabsJvm()
          .row("redis.batched", "Redis, 50 per batch", SinkTrial.BATCHED, REDIS)
          .row("redis.single", "Redis, single events, pipelined", SinkTrial.SINGLE, REDIS)
          .row("redis.gain", "Redis", SinkTrial.GAIN, REDIS)
          .row("forced.batched", "Redis, fsync always, 50 per batch", SinkTrial.BATCHED, FORCED)
          .row("forced.gain", "Redis, fsync always", SinkTrial.GAIN, FORCED)
          .row("kafka.batched", "Kafka, 50 per record", SinkTrial.BATCHED, KAFKA)
          .row("kafka.single", "Kafka, 1 event per record", SinkTrial.SINGLE, KAFKA)
          .row("kafka.own", "Kafka's own producer, no batcher", SinkTrial.OWN, KAFKA)
          .row("postgres.batched", "PostgreSQL, one COPY per frame", SinkTrial.BATCHED, POSTGRES)
          .row("postgres.single", "PostgreSQL, one INSERT per event", SinkTrial.SINGLE, POSTGRES)
          .row("websocket.batched", "one listener, 50 per batch", SinkTrial.BATCHED, WEBSOCKET)
          .row("websocket.single", "one listener, single events", SinkTrial.SINGLE, WEBSOCKET)
          .row("websocket.pool", "a pool of 4 connections", WebSocketTrial.POOL, WEBSOCKET)
          .row("websocket.fanout", "many listeners", WebSocketTrial.FANOUT, WEBSOCKET)
          .plan(BatcherSinks::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(PostgresServer.launch().memoryBytes());
    plan.expect(SinkTrial.FOUND, "events");
    plan.expect(SinkLoad.ACCOUNT, "accounts");
    if (RedisProcess.program().isPresent()) {
      plan.system(REDIS, plan.pick(2.5, 3.5, 12.5), trial -> redis(trial, "everysec"));
      plan.system(FORCED, plan.pick(2.5, 3.5, 12.5), trial -> redis(trial, "always"));
    } else {
      plan.leaveOut(
          "no redis-server on this machine, so Redis is left out; apt-get install redis-server",
          REDIS,
          FORCED);
    }
    plan.system(WEBSOCKET, plan.pick(3.0, 4.5, 25.0), BatcherSinks::webSocket);
    if (plan.profile() != Profile.QUICK) {
      plan.system(KAFKA, plan.pick(10.0, 10.0, 30.0), BatcherSinks::kafka);
      plan.system(POSTGRES, plan.pick(5.0, 5.0, 20.0), BatcherSinks::postgres);
    }
  }

  static void redis(Trial trial, String fsync) throws Exception {
    RedisTrial.run(trial, fsync, trial.pick(5_000L, 60_000L, 200_000L, 2_000_000L));
  }

  static void kafka(Trial trial) throws Exception {
    KafkaTrial.run(trial, trial.pick(5_000L, 20_000L, 60_000L, 2_000_000L));
  }

  static void postgres(Trial trial) throws Exception {
    PostgresTrial.run(
        trial, trial.pick(5_000L, 20_000L, 100_000L, 2_000_000L), trial.pick(50, 200, 1_000));
  }

  static void webSocket(Trial trial) throws Exception {
    WebSocketTrial.run(
        trial, trial.pick(20_000L, 60_000L, 250_000L, 4_000_000L), trial.pick(5, 20, 20));
  }
}
