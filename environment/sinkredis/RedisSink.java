package sinkredis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import batcher.frame.Frame;
import batcher.sink.Mark;
import batcher.sink.Sink;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Batches to Redis Streams.
///
/// - A batch of key `K` is one entry of the stream `batches:K`, with the id `EPOCH-NUMBER` and the
///   field `batch`: the batch as it stands in its frame.
/// - The hash `batcher:marks` holds for every shard the mark of its last batch.
///
/// A frame is one transaction, mark included, sent in one go. So Redis has all of it or nothing,
/// and what comes again is known by the mark: every batch is there once. How safe it is then
/// depends on the server's `appendfsync`.
///
/// The client's own reconnecting is off, because it would send half a transaction again: a lost
/// connection fails the delivery, and the next attempt opens a new one and reads the mark.
public final class RedisSink implements Sink {
  /// The hash of marks, and the prefix of streams.
  public static final String MARKS = "batcher:marks";

  public static final String STREAM_PREFIX = "batches:";

  /// The field of a stream's entry.
  public static final String FIELD = "batch";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final byte[] MARKS_KEY = MARKS.getBytes(US_ASCII);
  private static final byte[] FIELD_KEY = FIELD.getBytes(US_ASCII);

  private final byte[] shardKey;
  private final RedisClient client;
  private StatefulRedisConnection<byte[], byte[]> connection;
  private Mark mark = Mark.NONE;

  /// @throws IOException if the server cannot be reached
  RedisSink(int shard, RedisURI uri) throws IOException {
    this.shardKey = String.valueOf(shard).getBytes(US_ASCII);
    uri.setTimeout(TIMEOUT);
    this.client = RedisClient.create(uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .build());
    try {
      connect();
    } catch (RuntimeException e) {
      client.shutdown(0, 1, TimeUnit.SECONDS);
      throw new IOException("Redis at " + uri + " cannot be reached: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public long lastEpoch() {
    return mark.epoch();
  }

  @Override
  public void deliver(Frame frame) throws Exception {
    if (connection == null) {
      connect();
    }
    try {
      write(frame);
    } catch (Exception e) {
      disconnect();
      throw e;
    }
  }

  @Override
  public void close() {
    disconnect();
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }

  private void write(Frame frame) throws Exception {
    RedisAsyncCommands<byte[], byte[]> redis = connection.async();
    Mark[] last = {mark};
    redis.multi();
    frame.forEach(
        batch -> {
          if (!last[0].covers(batch)) {
            last[0] = Mark.of(batch);
            redis.xadd(
                (STREAM_PREFIX + batch.key()).getBytes(US_ASCII),
                new XAddArgs().id(last[0].toString()),
                Map.of(FIELD_KEY, batch.segment().toArray(ValueLayout.JAVA_BYTE)));
          }
        });
    redis.hset(MARKS_KEY, shardKey, last[0].toString().getBytes(US_ASCII));
    RedisFuture<TransactionResult> end = redis.exec();
    connection.flushCommands();
    if (!LettuceFutures.awaitAll(TIMEOUT, end)) {
      throw new IOException("no answer within " + TIMEOUT);
    }
    TransactionResult result = end.get();
    for (Object answer : result) {
      if (answer instanceof Exception refused) {
        throw refused;
      }
    }
    mark = last[0];
  }

  private void connect() {
    StatefulRedisConnection<byte[], byte[]> opened = client.connect(ByteArrayCodec.INSTANCE);
    byte[] known = opened.sync().hget(MARKS_KEY, shardKey);
    mark = known == null ? Mark.NONE : Mark.parse(new String(known, US_ASCII));
    opened.setAutoFlushCommands(false);
    connection = opened;
  }

  private void disconnect() {
    if (connection != null && connection.isOpen()) {
      connection.closeAsync();
    }
    connection = null;
  }
}
