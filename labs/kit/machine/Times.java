package kit.machine;

import java.util.Arrays;

/// How long single operations took, in nanoseconds; bounded, so that a fast machine does not fill
/// the memory.
final class Times {
  private static final int MOST = 50_000;

  private final long[] tookNs = new long[MOST];
  private int count;

  void add(long ns) {
    tookNs[count++] = ns;
  }

  boolean full() {
    return count == MOST;
  }

  int count() {
    return count;
  }

  void forget() {
    count = 0;
  }

  /// The time that a share of all operations did not exceed, in microseconds.
  double quantileUs(double share) {
    long[] sorted = Arrays.copyOf(tookNs, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(0, rank - 1)] / 1e3;
  }
}
