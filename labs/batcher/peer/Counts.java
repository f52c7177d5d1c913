package labs.batcher.peer;

/// Events that each producer has added, without sharing a cache line.
final class Counts {
  private final long[] counts;

  Counts(int producers) {
    this.counts = new long[16 * producers];
  }

  void one(int producer) {
    counts[16 * producer]++;
  }

  /// All together; only while nobody adds.
  long sum() {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
