package kit.stats;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Distributions whose median is known, to draw synthetic trials from.
record Draws(String name, double median, ToDoubleFunction<SplittableRandom> one) {
  static final Draws NORMAL = new Draws("normal", 100, r -> 100 + 10 * r.nextGaussian());
  static final Draws LOGNORMAL = new Draws("lognormal", 1, r -> Math.exp(r.nextGaussian()));
  static final Draws EXPONENTIAL =
      new Draws("exponential", Math.log(2), SplittableRandom::nextExponential);
  static final List<Draws> ALL = List.of(NORMAL, LOGNORMAL, EXPONENTIAL);

  double[] trials(int n, SplittableRandom random) {
    double[] trials = new double[n];
    for (int i = 0; i < n; i++) {
      trials[i] = one.applyAsDouble(random);
    }
    return trials;
  }

  @Override
  public String toString() {
    return name;
  }
}
