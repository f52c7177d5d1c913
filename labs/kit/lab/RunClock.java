package kit.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// When a run started, by the wall clock, and how long it has been running since, by the monotonic
/// one. The wall clock may be set while a run lasts; what was measured is not lost for that.
final class RunClock {
  /// Clocks that are held to the right time move by less: 500 millionths of the time that passes.
  private static final Duration CROSSED = Duration.ofSeconds(2);

  private final Supplier<Instant> wall;
  private final LongSupplier nanoTime;
  private final Instant started;
  private final long startedNs;

  RunClock(Supplier<Instant> wall, LongSupplier nanoTime) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.started = wall.get();
    this.startedNs = nanoTime.getAsLong();
  }

  Instant started() {
    return started;
  }

  /// The start and the time that has passed since.
  Instant now() {
    return started.plusNanos(nanoTime.getAsLong() - startedNs);
  }

  /// What a reader must know if the wall clock went another way than time did.
  Optional<String> remark() {
    Duration moved = Duration.between(now(), wall.get());
    return moved.abs().compareTo(CROSSED) < 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the wall clock moved by %+.0f s during the run (it was set, or the machine slept);"
                    + " the end of the run is its start and the time that passed since",
                moved.toMillis() / 1e3));
  }
}
