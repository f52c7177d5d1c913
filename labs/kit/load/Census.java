package kit.load;

import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;

/// Counts the operations in a system at moments that nothing else decides. They come at exponential
/// gaps, so that no rhythm of the system is met always in the same phase.
public final class Census {
  private final SplittableRandom random = new SplittableRandom(1);
  private final double meanGapNs;
  private long nextNs;
  private long counted;
  private long counts;
  private long sum;
  private double squares;

  /// @param startNs when the time begins in which is counted
  /// @param gapNs mean time between two counts
  public Census(long startNs, double gapNs) {
    meanGapNs = gapNs;
    nextNs = startNs + gapNs();
  }

  /// The next moment at which to count.
  long nextNs() {
    return nextNs;
  }

  /// Counts at every moment that came by `untilNs` and was not counted yet.
  ///
  /// @param inSystem how many operations were in the system at a moment
  public void count(long untilNs, LongUnaryOperator inSystem) {
    for (; untilNs >= nextNs; nextNs += gapNs()) {
      add(inSystem.applyAsLong(nextNs));
    }
  }

  private long gapNs() {
    return (long) (-meanGapNs * Math.log(1 - random.nextDouble()));
  }

  private void add(long now) {
    squares += counts == 0 ? 0 : (double) (now - counted) * (now - counted);
    counted = now;
    sum += now;
    counts++;
  }

  /// What was counted. The error of the mean is taken from what neighbouring counts differ by: what
  /// lasts longer than the time between two is seen by both and is no error.
  public Recording.InSystem inSystem() {
    return counts == 0
        ? new Recording.InSystem(0, 0)
        : new Recording.InSystem((double) sum / counts, Math.sqrt(squares / 2) / counts);
  }
}
