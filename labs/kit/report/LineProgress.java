package kit.report;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.result.Metric;
import kit.result.Numbers;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Latencies;

/// Progress for pipes, logs and dumb terminals: plain lines, one for each finished trial.
///
/// ```text
/// 00:09  trial  1/40  system 1 channel      1 428 payments/s  p99 1.90 ms  ok
/// ```
final class LineProgress implements Progress {
  private static final int NAME_COLUMNS = 20;

  private final PrintStream out;
  private final Style style;
  private final LongSupplier nanoTime;
  private long beginNs;
  private int trials;
  private int finished;
  private boolean inTrial;
  private String who = "";
  private boolean running;

  LineProgress(PrintStream out, Style style, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void begin(
      String lab, String title, String plan, double plannedSeconds, int planned) {
    beginNs = nanoTime.getAsLong();
    running = true;
    trials = planned;
    print(HeadLines.first(lab, title, style));
    HeadLines.plan(plan, style).forEach(this::print);
  }

  @Override
  public synchronized void line(String text) {
    HeadLines.named(text, style).forEach(this::print);
  }

  @Override
  public synchronized void trialStarted(int number, int of, Role role, String name) {
    trials = of;
    inTrial = true;
    who = role.word() + " " + name;
  }

  /// Only what goes on between trials earns a line: a start-up that takes long names itself.
  @Override
  public synchronized void phase(String text) {
    if (!inTrial) {
      print(Columns.cut(at() + "  " + style.text(text), columns(), style.ellipsis()));
    }
  }

  @Override
  public void live(LongSupplier operations, String unit, Supplier<LiveNumbers> numbers) {}

  @Override
  public synchronized void trialFinished(TrialRow row) {
    inTrial = false;
    finished++;
    String of = Integer.toString(trials);
    String number = Columns.right(Integer.toString(finished), of.length());
    String name = Columns.cut(style.text(who), NAME_COLUMNS, style.ellipsis());
    String head = at() + "  trial " + number + "/" + of + "  ";
    String line = head + Columns.left(name, NAME_COLUMNS) + "  " + style.text(outcome(row));
    print(Columns.cut(line, columns(), style.ellipsis()));
  }

  /// The trial in a few numbers: its rate, the p99 of its latency, whether it was disturbed.
  static String outcome(TrialRow row) {
    StringBuilder text = new StringBuilder();
    row.metrics().entrySet().stream()
        .filter(entry -> entry.getValue().unit().endsWith("/s"))
        .min(Comparator.comparing((Map.Entry<String, Metric> entry) -> entry.getKey()))
        .map(Map.Entry::getValue)
        .ifPresent(rate -> text.append(rate(rate)).append("  "));
    row.histograms().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .ifPresent(entry -> text.append(p99(entry.getValue())).append("  "));
    return text.append(row.marks().isEmpty() ? "ok" : "marked").toString();
  }

  private static String rate(Metric rate) {
    String number = Numbers.inUnit(rate.value(), rate.unit());
    return Columns.right(number, 7) + " " + rate.unit();
  }

  private static String p99(String histogram) {
    return "p99 " + Numbers.latency(Latencies.decode(histogram).percentileNs(99));
  }

  @Override
  public synchronized void end() {
    if (running) {
      running = false;
      print("");
    }
  }

  private String at() {
    return Numbers.clock((nanoTime.getAsLong() - beginNs) / 1e9);
  }

  private int columns() {
    return style.terminal().textWidth();
  }

  private void print(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
