package batcher.sink;

import batcher.frame.BatchView;
import batcher.frame.Frame;
import java.util.function.Consumer;

/// Counts, sums and checks without keeping anything: the sink that costs almost nothing. For one
/// shard.
///
/// It adds up what [Sum] names, so that a lab can compare with what it sent, and checks that
/// batches come without a gap.
public final class CountingSink implements Sink {
  private final Repeats repeats = new Repeats();
  private final Consumer<BatchView> count = this::count;
  private volatile Sum sum = new Sum(0, 0, 0, 0, 0, 0, 0);
  private long frames;
  private long batches;
  private long events;
  private long satoshis;
  private long waitNs;
  private long sequenceSum;
  private int largest;

  /// @param sequenceSum of all sequence numbers, modulo 2^64: equal to n(n+1)/2 only if each of the
  ///     first n came once, or errors cancel
  /// @param waitNs summed over events, from leaving the ring to the batch closed
  /// @param largest events in the largest batch
  public record Sum(
      long frames,
      long batches,
      long events,
      long satoshis,
      long waitNs,
      long sequenceSum,
      int largest) {}

  @Override
  public void deliver(Frame frame) {
    frames++;
    frame.forEach(count);
    sum = new Sum(frames, batches, events, satoshis, waitNs, sequenceSum, largest);
  }

  /// What has arrived so far.
  public Sum sum() {
    return sum;
  }

  private void count(BatchView batch) {
    if (!repeats.isNew(batch)) {
      return;
    }
    int count = batch.count();
    batches++;
    events += count;
    satoshis = Math.addExact(satoshis, batch.totalSatoshis());
    waitNs += batch.waitNs();
    largest = Math.max(largest, count);
    for (int i = 0; i < count; i++) {
      sequenceSum += batch.sequence(i);
    }
  }
}
