package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a run promises whatever the target does: every operation is started once and counted once.
class RunTest {
  /// A run that only looked for its end when its grace is over would not end in time for a test.
  private static final Plan PATIENT = Plan.operations(5_000).withGrace(Duration.ofHours(1));

  /// Ends operations at once, later in the same thread, or from other threads, as it pleases.
  private static final class Unruly implements Target {
    final AtomicIntegerArray starts = new AtomicIntegerArray(200_000);
    final AtomicIntegerArray busy = new AtomicIntegerArray(100);
    final ExecutorService threads = Executors.newFixedThreadPool(3);
    volatile String broken;

    @Override
    public void start(int lane, long index, Completion done) {
      starts.incrementAndGet((int) index);
      if (!busy.compareAndSet(lane, 0, 1)) {
        broken = "lane " + lane + " was given a second operation";
      }
      if (ThreadLocalRandom.current().nextInt(3) == 0) {
        end(lane, index, done);
      } else {
        threads.execute(() -> end(lane, index, done));
      }
    }

    private void end(int lane, long index, Completion done) {
      busy.set(lane, 0);
      if (index % 100 == 7) {
        done.failed(lane, index, "seven");
      } else {
        done.succeeded(lane, index);
      }
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }

  private static void assertEachOnce(Unruly target, long operations) {
    assertSame(null, target.broken);
    for (int index = 0; index < operations; index++) {
      assertEquals(1, target.starts.get(index), "starts of operation " + index);
    }
    assertEquals(0, target.starts.get((int) operations));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 20, 40})
  void closedLoopStartsEachOperationOnceOnAFreeLane(int lanes) {
    try (Unruly target = new Unruly()) {
      Recording recording = new ClosedLoop(lanes, PATIENT).run(target);

      assertEquals(5_000, recording.operations());
      assertEquals(Map.of("seven", 50L), recording.failures());
      assertEachOnce(target, 5_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 20, 40})
  void openLoopStartsEachOperationOnceOnAFreeLane(int lanes) {
    try (Unruly target = new Unruly()) {
      Recording recording =
          new OpenLoop(Arrivals.poisson(200_000, lanes), lanes, Plan.operations(5_000)).run(target);

      assertEquals(5_000, recording.operations());
      assertEquals(Map.of("seven", 50L), recording.failures());
      assertEquals(5_000, recording.lateness().sends().count());
      assertEachOnce(target, 5_000);
    }
  }

  @Test
  void targetThatEndsAtOnceNeedsNoStack() {
    Target instant = (lane, index, done) -> done.succeeded(lane, index);

    assertEquals(300_000, run(instant, 1, 300_000).succeeded());
  }

  private static Recording run(Target target, int lanes, long operations) {
    return new ClosedLoop(lanes, Plan.operations(operations)).run(target);
  }

  @Test
  void targetThatThrowsEndsTheRunWithItsReason() {
    Target throwing =
        (lane, index, done) -> {
          if (index == 17) {
            throw new IllegalArgumentException("no such channel");
          }
          done.succeeded(lane, index);
        };

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> run(throwing, 1, 100));

    assertEquals(
        "the target threw when operation 17 was started on lane 0:"
            + " java.lang.IllegalArgumentException: no such channel",
        failure.getMessage());
    assertEquals("no such channel", failure.getCause().getCause().getMessage());
  }

  @Test
  void endingAnOperationTwiceIsAnError() {
    Target twice =
        (lane, index, done) -> {
          done.succeeded(lane, index);
          done.succeeded(lane, index);
        };

    IllegalStateException failure =
        assertThrows(IllegalStateException.class, () -> run(twice, 1, 100));

    assertTrue(
        failure.getMessage().contains("operation 0 on lane 0, which is not in flight"),
        failure.getMessage());
  }

  @Test
  void endingAnOperationThatWasNeverStartedIsAnError() {
    Target wrong = (lane, index, done) -> done.succeeded(lane, index + 1);

    assertThrows(IllegalStateException.class, () -> run(wrong, 1, 100));
  }

  @Test
  void answerThatComesAfterTheEndIsIgnored() {
    Runnable[] late = new Runnable[1];
    Target forgetful = (lane, index, done) -> late[0] = () -> done.succeeded(lane, index);
    Recording recording =
        new ClosedLoop(1, Plan.operations(1).withGrace(Duration.ofMillis(20))).run(forgetful);

    late[0].run();

    assertEquals(Map.of(Recording.UNFINISHED, 1L), recording.failures());
  }

  @Test
  void interruptedRunEndsAtOnce() {
    Target interrupting = (_, _, _) -> Thread.currentThread().interrupt();

    assertThrows(CancellationException.class, () -> new ClosedLoop(1, PATIENT).run(interrupting));
    assertTrue(Thread.interrupted(), "the thread stays interrupted");
  }

  @Test
  void kindsOfFailureAreBounded() {
    Target chatty = (lane, index, done) -> done.failed(lane, index, "failure " + index);

    Map<String, Long> failures = run(chatty, 1, 1_000).failures();

    assertEquals(65, failures.size());
    assertEquals(936, failures.get("other"));
  }

  @Test
  void progressCountsAcrossRunsAndNeverFalls() {
    Progress progress = new Progress();
    long[] seen = {0};
    Target watching =
        (lane, index, done) -> {
          assertTrue(progress.completed() >= seen[0]);
          seen[0] = progress.completed();
          if (index % 10 == 0) {
            done.failed(lane, index, "tenth");
          } else {
            done.succeeded(lane, index);
          }
        };
    for (int run = 1; run <= 3; run++) {
      new ClosedLoop(2, Plan.operations(150)).run(watching, progress);

      assertEquals(150 * run, progress.completed());
      assertEquals(15 * run, progress.failed());
    }
    assertEquals(0, progress.late());
  }

  @Test
  void blockingCodeRunsOnItsLanesThread() throws Exception {
    Map<Integer, Thread> threads = new java.util.concurrent.ConcurrentHashMap<>();
    Target.BlockingOperation operation =
        (lane, index) -> {
          assertSame(
              threads.computeIfAbsent(lane, _ -> Thread.currentThread()), Thread.currentThread());
          if (index % 5 == 0) {
            throw new java.io.IOException("every fifth");
          }
        };
    try (Target target = Target.blocking(operation)) {
      Recording closed = run(target, 8, 1_000);
      Recording open =
          new OpenLoop(Arrivals.constant(50_000), 8, Plan.operations(1_000)).run(target);

      assertEquals(Map.of("IOException", 200L), closed.failures());
      assertEquals(Map.of("IOException", 200L), open.failures());
    }
    for (Thread thread : threads.values()) {
      assertTrue(thread.join(Duration.ofSeconds(60)), "a lane's thread outlives its target");
    }
  }
}
