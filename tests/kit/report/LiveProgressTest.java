package kit.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import kit.Approval;
import kit.result.ExampleResults;
import kit.result.Role;
import kit.result.TrialRow;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private static final LiveNumbers NUMBERS = new LiveNumbers(0, 0.001);
  private static final TrialRow ROW = ExampleResults.standard().build().trials().getFirst();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nowNs = new AtomicLong(7_000_000_000L);
  private final Heartbeat still =
      new Heartbeat() {
        @Override
        void start(Runnable beat, Runnable atExit) {}
      };

  private LiveProgress progress(Terminal terminal) {
    return new LiveProgress(
        new PrintStream(bytes, true, UTF_8), new Style(terminal), nowNs::get, still);
  }

  private void pass(double seconds) {
    nowNs.addAndGet((long) (seconds * 1e9));
  }

  /// What a terminal shows after all these bytes.
  private String screen() {
    List<String> lines = new ArrayList<>();
    String text = bytes.toString(UTF_8);
    for (String part : text.split("(?<=\n)|(?=\u001b\\[\\d+A)|(?<=\u001b\\[J)")) {
      if (part.matches("\u001b\\[\\d+A\u001b\\[J")) {
        int up = Integer.parseInt(part.replaceAll("^.\\[(\\d+)A.*$", "$1"));
        lines.subList(lines.size() - up, lines.size()).clear();
      } else if (!part.isEmpty()) {
        lines.add(part);
      }
    }
    return String.join("", lines);
  }

  private void head(Progress progress) {
    progress.begin(
        "sequencer-burst",
        "pre-signed payments into the sequencer, every one durable",
        "standard, 10 trials x 4 variants, seed 42, container, about 4 min 30 s",
        270,
        40);
    progress.line("machine   2 cores, 24 GB, JDK 25.0.3, virtual, governor unknown");
    progress.line("limit     " + "signature recovery, digest and one fdatasync each, ".repeat(2));
    progress.line("! load was 1.8 before the start: something else runs on this machine");
  }

  private void measuring(Progress progress, AtomicLong operations) {
    for (int trial = 1; trial < 17; trial++) {
      progress.trialStarted(trial, 40, Role.SYSTEM, "1 channel");
      pass(6.5);
      progress.trialFinished(ROW);
    }
    progress.trialStarted(17, 40, Role.SYSTEM, "128 channels");
    progress.phase("measuring");
    progress.live(operations::get, "payments/s", () -> NUMBERS);
  }

  @Test
  void blockIsRedrawnInPlaceBelowTheLinesThatStay() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    head(progress);
    AtomicLong operations = new AtomicLong(5_000_000);
    measuring(progress, operations);
    progress.beat();
    pass(1);
    operations.addAndGet(9_810);
    progress.beat();
    Approval.check("report/progress-live.txt", screen());
  }

  @Test
  void asciiTerminalGetsAnAsciiBar() {
    LiveProgress progress = progress(new Terminal(80, false, false, true));
    head(progress);
    measuring(progress, new AtomicLong());
    progress.beat();
    Approval.check("report/progress-live-ascii.txt", screen());
  }

  @Test
  void nothingOfTheBlockIsLeftAtTheEnd() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    progress.begin("lab", "title", "plan", 10, 2);
    progress.trialStarted(1, 2, Role.SYSTEM, "one");
    progress.beat();
    progress.end();
    progress.beat();
    progress.end();
    assertEquals("lab   title\nplan\n\n", screen());
  }

  @Test
  void tableBelowIsSetOffFromTheLinesThatStay() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    progress.begin("lab", "title", "plan", 10, 2);
    progress.line("machine   2 cores");
    progress.end();
    assertEquals("lab   title\nplan\n\n  machine   2 cores\n\n", screen());
  }

  @Test
  void firstReadingHasNoRateSinceTheCounterMayNotStartAtZero() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    head(progress);
    measuring(progress, new AtomicLong(5_000_000));
    progress.beat();
    assertFalse(screen().contains("payments/s  "), screen());
    assertTrue(screen().contains("  errors 0    late 0.1 %"), screen());
  }

  @Test
  void timeLeftNeverTurnsNegativeAndTheBarNeverGoesBack() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    progress.begin("lab", "title", "plan", 10, 2);
    int percent = 0;
    for (int trial = 1; trial <= 2; trial++) {
      progress.trialStarted(trial, 2, Role.SYSTEM, "slow");
      for (int second = 0; second < 60; second++) {
        pass(1);
        progress.beat();
        String bar = screen().lines().filter(line -> line.contains(" %")).findFirst().orElseThrow();
        int now = Integer.parseInt(bar.replaceAll(".* (\\d+) %.*", "$1"));
        assertTrue(now >= percent && now < 100, bar);
        assertTrue(bar.matches(".*(\\d+ (s|min) left|finishing)"), bar);
        percent = now;
      }
      progress.trialFinished(ROW);
    }
    assertTrue(screen().contains("100 %   finishing") || percent == 99, screen());
  }

  @Test
  void forecastFollowsTheTrialsThatWereTimed() {
    Pace pace = new Pace(100, 10);
    assertEquals("1 min 40 s left", pace.text(0));
    pace.started(0);
    pace.finished(30);
    // nine trials of (10 planned + 30 seen) / 2
    assertEquals("3 min left", pace.text(30));
  }

  @Test
  void trialPastItsTimeDoesNotEatTheTimeOfTheNext() {
    Pace pace = new Pace(100, 10);
    pace.started(0);
    assertEquals("1 min 30 s left", pace.text(10));
    assertEquals("1 min 30 s left", pace.text(500));
  }

  @Test
  void noLineReachesTheEdgeWhereItWouldWrap() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    head(progress);
    progress.trialStarted(1, 1, Role.PEER, "a name that goes on and on ".repeat(9));
    progress.live(() -> Long.MAX_VALUE, "u".repeat(99), () -> NUMBERS);
    progress.beat();
    pass(1);
    progress.beat();
    screen().lines().forEach(line -> assertTrue(line.length() < 80, line));
  }

  @Test
  void counterThatFailsCostsItsNumbersOnly() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    progress.begin("lab", "title", "plan", 10, 2);
    progress.trialStarted(1, 2, Role.SYSTEM, "one");
    progress.live(
        () -> {
          throw new IllegalStateException("gone");
        },
        "payments/s",
        () -> NUMBERS);
    progress.beat();
    assertTrue(screen().contains("trial 1 of 2"), screen());
  }

  @Test
  void runThatMeasuresNeverWaitsForACounterThatBlocks() throws InterruptedException {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    progress.begin("lab", "title", "plan", 10, 2);
    progress.trialStarted(1, 2, Role.SYSTEM, "one");
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    progress.live(
        () -> {
          read.countDown();
          awaitUninterrupted(release);
          return 1;
        },
        "payments/s",
        () -> NUMBERS);
    Thread beat = Thread.startVirtualThread(progress::beat);
    read.await();
    progress.phase("draining");
    progress.line("a line");
    progress.trialFinished(ROW);
    release.countDown();
    beat.join();
    assertTrue(screen().contains("done"), screen());
    assertFalse(screen().contains("errors"), "numbers of a phase that is over");
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void countersAreReadOnceABeatAndNeverOtherwise() {
    LiveProgress progress = progress(Terminals.LIVE_WITHOUT_COLOUR);
    AtomicInteger reads = new AtomicInteger();
    progress.begin("lab", "title", "plan", 10, 2);
    progress.trialStarted(1, 2, Role.SYSTEM, "one");
    progress.phase("measuring");
    progress.live(reads::incrementAndGet, "payments/s", () -> NUMBERS);
    progress.line("a line");
    assertEquals(0, reads.get());
    progress.beat();
    progress.beat();
    assertEquals(2, reads.get());
    progress.trialFinished(ROW);
    progress.beat();
    assertEquals(2, reads.get());
  }

  @Test
  void heartbeatRunsOnADaemonSoThatNoRunHangsOnIt() throws InterruptedException {
    Heartbeat heartbeat = new Heartbeat(1);
    CountDownLatch beats = new CountDownLatch(2);
    boolean[] daemon = {false};
    heartbeat.start(
        () -> {
          daemon[0] = Thread.currentThread().isDaemon();
          beats.countDown();
          throw new IllegalStateException("a beat that fails must not end the display");
        },
        () -> {});
    beats.await();
    heartbeat.stop();
    assertTrue(daemon[0]);
  }

  @Test
  void linesOfAPipeAreOneForEachTrial() {
    LineProgress progress =
        new LineProgress(
            new PrintStream(bytes, true, UTF_8), new Style(Terminals.UTF8), nowNs::get);
    head(progress);
    progress.phase("building image, 20 s, once");
    int number = 0;
    for (TrialRow row : ExampleResults.standard().build().trials().subList(0, 6)) {
      progress.trialStarted(++number, 40, row.role(), row.name());
      progress.phase("measuring");
      progress.live(() -> 1, "payments/s", () -> NUMBERS);
      pass(6.7);
      progress.trialFinished(row);
    }
    progress.end();
    String text = bytes.toString(UTF_8);
    Approval.check("report/progress-lines.txt", text);
    assertFalse(text.contains("\u001b") || text.contains("\r"), text);
  }
}
