package batcher.sink;

import java.time.Duration;

/// When attempts at a failing sink stop for a while.
///
/// @param attempts how many of the last attempts are looked at
/// @param failureShare of those, above which the breaker opens; 0 to 1
/// @param open how long it then lets nothing through, before one attempt may close it again
/// @param retryMin the pause after a first failure while it is still closed; doubled each time
/// @param retryMax the longest such pause
public record BreakerOptions(
    int attempts, double failureShare, Duration open, Duration retryMin, Duration retryMax) {
  /// Opens for a second when more than half of the last 8 attempts failed.
  public static final BreakerOptions DEFAULT =
      new BreakerOptions(
          8, 0.5, Duration.ofSeconds(1), Duration.ofMillis(5), Duration.ofMillis(200));

  public BreakerOptions {
    if (attempts < 1 || !(failureShare > 0 && failureShare <= 1)) {
      throw new IllegalArgumentException(
          "a breaker looks at 1 attempt or more and opens at a share from 0 to 1; got %s and %s"
              .formatted(attempts, failureShare));
    }
    if (!open.isPositive() || !retryMin.isPositive() || retryMax.compareTo(retryMin) < 0) {
      throw new IllegalArgumentException(
          "pauses must be positive and rise; got open %s, retries from %s to %s"
              .formatted(open, retryMin, retryMax));
    }
  }
}
