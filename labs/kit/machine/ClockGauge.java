package kit.machine;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// How good the ruler itself is: what one look at the clock costs, and how much later than asked a
/// sleeping thread wakes up.
final class ClockGauge implements Gauge {
  private static final int LOOKS = 1_000;
  private static final long SLEEP_NS = 50_000;

  private volatile long sink;

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(
            "clock_read",
            "one look at the clock",
            "ns",
            "System.nanoTime in a row",
            Quantity.Sum.LEAST),
        new Quantity(
            "timer_late",
            "waking up after a short sleep",
            "us",
            "beyond a sleep of 50 us, median of a repeat",
            Quantity.Sum.LEAST));
  }

  @Override
  public double[] repeat(long sliceNs) {
    long startNs = System.nanoTime();
    double look = lookNs(startNs + sliceNs / 2);
    return new double[] {look, lateUs(startNs + sliceNs)};
  }

  private double lookNs(long endNs) {
    long startNs = System.nanoTime();
    long nowNs = startNs;
    long looks = 0;
    while (looks == 0 || nowNs < endNs) {
      for (int i = 0; i < LOOKS; i++) {
        nowNs = System.nanoTime();
      }
      looks += LOOKS;
    }
    sink = nowNs;
    return (double) (nowNs - startNs) / looks;
  }

  private double lateUs(long endNs) {
    Times late = new Times();
    long nowNs = System.nanoTime();
    while (late.count() == 0 || nowNs < endNs && !late.full()) {
      long startNs = System.nanoTime();
      LockSupport.parkNanos(SLEEP_NS);
      nowNs = System.nanoTime();
      late.add(nowNs - startNs - SLEEP_NS);
    }
    return late.quantileUs(0.5);
  }
}
