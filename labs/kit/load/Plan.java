package kit.load;

import java.time.Duration;

/// How long a load runs.
///
/// @param length what is measured: a count of operations, or a time
/// @param grace the longest time without any completion, in a run by time after its end, before the
///     run is given up, and the longest after that end that an operation waits for a lane. What is
///     not done by then is counted as failures of kind [Recording#UNFINISHED].
public record Plan(Length length, Duration grace) {
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

  /// Measures this many operations.
  public static Plan operations(long operations) {
    return new Plan(new Count(operations), GRACE);
  }

  /// Measures for this long.
  public static Plan lasting(Duration duration) {
    return new Plan(new Lasting(duration), GRACE);
  }

  /// The same with another grace.
  public Plan withGrace(Duration grace) {
    return new Plan(length, grace);
  }

  static void requirePositive(String name, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "the " + name + " is " + duration + "; it must be more than 0 and at most a day");
    }
  }
}
