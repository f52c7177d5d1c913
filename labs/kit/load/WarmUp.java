package kit.load;

import java.time.Duration;

/// What runs before measuring begins. Load does not pause in between: the same lanes go on, and
/// operations that were meant to start before the end of warm-up are not recorded.
public sealed interface WarmUp {
  /// Everything is measured.
  record None() implements WarmUp {}

  /// The first operations, by count.
  record Operations(long operations) implements WarmUp {
    public Operations {
      if (operations < 1) {
        throw new IllegalArgumentException(
            "a warm-up of " + operations + " operations; write WarmUp.none() for none");
      }
    }
  }

  /// A declared time.
  record Lasting(Duration duration) implements WarmUp {
    public Lasting {
      Plan.requirePositive("warm-up", duration);
    }
  }

  /// Until mean latency is steady from window to window ([kit.stats.SteadyState]), or `atMost`
  /// has passed; the recording says which.
  record Detected(Duration window, Duration atMost) implements WarmUp {
    public Detected {
      Plan.requirePositive("window", window);
      if (atMost.compareTo(window.multipliedBy(kit.stats.SteadyState.WINDOWS)) < 0) {
        throw new IllegalArgumentException(
            "steadiness takes at least "
                + kit.stats.SteadyState.WINDOWS
                + " windows of "
                + window
                + "; at most "
                + atMost
                + " is too short");
      }
    }
  }

  /// Everything is measured.
  static WarmUp none() {
    return new None();
  }

  /// The first operations, by count.
  static WarmUp operations(long operations) {
    return new Operations(operations);
  }

  /// A declared time.
  static WarmUp lasting(Duration duration) {
    return new Lasting(duration);
  }

  /// Until latency is steady, in windows of 100 ms, but no longer than `atMost`.
  static WarmUp detected(Duration atMost) {
    return new Detected(Duration.ofMillis(100), atMost);
  }
}
