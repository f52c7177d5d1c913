package kit.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.result.Role;
import kit.result.TrialRow;

/// Progress on a terminal: three lines at the foot, redrawn in place once a second and erased at
/// the end; lines above them stay.
///
/// ```text
///   trial 17 of 40   system, 128 channels   measuring
///   ████████████████████▌································  43 %   2 min 36 s left
///   9.81 k payments/s    p99 8.20 ms    errors 0    late 0.1 %    steal 0.3 %
/// ```
///
/// The thread that measures only leaves references here. Counters are read by the heartbeat alone,
/// outside the lock, so one that blocks holds up the display and never the run.
final class LiveProgress implements Progress {
  private static final String UP_AND_CLEAR = "\u001b[%sA\u001b[J";
  private static final int BAR_ROOM = 29;

  private final PrintStream out;
  private final Style style;
  private final LongSupplier nanoTime;
  private final Heartbeat heartbeat;

  private Pace pace = new Pace(1, 1);
  private String head = "";
  private Meter meter;
  private List<String> numbers = List.of();
  private String trial = "";
  private int drawn;
  private boolean linesAbove;
  private boolean running;

  LiveProgress(PrintStream out, Style style, LongSupplier nanoTime, Heartbeat heartbeat) {
    this.out = out;
    this.style = style;
    this.nanoTime = nanoTime;
    this.heartbeat = heartbeat;
  }

  @Override
  public synchronized void begin(
      String lab, String title, String plan, double plannedSeconds, int trials) {
    pace = new Pace(plannedSeconds, trials);
    running = true;
    enter("starting");
    print(HeadLines.first(lab, title, style));
    HeadLines.plan(plan, style).forEach(this::print);
    print("");
    draw();
    heartbeat.start(this::beat, this::end);
  }

  @Override
  public synchronized void line(String text) {
    erase();
    linesAbove = true;
    Ink ink = text.startsWith("! ") ? Ink.YELLOW : Ink.PLAIN;
    HeadLines.named(text, style).forEach(line -> print(style.ink(ink, line)));
    draw();
  }

  @Override
  public synchronized void trialStarted(int number, int of, Role role, String name) {
    pace.started(nowSeconds());
    trial = "trial " + number + " of " + of + "   " + role.word() + ", " + name;
    enter("starting");
  }

  @Override
  public synchronized void phase(String text) {
    enter(text);
  }

  @Override
  public synchronized void live(
      LongSupplier operations, String unit, Supplier<LiveNumbers> liveNumbers) {
    meter = new Meter(operations, unit, liveNumbers);
  }

  @Override
  public synchronized void trialFinished(TrialRow row) {
    pace.finished(nowSeconds());
    enter("done");
  }

  @Override
  public synchronized void end() {
    if (running) {
      running = false;
      erase();
      if (linesAbove) {
        print("");
      }
      out.flush();
    }
    heartbeat.stop();
  }

  /// One redraw, by the heartbeat.
  void beat() {
    Meter reading;
    synchronized (this) {
      reading = meter;
    }
    List<String> read = read(reading);
    synchronized (this) {
      numbers = reading == meter ? read : List.of();
      erase();
      draw();
    }
  }

  private List<String> read(Meter reading) {
    try {
      return reading == null ? List.of() : reading.read(nowSeconds());
    } catch (RuntimeException e) {
      // numbers that are missing are not shown; the rest of the block lives on
      return List.of();
    }
  }

  private void enter(String phase) {
    head = trial.isEmpty() ? phase : trial + "   " + phase;
    meter = null;
    numbers = List.of();
  }

  private void draw() {
    if (!running) {
      return;
    }
    List<String> block = new ArrayList<>();
    if (linesAbove) {
      block.add("");
    }
    block.add(style.text(head));
    block.add(bar(nowSeconds()));
    block.add(style.text(String.join("    ", numbers)));
    for (String line : block) {
      // a line that wrapped would make the way back up longer than it is counted
      print(("  " + Columns.cut(line, columns() - 3, style.ellipsis())).stripTrailing());
    }
    drawn = block.size();
    out.flush();
  }

  private String bar(double nowSeconds) {
    double share = pace.share(nowSeconds);
    String percent = Math.round(share * 100) + " %";
    return style.bar(share, columns() - BAR_ROOM)
        + Columns.right(percent, 6)
        + "   "
        + pace.text(nowSeconds);
  }

  private void erase() {
    if (drawn > 0) {
      out.print(UP_AND_CLEAR.formatted(drawn));
      drawn = 0;
    }
  }

  private void print(String line) {
    out.print(line + "\n");
  }

  private int columns() {
    return style.terminal().textWidth();
  }

  private double nowSeconds() {
    return nanoTime.getAsLong() / 1e9;
  }
}
