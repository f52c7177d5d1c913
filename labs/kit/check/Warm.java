package kit.check;

import java.util.List;
import kit.load.Recording;
import kit.stats.Drift;

/// The rate of a step in its last quarter is that of its first.
final class Warm extends Law {
  /// Rate of a window in which one operation ended.
  private static final double ONE = 1e9 / Recording.WINDOW_NS;

  Warm() {
    super("drift", 100 * Drift.ALLOWED, "not warm: %s drifts by %s [%s] %% while it is measured");
  }

  @Override
  public void rates(String step, List<Double> rates, Witness witness) {
    Drift drift = Drift.of(rates, ONE);
    if (Double.isFinite(drift.error())) {
      keep(step, drift.share(), witness);
    }
  }
}
