///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherFaults
//SOURCES batchersinks/package-info.java
//DESCRIPTION kills, a sink that is away, a reader that does not read: what is lost, what waits

import kit.fork.Fork;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.fault.Kills;
import labs.batcher.fault.Outage;
import labs.batcher.work.SignedPayments;
import labs.batchersinks.WebSocketTrial;

/// # What does a crash cost, and what a sink that is away?
///
/// For its second version the document recommends persistence and a circuit breaker. Here a batcher
/// with a journal is killed at random moments, started again on the same data, and killed again;
/// its sink is a file that outlives it. Then a sink is away for ten seconds, while 10,000 events a
/// second go on arriving.
///
/// Expect every event that was called durable to be with the sink, once and in order, whatever the
/// moment of the kill; producers that do not notice the outage, because the journal goes on taking;
/// a handful of attempts a second at the sink, because the breaker is open; and all of it delivered
/// within about a second of its return, most of which is the breaker's own pause.
class BatcherFaults {
  static final Measure LOST = Measure.less("lost", "Durable events lost", "events");
  static final Measure DURABLE = Measure.more("durable", "Durable before a kill", "events");
  static final Measure ADD_P99 = Measure.less("add_p99", "Adding, sink away", "us");
  static final Measure ADD_MAX = Measure.less("add_max", "Adding, sink away", "ms");
  static final Measure WAITING = Measure.neutral("away", "Waiting at its return", "events");
  static final Measure DRAIN = Measure.less("drain", "Until all is delivered", "s");
  static final Measure ATTEMPTS = Measure.less("attempts", "Attempts, sink away", "attempts");
  static final Measure RECONNECTS = Measure.more("reconnects", "Connections lost", "times");
  static final String SLOW = "slow reader";
  static final String RECONNECT = "reconnect";
  static final String KILLED = "killed";
  static final String AWAY = "sink away";

  static final Lab LAB =
      Lab.named("batcher-faults")
          .title(
              "kills, a sink that is away, a reader that does not read: what is lost, what waits")
          .protocol(
              """
              killed     a batcher with a journal adds as fast as it can and says what is durable;
                         after 5 to 250 ms it gets SIGKILL, 10 times a trial (quick: 3), each life on
                         the data of the last; then the sink's file is searched for every durable event
              sink away  10 000 events/s with a journal; the sink throws for 10 s (quick: 1 s), behind a
                         circuit breaker; then until nothing is pending any more
              slow       a WebSocket listener that stays in its first batch until all is over, beside
                         one that reads; in the lab's JVM, as the next
              reconnect  a listener whose connection is broken off 20 times (quick: 5) under load
              The first two in processes of their own, fresh in every trial.\
              """)
          .row("lost", "lost over all kills", LOST, KILLED)
          .row("durable", "reported durable, all restarts of a trial", DURABLE, KILLED)
          .row("add.p99", "p99 of add(), 10 000/s", ADD_P99, AWAY)
          .row("add.max", "longest add(), 10 000/s", ADD_MAX, AWAY)
          .row("waiting", "durable, not delivered", WAITING, AWAY)
          .row("drain", "after the sink's return", DRAIN, AWAY)
          .row("attempts", "breaker, over the whole outage", ATTEMPTS, AWAY)
          .row(
              Row.of("reconnects", "no event lost", RECONNECTS, RECONNECT)
                  .computed("a setting of the trial"))
          .plan(BatcherFaults::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(Kills.SURVIVED, "kills");
    plan.expect(Kills.FOUND, "events");
    plan.expect(Kills.ONCE, "events");
    plan.expect(Kills.ORDER, "events");
    plan.expect(Outage.ALL, "events");
    plan.expect(WebSocketTrial.RESUMED, "events");
    plan.expect(WebSocketTrial.SLOW, "listeners");
    plan.system(SLOW, plan.pick(1.0, 2.0, 2.0), BatcherFaults::slowReader);
    plan.system(RECONNECT, plan.pick(1.0, 2.0, 2.0), BatcherFaults::reconnect);
    plan.system(KILLED, plan.pick(3.5, 9.0, 25.0), BatcherFaults::kill);
    plan.system(AWAY, plan.pick(3.0, 12.0, 12.0), BatcherFaults::away);
  }

  static void kill(Trial trial) throws Exception {
    Kills.Seen seen = Kills.run(trial, trial.pick(1, 3, 10, 25));
    trial.metric(LOST, seen.lost());
    trial.metric(DURABLE, seen.durable());
  }

  static void slowReader(Trial trial) throws Exception {
    WebSocketTrial.slowReader(trial, trial.pick(100_000L, 400_000L, 400_000L));
  }

  static void reconnect(Trial trial) throws Exception {
    int times = trial.pick(5, 20, 20);
    WebSocketTrial.reconnect(trial, trial.pick(60_000L, 400_000L, 400_000L), times);
    trial.metric(RECONNECTS, times);
  }

  static void away(Trial trial) throws Exception {
    Fork.of(Outage.class)
        .with(trial.pick(1_000, 10_000, 10_000))
        .input(SignedPayments.forLoad(10).records())
        .run(trial)
        .into(trial, ADD_P99, ADD_MAX, WAITING, DRAIN, ATTEMPTS);
  }
}
