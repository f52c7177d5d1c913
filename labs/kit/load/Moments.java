package kit.load;

/// When the last N things happened, so that their number can be told for a moment of the
/// recent past. One thread at a time, or under a lock.
final class Moments {
  private final long[] ns = new long[1_024];
  private long count;

  void add(long nowNs) {
    ns[(int) (count++ % ns.length)] = nowNs;
  }

  /// How many had happened by a moment: all but those of the last N that came after it.
  long by(long momentNs) {
    long by = count;
    while (by > Math.max(0, count - ns.length) && at(by - 1) > momentNs) {
      by--;
    }
    return by;
  }

  /// The last of them.
  long last() {
    return count == 0 ? Long.MIN_VALUE : at(count - 1);
  }

  private long at(long index) {
    return ns[(int) (index % ns.length)];
  }
}
