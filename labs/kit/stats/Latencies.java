package kit.stats;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.Histogram;

/// The latencies of one trial: an HdrHistogram that nobody can change any more.
///
/// Every value is kept to three significant decimal digits, from 1 ns to 60 s; what lasted longer
/// is kept as 60 s. Result files hold it as base64 of HdrHistogram's own compressed form (V2), so
/// that any HdrHistogram tool reads it.
public final class Latencies {
  /// The longest latency that is told apart, in nanoseconds: one minute.
  public static final long HIGHEST_NS = 60_000_000_000L;

  /// Significant decimal digits.
  public static final int DIGITS = 3;

  /// No latency at all.
  public static final Latencies NONE = new Latencies(new Histogram(HIGHEST_NS, DIGITS));

  private final Histogram histogram;

  private Latencies(Histogram histogram) {
    this.histogram = histogram;
  }

  /// A copy of what was recorded, in nanoseconds.
  public static Latencies of(AbstractHistogram recordedNs) {
    Histogram copy = new Histogram(HIGHEST_NS, DIGITS);
    copy.add(recordedNs);
    return new Latencies(copy);
  }

  /// These latencies, in nanoseconds; for tests and for small sets.
  public static Latencies ofNs(long... latenciesNs) {
    Histogram histogram = new Histogram(HIGHEST_NS, DIGITS);
    for (long latencyNs : latenciesNs) {
      histogram.recordValue(Math.clamp(latencyNs, 0, HIGHEST_NS));
    }
    return new Latencies(histogram);
  }

  /// Reads what [#encode] wrote.
  ///
  /// @throws IllegalArgumentException if the text is no base64 of a compressed HdrHistogram
  public static Latencies decode(String base64) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
      return new Latencies(Histogram.decodeFromCompressedByteBuffer(bytes, HIGHEST_NS));
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException(
          "no histogram: the text must be base64 of a compressed HdrHistogram (V2), as a result"
              + " file has it",
          e);
    }
  }

  /// HdrHistogram's compressed form in base64, without line breaks.
  public String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int length = histogram.encodeIntoCompressedByteBuffer(bytes);
    return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(bytes.array(), length));
  }

  /// Both sets together, as if one histogram had recorded them.
  public Latencies plus(Latencies other) {
    Histogram sum = histogram.copy();
    sum.add(other.histogram);
    return new Latencies(sum);
  }

  /// How many latencies.
  public long count() {
    return histogram.getTotalCount();
  }

  /// How many of them exceeded a latency, as far as it is told apart.
  public long countOver(long ns) {
    return ns >= HIGHEST_NS ? 0 : histogram.getCountBetweenValues(ns + 1, HIGHEST_NS);
  }

  /// The latency that a share of the operations did not exceed.
  ///
  /// @param percentile from 0 to 100, such as 99.9
  /// @return nanoseconds; 0 if there are none
  public long percentileNs(double percentile) {
    return Math.min(histogram.getValueAtPercentile(percentile), histogram.getMaxValue());
  }

  /// The arithmetic mean in nanoseconds; 0 if there are none.
  public double meanNs() {
    return histogram.getMean();
  }

  /// The longest, in nanoseconds; 0 if there are none.
  public long maxNs() {
    return histogram.getMaxValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Latencies latencies && histogram.equals(latencies.histogram);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count());
  }

  @Override
  public String toString() {
    return count() == 0
        ? "no latencies"
        : "%s latencies, p50 %s ns, p99 %s ns, max %s ns"
            .formatted(count(), percentileNs(50), percentileNs(99), maxNs());
  }
}
