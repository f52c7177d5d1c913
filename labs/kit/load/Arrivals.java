package kit.load;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/// When operations are meant to start in an open loop. Drawn before anything is sent and
/// independent of every answer: that is what makes the loop open.
public sealed interface Arrivals {
  /// No operation is due any more: in a century.
  long NEVER_NS = 100L * 366 * 86_400 * 1_000_000_000;

  /// Mean number of operations per second.
  double ratePerSecond();

  /// The schedule from its beginning: each call gives the next intended start in nanoseconds from
  /// the start of the run, never less than the one before.
  LongSupplier offsetsNs();

  /// Evenly spaced operations, the first at once.
  static Arrivals constant(double ratePerSecond) {
    return new Constant(ratePerSecond);
  }

  /// Independent users: exponential gaps, the same for the same seed on every machine.
  static Arrivals poisson(double ratePerSecond, long seed) {
    return new Poisson(ratePerSecond, seed);
  }

  /// Evenly spaced operations.
  record Constant(double ratePerSecond) implements Arrivals {
    public Constant {
      requireRate(ratePerSecond);
    }

    @Override
    public LongSupplier offsetsNs() {
      double gapNs = 1e9 / ratePerSecond;
      return new LongSupplier() {
        private long next;

        @Override
        public long getAsLong() {
          return (long) (next++ * gapNs);
        }
      };
    }
  }

  /// Exponential gaps.
  record Poisson(double ratePerSecond, long seed) implements Arrivals {
    public Poisson {
      requireRate(ratePerSecond);
    }

    @Override
    public LongSupplier offsetsNs() {
      double gapNs = 1e9 / ratePerSecond;
      SplittableRandom random = new SplittableRandom(seed);
      return new LongSupplier() {
        private double at;

        @Override
        public long getAsLong() {
          at -= gapNs * StrictMath.log(1 - random.nextDouble());
          return (long) at;
        }
      };
    }
  }

  /// Operations due at moments that are known beforehand, such as those of a scene.
  ///
  /// @param dueNs from the start of the run, at least one, none before the one before it
  record Listed(long... dueNs) implements Arrivals {
    @Override
    public double ratePerSecond() {
      return dueNs.length * 1e9 / Math.max(1, dueNs[dueNs.length - 1]);
    }

    @Override
    public LongSupplier offsetsNs() {
      return new LongSupplier() {
        private int next;

        @Override
        public long getAsLong() {
          return next < dueNs.length ? dueNs[next++] : NEVER_NS;
        }
      };
    }
  }

  private static void requireRate(double ratePerSecond) {
    if (!(ratePerSecond > 0 && ratePerSecond <= 1e9)) {
      throw new IllegalArgumentException(
          "a rate of " + ratePerSecond + "/s; it must be more than 0 and at most 1e9");
    }
  }
}
