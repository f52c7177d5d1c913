package batcher.sink;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/// Time for the breaker that only goes forward. By default it would time its pauses by the wall
/// clock, and a clock set back an hour would keep it open for an hour.
final class MonotonicClock extends Clock {
  private final LongSupplier nanoTime;
  private final long startNs;

  MonotonicClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.startNs = nanoTime.getAsLong();
  }

  /// Since it was made, counted from 1970.
  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - startNs);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("this clock has no date to put into a zone");
  }
}
