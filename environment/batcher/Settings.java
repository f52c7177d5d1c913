package batcher;

import batcher.frame.FrameLayout;
import batcher.rule.Mode;
import batcher.sink.BreakerOptions;
import java.time.Duration;
import java.util.Objects;

/// How a batcher is built.
///
/// @param mode the rule by which batches go
/// @param shards parts that share nothing, each with a ring, a thread and a sink of its own; a key
///     belongs to one of them
/// @param ringEvents room between producers and one shard, a power of two
/// @param storeEvents room for the open batches of one shard, 128 bytes per event. When it is full
///     and the sink idle, the oldest batches go early
/// @param frameBytesMax the largest frame
/// @param full what happens when a ring is full
/// @param keyIdle after which a key with nothing open is forgotten; batching does not depend on it
/// @param breaker when attempts at a failing sink stop for a while
/// @param delivery on which thread the sink works, and whether a journal stands before it
public record Settings(
    Mode mode,
    int shards,
    int ringEvents,
    int storeEvents,
    int frameBytesMax,
    FullPolicy full,
    Duration keyIdle,
    BreakerOptions breaker,
    Delivery delivery) {
  public static final int SHARDS_MAX = 64;

  /// One adaptive shard with 65,536 events of room in ring and store (8 MiB each) and frames up to
  /// 512 KiB; producers wait up to a second; keys are forgotten after ten seconds.
  public static final Settings DEFAULT =
      new Settings(
          Mode.Adaptive.DEFAULT,
          1,
          1 << 16,
          1 << 16,
          1 << 19,
          new FullPolicy.Block(Duration.ofSeconds(1)),
          Duration.ofSeconds(10),
          BreakerOptions.DEFAULT,
          new Delivery.Inline());

  public Settings {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(full);
    Objects.requireNonNull(breaker);
    Objects.requireNonNull(delivery);
    if (shards < 1 || shards > SHARDS_MAX) {
      throw new IllegalArgumentException(
          "shards is %s; it must be from 1 to %s".formatted(shards, SHARDS_MAX));
    }
    int frameBytesMin = FrameLayout.HEADER_BYTES + FrameLayout.batchBytes(mode.sizeEventsMax());
    if (frameBytesMax < frameBytesMin || frameBytesMax > 1 << 26) {
      throw new IllegalArgumentException(
          "frameBytesMax is %s; it must hold one largest batch, %s bytes, and be at most 64 MiB"
              .formatted(frameBytesMax, frameBytesMin));
    }
    if (delivery instanceof Delivery.Lane lane
        && lane.options().backlogBytes() < 4L * frameBytesMax) {
      throw new IllegalArgumentException(
          "the backlog has %s bytes; it must hold four largest frames, %s"
              .formatted(lane.options().backlogBytes(), 4L * frameBytesMax));
    }
    if (keyIdle.isNegative()) {
      throw new IllegalArgumentException("keyIdle is " + keyIdle + "; it must not be negative");
    }
  }

  public Settings withMode(Mode other) {
    return new Settings(
        other, shards, ringEvents, storeEvents, frameBytesMax, full, keyIdle, breaker, delivery);
  }

  public Settings withShards(int count) {
    return new Settings(
        mode, count, ringEvents, storeEvents, frameBytesMax, full, keyIdle, breaker, delivery);
  }

  /// Ring and store of another size, in events.
  public Settings withRoom(int ring, int store) {
    return new Settings(mode, shards, ring, store, frameBytesMax, full, keyIdle, breaker, delivery);
  }

  /// Frames of at most this many bytes.
  public Settings withFrameBytes(int bytes) {
    return new Settings(
        mode, shards, ringEvents, storeEvents, bytes, full, keyIdle, breaker, delivery);
  }

  public Settings withFull(FullPolicy policy) {
    return new Settings(
        mode, shards, ringEvents, storeEvents, frameBytesMax, policy, keyIdle, breaker, delivery);
  }

  public Settings withKeyIdle(Duration time) {
    return new Settings(
        mode, shards, ringEvents, storeEvents, frameBytesMax, full, time, breaker, delivery);
  }

  public Settings withBreaker(BreakerOptions options) {
    return new Settings(
        mode, shards, ringEvents, storeEvents, frameBytesMax, full, keyIdle, options, delivery);
  }

  public Settings withDelivery(Delivery other) {
    return new Settings(
        mode, shards, ringEvents, storeEvents, frameBytesMax, full, keyIdle, breaker, other);
  }
}
