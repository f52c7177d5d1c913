package kit.report;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kit.result.Role;
import kit.result.TrialRow;

/// Progress on a terminal: three lines at the foot, redrawn in place once a second and erased at
/// the end; lines above them stay.
///
/// ```text
///   trial 17 of 40   system, 128 channels   measuring
///   ████████████████████▌································  43 %   2 min 36 s left
///   9.81 k payments/s
/// ```
final class LiveProgress implements Progress {
  private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";
  private static final int BAR_COLUMNS = 52;

  private final PrintStream out;
  private final Style style;
  private final LongSupplier nanoTime;
  private final ScheduledExecutorService clock;
  private double plannedSeconds;
  private int trials = 1;
  private int finished;
  private long firstTrialNs = -1;
  private String head = "";
  private String phase = "";
  private LongSupplier operations = () -> 0;
  private String unit = "";
  private long lastCount;
  private long lastNs;
  private int drawn;

  LiveProgress(PrintStream out, Style style, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.nanoTime = nanoTime;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("progress").unstarted(task));
    clock.scheduleAtFixedRate(this::redraw, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void begin(
      String lab, String title, String plan, double planned, int trialsPlanned) {
    plannedSeconds = planned;
    trials = Math.max(1, trialsPlanned);
    above(style.ink(Ink.BOLD, style.text(lab)) + "   " + style.text(title));
    above(style.ink(Ink.DIM, style.text(plan)));
    above("");
  }

  @Override
  public synchronized void line(String text) {
    above("  " + style.text(text));
  }

  @Override
  public synchronized void trialStarted(int number, int of, Role role, String name) {
    if (firstTrialNs < 0) {
      firstTrialNs = nanoTime.getAsLong();
    }
    trials = of;
    head = "trial " + number + " of " + of + "   " + role.word() + ", " + name;
    phase = "";
    unit = "";
    redraw();
  }

  @Override
  public synchronized void phase(String text) {
    phase = text;
    redraw();
  }

  @Override
  public synchronized void live(LongSupplier counter, String countedUnit) {
    operations = counter;
    unit = countedUnit;
    lastCount = counter.getAsLong();
    lastNs = nanoTime.getAsLong();
  }

  @Override
  public synchronized void trialFinished(TrialRow row) {
    finished++;
    unit = "";
  }

  @Override
  public synchronized void end() {
    clock.shutdownNow();
    erase();
    out.flush();
  }

  private void above(String text) {
    erase();
    out.println(text);
    out.flush();
  }

  private synchronized void redraw() {
    if (clock.isShutdown() || head.isEmpty()) {
      return;
    }
    int width = style.terminal().width();
    String bar = style.bar((double) finished / trials, BAR_COLUMNS);
    String first = "  " + Columns.cut(style.text(head + "   " + phase), width - 4, "...");
    String second =
        "  " + bar + "  " + Numbers.percent((double) finished / trials) + "   " + left();
    String third = rate();
    erase();
    out.println(first);
    out.println(second);
    out.println(third);
    out.flush();
    drawn = 3;
  }

  private String rate() {
    long nowNs = nanoTime.getAsLong();
    if (unit.isEmpty() || nowNs <= lastNs) {
      return "";
    }
    long count = operations.getAsLong();
    double perSecond = (count - lastCount) * 1e9 / (nowNs - lastNs);
    lastCount = count;
    lastNs = nowNs;
    return "  " + Numbers.withUnit(Numbers.scaled(perSecond), style.text(unit));
  }

  /// The plan, corrected by what the finished trials really took.
  private String left() {
    double gone = (nanoTime.getAsLong() - firstTrialNs) / 1e9;
    double whole = finished == 0 ? plannedSeconds : gone * trials / finished;
    double rest = whole - gone;
    return rest > 1 ? Numbers.span(rest) + " left" : "finishing";
  }

  private void erase() {
    if (drawn > 0) {
      out.print(UP_AND_CLEAR.formatted(drawn));
      drawn = 0;
    }
  }
}
