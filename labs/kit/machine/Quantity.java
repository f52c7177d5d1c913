package kit.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import kit.result.Limit;
import kit.stats.Quantiles;

/// Something that gauges measure, and what its repeats come to.
///
/// @param id stable id of its limit: `loopback_tcp`
/// @param label for people
/// @param how what is done, in a sentence
/// @param sum what stands for all repeats
record Quantity(String id, String label, String unit, String how, Sum sum) {
  /// What stands for all repeats: the least of what is better the less it is, the greatest of what
  /// is better the more it is or worse, and the middle of what has no best.
  enum Sum {
    LEAST("least"),
    GREATEST("greatest"),
    MEDIAN("median"),
    MEAN("mean");

    private final String word;

    Sum(String word) {
      this.word = word;
    }

    private double of(double[] values) {
      return switch (this) {
        case LEAST -> DoubleStream.of(values).min().orElseThrow();
        case GREATEST -> DoubleStream.of(values).max().orElseThrow();
        case MEDIAN -> Quantiles.median(values);
        case MEAN -> DoubleStream.of(values).average().orElseThrow();
      };
    }
  }

  /// By how much a value is better than the best so far, as a factor.
  double gain(double value, double best) {
    return switch (sum) {
      case LEAST -> best / value;
      case GREATEST -> value / best;
      case MEDIAN, MEAN -> 1;
    };
  }

  /// The limit, unless nothing was seen at all.
  Optional<Limit> limit(List<Limit.Repeat> repeats) {
    double[] values = repeats.stream().mapToDouble(Limit.Repeat::value).toArray();
    if (values.length == 0 || !(sum.of(values) > 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new Limit(
            id,
            label,
            sum.of(values),
            unit,
            DoubleStream.of(values).min().orElseThrow(),
            DoubleStream.of(values).max().orElseThrow(),
            String.format(Locale.ROOT, "%s; %s of %d repeats", how, sum.word, values.length),
            List.of(),
            repeats));
  }
}
