package labs.batchersinks;

import batcher.sink.SinkFactory;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.List;
import kit.lab.Trial;
import runtime.RunningSystem;
import sinkredis.RedisServer;
import sinkredis.RedisSink;
import sinkredis.RedisSinks;

/// Redis Streams: an entry for each batch, and for each event.
public final class RedisTrial {
  private static final int PAGE = 500;

  private RedisTrial() {}

  /// @param appendFsync `everysec`, or `always`: an answer then means that it is on the disk
  public static void run(Trial trial, String appendFsync, long events) throws Exception {
    RunningSystem redis = trial.start(RedisServer.launch(appendFsync), trial.data("redis"));
    String address = SinkTrial.address(redis);
    SinkFactory sinks = new RedisSinks().at(address);
    SinkLoad load = new SinkLoad();
    trial.phase("warming up");
    SinkLoad.Seen warm = load.run(sinks, 50, events / 4);
    trial.phase("batched");
    SinkLoad.Seen batched = load.run(sinks, 50, events);
    trial.phase("one by one");
    SinkLoad.Seen single = load.run(sinks, 1, events / 4);
    SinkTrial.rates(trial, batched, single);
    trial.phase("reading back");
    SinkTrial.found(
        trial,
        warm.events() + batched.events() + single.events(),
        warm.satoshis() + batched.satoshis() + single.satoshis(),
        arrived(address));
  }

  private static Arrived arrived(String address) {
    RedisClient client = RedisClient.create("redis://" + address);
    Arrived arrived = Arrived.NONE;
    try (StatefulRedisConnection<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE)) {
      String pattern = RedisSink.STREAM_PREFIX + "*";
      for (byte[] stream : redis.sync().keys(pattern)) {
        arrived = read(redis, stream, arrived);
      }
    } finally {
      client.shutdown(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }
    return arrived;
  }

  private static Arrived read(
      StatefulRedisConnection<byte[], byte[]> redis, byte[] stream, Arrived before) {
    Arrived arrived = before;
    Range.Boundary<String> from = Range.Boundary.unbounded();
    while (true) {
      List<StreamMessage<byte[], byte[]>> page =
          redis
              .sync()
              .xrange(stream, Range.from(from, Range.Boundary.unbounded()), Limit.from(PAGE));
      for (StreamMessage<byte[], byte[]> entry : page) {
        for (byte[] batch : entry.getBody().values()) {
          arrived = SinkTrial.add(arrived, batch, 0);
        }
        from = Range.Boundary.excluding(entry.getId());
      }
      if (page.size() < PAGE) {
        return arrived;
      }
    }
  }
}
