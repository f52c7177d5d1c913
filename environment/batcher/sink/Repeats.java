package batcher.sink;

import batcher.frame.BatchView;

/// Knows for one shard which batches have been seen: those up to the last (epoch, number).
/// Sufficient because a shard's batches come in order.
public final class Repeats {
  /// A [Mark] in two numbers: the way to a sink allocates nothing.
  private long epoch;

  private long number;

  /// Whether this batch is new; if so it has now been seen.
  ///
  /// @throws IllegalStateException if batches before it are missing
  public boolean isNew(BatchView batch) {
    if (batch.epoch() < epoch || batch.epoch() == epoch && batch.number() <= number) {
      return false;
    }
    if (batch.epoch() == epoch && batch.number() != number + 1) {
      throw new IllegalStateException(
          "shard %s, epoch %s: batch %s came after batch %s"
              .formatted(batch.shard(), epoch, batch.number(), number));
    }
    epoch = batch.epoch();
    number = batch.number();
    return true;
  }
}
