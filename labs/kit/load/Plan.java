package kit.load;

import java.time.Duration;

/// How long a load runs.
///
/// @param warmUp before measuring begins
/// @param length what is measured: a count of operations, or a time
/// @param grace how long to wait for operations still in flight at the end; those that are not done
///     by then are counted as failures of kind [Recording#UNFINISHED]. In a run by count it is also
///     the longest time without any completion before the run is given up.
public record Plan(WarmUp warmUp, Length length, Duration grace) {
  /// The usual grace: 10 s.
  public static final Duration GRACE = Duration.ofSeconds(10);

  /// How much is measured.
  public sealed interface Length {}

  /// A count of operations.
  public record Count(long operations) implements Length {
    public Count {
      if (operations < 1) {
        throw new IllegalArgumentException(operations + " operations; at least 1 is measured");
      }
    }
  }

  /// A time: every operation meant to start in it is measured.
  public record Lasting(Duration duration) implements Length {
    public Lasting {
      requirePositive("measured time", duration);
    }
  }

  public Plan {
    requirePositive("grace", grace);
  }

  /// Measures so many operations, without warm-up.
  public static Plan operations(long operations) {
    return new Plan(WarmUp.none(), new Count(operations), GRACE);
  }

  /// Measures for so long, without warm-up.
  public static Plan lasting(Duration duration) {
    return new Plan(WarmUp.none(), new Lasting(duration), GRACE);
  }

  /// The same after a warm-up.
  public Plan after(WarmUp warmUp) {
    return new Plan(warmUp, length, grace);
  }

  /// The same with another grace.
  public Plan withGrace(Duration grace) {
    return new Plan(warmUp, length, grace);
  }

  static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " is " + duration + "; it must be more than 0 and at most a day");
    }
  }
}
