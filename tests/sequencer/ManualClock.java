package sequencer;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands still until the test moves it.
public final class ManualClock implements InstantSource {
  public static final long START_SECONDS = 1_769_000_000;

  private volatile long seconds = START_SECONDS;

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(seconds);
  }

  public void advanceSeconds(long by) {
    seconds += by;
  }
}
