package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The same ruler on the real clock. What a busy machine adds is unknown, so these tests only
/// order: what must be greater than what, by far.
class RealTimeTest {
  private static final long MS = 1_000_000;
  private static final long STALL_NS = 500 * MS;

  /// Ends operations in its own thread, and stands still once, from the hundredth operation on.
  private static final class Stalling implements Target {
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    @Override
    public void start(int lane, long index, Completion done) {
      thread.execute(
          () -> {
            if (index == 100) {
              stall();
            }
            done.succeeded(lane, index);
          });
    }

    private static void stall() {
      for (long end = System.nanoTime() + STALL_NS; System.nanoTime() < end; ) {
        LockSupport.parkNanos(end - System.nanoTime());
      }
    }

    @Override
    public void close() {
      thread.shutdownNow();
    }
  }

  @Test
  void openLoopShowsAStallThatTheClosedLoopHides() {
    // 2 s at 1000/s: a quarter of the operations are due while the system stands still.
    Plan twoSeconds = Plan.lasting(Duration.ofSeconds(2));
    Recording open;
    Recording closed;
    try (Stalling target = new Stalling()) {
      open = new OpenLoop(Arrivals.constant(1_000), 64, twoSeconds).run(target);
    }
    try (Stalling target = new Stalling()) {
      closed = new ClosedLoop(1, twoSeconds).run(target);
    }

    assertEquals(2_000, open.succeeded());
    assertTrue(open.latencyNs(99) > STALL_NS / 2, () -> "open p99 " + open.latencyNs(99));
    assertTrue(open.latencyNs(90) > STALL_NS / 4, () -> "open p90 " + open.latencyNs(90));
    assertTrue(closed.latencies().maxNs() >= STALL_NS * 0.99, closed.latencies()::toString);
    assertTrue(
        closed.latencyNs(99) < open.latencyNs(90),
        () -> "closed p99 " + closed.latencyNs(99) + ", open p90 " + open.latencyNs(90));
  }

  @Test
  void openLoopSendsWhatItsScheduleAsksAndNoFaster() {
    Recording recording =
        new OpenLoop(Arrivals.poisson(5_000, 1), 64, Plan.lasting(Duration.ofSeconds(1)))
            .run((lane, index, done) -> done.succeeded(lane, index));

    double asked = 5_000;
    assertEquals(asked, recording.operations(), 0.05 * asked);
    assertTrue(recording.throughputPerSecond() < 1.05 * asked, recording::toString);
    assertEquals(recording.operations(), recording.lateness().sends().count());
  }

  @Test
  void waitEndsAfterItsDeadlineAndNotLongBefore() {
    SystemClock clock = new SystemClock(false);
    for (int i = 1; i <= 200; i++) {
      long deadlineNs = clock.nanoTime() + 50_000L * (1 + i % 10);
      int naps = 0;
      while (clock.nanoTime() < deadlineNs) {
        clock.parkUntil(deadlineNs);
        naps++;
      }
      assertTrue(naps <= 10, "the wait woke " + naps + " times too early");
    }
  }

  @Test
  void spinningWaitGivesTheClockBackAtOnce() {
    SystemClock clock = new SystemClock(true);
    long before = clock.nanoTime();

    clock.parkUntil(before + TimeUnit.MINUTES.toNanos(5));

    assertTrue(clock.nanoTime() - before < TimeUnit.MINUTES.toNanos(1));
  }

  @Test
  void timersAreTightDuringARunAndUsualAfterIt() throws IOException {
    Path slack = Path.of("/proc/self/timerslack_ns");
    Assumptions.assumeTrue(Files.isWritable(slack), "no timerslack_ns on this system");
    String usual = slackOfThisThread();
    try (TimerSlack _ = TimerSlack.tighten()) {
      assertEquals("1", slackOfThisThread());
    }
    assertEquals(usual, slackOfThisThread());
  }

  private static String slackOfThisThread() throws IOException {
    Path thread = Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName();
    return Files.readString(Path.of("/proc", thread.toString(), "timerslack_ns")).strip();
  }
}
