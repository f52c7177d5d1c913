package batcher.sink;

import batcher.frame.BatchView;

/// Knows for one shard which batches have been seen: those up to the last (epoch, number).
/// Sufficient because a shard's batches come in order.
public final class Repeats {
  private Mark mark = Mark.NONE;

  /// Whether this batch is new; if so it has now been seen.
  ///
  /// @throws IllegalStateException if batches before it are missing
  public boolean isNew(BatchView batch) {
    if (mark.covers(batch)) {
      return false;
    }
    if (batch.epoch() == mark.epoch() && batch.number() != mark.number() + 1) {
      throw new IllegalStateException(
          "shard %s, epoch %s: batch %s came after batch %s"
              .formatted(batch.shard(), batch.epoch(), batch.number(), mark.number()));
    }
    mark = Mark.of(batch);
    return true;
  }
}
