package batcher.sink;

import java.time.Duration;

/// How a sink's own thread is fed.
///
/// @param backlogBytes memory for the frames of one shard that are not delivered: the bound on what
///     a journal takes while the sink is away
/// @param deadline after which a delivery is interrupted and counts as failed
public record LaneOptions(long backlogBytes, Duration deadline) {
  /// 16 MiB, about 130,000 events, and ten seconds.
  public static final LaneOptions DEFAULT = new LaneOptions(16L << 20, Duration.ofSeconds(10));

  public LaneOptions {
    if (backlogBytes <= 0 || !deadline.isPositive()) {
      throw new IllegalArgumentException(
          "backlog and deadline must be positive; got %s bytes and %s"
              .formatted(backlogBytes, deadline));
    }
  }
}
