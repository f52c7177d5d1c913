package sinkredis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import batcher.Batcher;
import batcher.Frames;
import batcher.KilledServer;
import batcher.Payments;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.frame.FrameLayout;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import house.Waiting;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

@Waiting
class RedisSinkTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private RedisProcess redis;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(RedisProcess.program().isPresent(), "no redis-server here");
    redis = RedisProcess.start(folder.resolve("redis"), "always");
  }

  @AfterEach
  void stop() throws Exception {
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void frameThatComesTwiceIsThereOnce() throws Exception {
    try (Sink sink = new RedisSinks().at(redis.address()).open(0)) {
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
      sink.deliver(Frames.frame(7, 0, 3, 2, 20)); // one known batch, one new
    }
    assertEquals(List.of(IntStream.range(0, 40).boxed().toList()), List.copyOf(pieces().values()));
  }

  @Test
  void sinkThatIsOpenedAgainKnowsWhatTheServerHas() throws Exception {
    try (Sink sink = new RedisSinks().at(redis.address()).open(0)) {
      assertEquals(0, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    try (Sink sink = new RedisSinks().at(redis.address()).open(0)) {
      assertEquals(7, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    assertEquals(List.of(IntStream.range(0, 30).boxed().toList()), List.copyOf(pieces().values()));
  }

  @Test
  void killedServerLosesAndDoublesNothing() throws Exception {
    Batcher batcher =
        Batcher.open(
            Frames.journaled(folder.resolve("journal")).withShards(2),
            new RedisSinks().at(redis.address()));
    long ticket = 0;
    for (int i = 0; i < 6_000; i++) {
      ticket = batcher.add(Payments.sent("key-" + i % 4, i));
      if (i % 1_500 == 700) {
        redis.kill();
      }
      if (i % 1_500 == 1_000) {
        batcher.await(AckLevel.DURABLE, ticket, LONG);
        redis = RedisProcess.start(folder.resolve("redis"), "always", redis.port());
      }
    }
    Statistics end = batcher.close(LONG);
    assertEquals(6_000, end.delivered());
    Map<String, List<Integer>> pieces = pieces();
    assertEquals(4, pieces.size());
    for (int key = 0; key < 4; key++) {
      assertEquals(
          IntStream.iterate(key, i -> i < 6_000, i -> i + 4).boxed().toList(),
          pieces.get(RedisSink.STREAM_PREFIX + Payments.sent("key-" + key, 0).key()));
    }
  }

  @Test
  void killedBatcherHasEveryDurableEventThereOnce() throws Exception {
    Set<Integer> durable = KilledServer.run(folder, "redis=" + redis.address());
    Map<String, List<Integer>> pieces = pieces();
    KilledServer.assertOnceAndInOrder(
        durable,
        KilledServer.keys().stream()
            .map(key -> pieces.get(RedisSink.STREAM_PREFIX + key))
            .toList());
  }

  /// The owner is killed so hard that it can do nothing for its server.
  @Test
  void serverEndsWithItsOwner() throws Exception {
    Process owner = ChildJvm.of(Owner.class, folder.resolve("owned").toString()).start();
    long pid = Long.parseLong(owner.inputReader().readLine());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    owner.destroyForcibly();
    server.onExit().get(LONG.toSeconds(), TimeUnit.SECONDS);
  }

  /// Starts a server, prints its process id and does nothing more.
  static final class Owner {
    static void main(String[] arguments) throws Exception {
      RedisProcess server = RedisProcess.start(Path.of(arguments[0]), "no");
      System.out.println(server.pid());
      System.in.read();
      Reference.reachabilityFence(server);
    }
  }

  @Test
  void serverThatIsNotThereIsASentence() throws Exception {
    String address = redis.address();
    redis.close();
    IOException e =
        assertThrows(IOException.class, () -> new RedisSinks().at(address).open(0).close());
    assertTrue(e.getMessage().contains("cannot be reached"), e.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new RedisSinks().at(""));
  }

  /// The pieces in every stream, in its order.
  private Map<String, List<Integer>> pieces() {
    RedisClient client = RedisClient.create("redis://" + redis.address());
    try (StatefulRedisConnection<String, byte[]> connection =
        client.connect(RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE))) {
      Map<String, List<Integer>> pieces = new TreeMap<>();
      for (String stream : connection.sync().keys(RedisSink.STREAM_PREFIX + "*")) {
        List<Integer> list = new ArrayList<>();
        for (StreamMessage<String, byte[]> message :
            connection.sync().xrange(stream, Range.unbounded())) {
          byte[] batch = message.getBody().get(RedisSink.FIELD);
          ByteBuffer bytes = ByteBuffer.wrap(batch).order(ByteOrder.LITTLE_ENDIAN);
          for (int at = FrameLayout.BATCH_HEADER_BYTES; at < batch.length; at += 128) {
            list.add((int) bytes.getLong(at + 8 * EventLayout.META));
          }
        }
        pieces.put(stream, list);
      }
      return pieces;
    } finally {
      client.shutdown();
    }
  }
}
