package batcher.sink;

import batcher.frame.BatchView;

/// How far a sink has come with one shard: the last batch that it has. Everything up to it is a
/// repeat, because a shard's batches come in order.
///
/// @param epoch of that batch; 0 if there is none
/// @param number of that batch within its epoch
public record Mark(long epoch, long number) {
  /// Before the first batch.
  public static final Mark NONE = new Mark(0, 0);

  public Mark {
    if (epoch < 0 || number < 0) {
      throw new IllegalArgumentException(
          "epoch %s and number %s; neither can be negative".formatted(epoch, number));
    }
  }

  /// Whether the batch is this one or an earlier one.
  public boolean covers(BatchView batch) {
    return batch.epoch() < epoch || batch.epoch() == epoch && batch.number() <= number;
  }

  /// The mark after this batch.
  public static Mark of(BatchView batch) {
    return new Mark(batch.epoch(), batch.number());
  }

  /// The mark in `text`, as [#toString] writes it.
  ///
  /// @throws IllegalArgumentException if it is none
  public static Mark parse(String text) {
    String[] parts = text.split("-", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("\"" + text + "\" is no mark; it must be EPOCH-NUMBER");
    }
    return new Mark(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  /// `EPOCH-NUMBER`, which is also an id of a Redis stream.
  @Override
  public String toString() {
    return epoch + "-" + number;
  }
}
