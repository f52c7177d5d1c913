package journal;

import java.util.Arrays;

/// How often which value occurred, in buckets of at most an eighth of their value.
///
/// @param count values seen
/// @param sum their sum
/// @param max the largest
/// @param buckets occurrences by bucket; read them with [#quantile]
public record Distribution(long count, long sum, long max, long[] buckets) {
  private static final int SUB_BITS = 3;
  private static final int BUCKETS = (64 - SUB_BITS) << SUB_BITS;

  public Distribution {
    buckets = buckets.clone();
  }

  /// The mean, or 0 of nothing.
  public double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }

  /// The upper edge of the bucket below or in which a share `q` of the values lies, at most [#max].
  ///
  /// @param q between 0 and 1
  public long quantile(double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("The quantile is " + q + "; it must lie from 0 to 1.");
    }
    long wanted = Math.max(1, (long) Math.ceil(q * count));
    long seen = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      seen += buckets[bucket];
      if (seen >= wanted) {
        return Math.min(max, upperEdge(bucket));
      }
    }
    return max;
  }

  @Override
  public long[] buckets() {
    return buckets.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Distribution that
        && count == that.count
        && sum == that.sum
        && max == that.max
        && Arrays.equals(buckets, that.buckets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets);
  }

  @Override
  public String toString() {
    return "Distribution[count=" + count + ", mean=" + mean() + ", max=" + max + "]";
  }

  private static int bucket(long value) {
    if (value < 1 << SUB_BITS) {
      return (int) value;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(value);
    int sub = (int) (value >>> exponent - SUB_BITS) - (1 << SUB_BITS);
    return (exponent - SUB_BITS + 1 << SUB_BITS) + sub;
  }

  private static long upperEdge(int bucket) {
    if (bucket < 1 << SUB_BITS) {
      return bucket;
    }
    int shift = (bucket >>> SUB_BITS) - 1;
    long lower = (long) (1 << SUB_BITS | bucket & (1 << SUB_BITS) - 1) << shift;
    return lower + (1L << shift) - 1;
  }

  /// Counts values; one writer, read through [#snapshot] by holders of the same lock.
  static final class Recorder {
    private final long[] buckets = new long[BUCKETS];
    private long count;
    private long sum;
    private long max;

    void add(long value) {
      buckets[bucket(value)]++;
      count++;
      sum += value;
      max = Math.max(max, value);
    }

    Distribution snapshot() {
      return new Distribution(count, sum, max, buckets);
    }
  }
}
