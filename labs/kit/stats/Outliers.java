package kit.stats;

import java.util.Locale;

/// Trials far from the others, by Tukey's fences (Exploratory Data Analysis, 1977): mild beyond 1.5
/// times the interquartile range from the quartiles, severe beyond 3 times. They are counted and
/// kept; a slow trial is a finding.
///
/// @param n how many trials there are
/// @param severeLow below the outer fence
/// @param mildLow between the lower fences
/// @param mildHigh between the upper fences
/// @param severeHigh above the outer fence
public record Outliers(int n, int severeLow, int mildLow, int mildHigh, int severeHigh) {
  private static final double MILD = 1.5;
  private static final double SEVERE = 3;

  /// Sorts trials into their places among the fences.
  public static Outliers of(double... trials) {
    double[] sorted = Quantiles.sorted(trials);
    double lower = Quantiles.ofSorted(sorted, 0.25);
    double upper = Quantiles.ofSorted(sorted, 0.75);
    double range = upper - lower;
    int[] counts = new int[4];
    for (double trial : sorted) {
      double belowBy = lower - trial;
      double aboveBy = trial - upper;
      if (belowBy > MILD * range) {
        counts[belowBy > SEVERE * range ? 0 : 1]++;
      } else if (aboveBy > MILD * range) {
        counts[aboveBy > SEVERE * range ? 3 : 2]++;
      }
    }
    return new Outliers(sorted.length, counts[0], counts[1], counts[2], counts[3]);
  }

  /// All of them.
  public int count() {
    return severeLow + mildLow + mildHigh + severeHigh;
  }

  /// The note: `3 of 30 trials are outliers (1 low, 1 high, 1 far high); kept and counted`. Empty
  /// without outliers.
  public String sentence() {
    if (count() == 0) {
      return "";
    }
    StringBuilder kinds = new StringBuilder();
    append(kinds, severeLow, "far low");
    append(kinds, mildLow, "low");
    append(kinds, mildHigh, "high");
    append(kinds, severeHigh, "far high");
    return String.format(
        Locale.ROOT,
        "%d of %d trials %s (%s); kept and counted",
        count(),
        n,
        count() == 1 ? "is an outlier" : "are outliers",
        kinds);
  }

  private static void append(StringBuilder kinds, int count, String kind) {
    if (count > 0) {
      kinds.append(kinds.isEmpty() ? "" : ", ").append(count).append(' ').append(kind);
    }
  }
}
