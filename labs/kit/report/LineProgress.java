package kit.report;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.function.LongSupplier;
import kit.result.Metric;
import kit.result.Role;
import kit.result.TrialRow;
import kit.stats.Latencies;

/// Progress for pipes, logs and dumb terminals: plain lines, one for each finished trial.
///
/// ```text
/// 00:09  trial  1/40  system 1 channel      1 428 payments/s  p99 1.90 ms  ok
/// ```
final class LineProgress implements Progress {
  private final PrintStream out;
  private final Style style;
  private final LongSupplier nanoTime;
  private final long beginNs;
  private int trials;
  private int finished;

  LineProgress(PrintStream out, Style style, LongSupplier nanoTime) {
    this.out = out;
    this.style = style;
    this.nanoTime = nanoTime;
    this.beginNs = nanoTime.getAsLong();
  }

  @Override
  public void begin(String lab, String title, String plan, double plannedSeconds, int planned) {
    trials = planned;
    out.println(style.text(lab + "   " + title));
    out.println(style.text(plan));
  }

  @Override
  public void line(String text) {
    out.println("  " + style.text(text));
  }

  @Override
  public void trialStarted(int number, int of, Role role, String name) {
    trials = of;
  }

  @Override
  public void phase(String text) {}

  @Override
  public void live(LongSupplier operations, String unit) {}

  @Override
  public void trialFinished(TrialRow row) {
    finished++;
    int digits = Integer.toString(trials).length();
    double seconds = (nanoTime.getAsLong() - beginNs) / 1e9;
    String head =
        "%s  trial %s/%s  "
            .formatted(
                Numbers.clock(seconds),
                Columns.right(Integer.toString(finished), digits),
                Integer.toString(trials));
    String who = Columns.left(row.role().word() + " " + row.name(), 30);
    out.println(style.text((head + who + "  " + outcome(row)).stripTrailing()));
    out.flush();
  }

  /// The trial in a few numbers: its rate, the p99 of its latency, whether it was disturbed.
  static String outcome(TrialRow row) {
    StringBuilder text = new StringBuilder();
    row.metrics().entrySet().stream()
        .filter(entry -> entry.getValue().unit().endsWith("/s"))
        .min(Comparator.comparing((Map.Entry<String, Metric> entry) -> entry.getKey()))
        .map(Map.Entry::getValue)
        .ifPresent(
            rate ->
                text.append(Numbers.withUnit(Numbers.plain(rate.value()), rate.unit()))
                    .append("  "));
    row.histograms().entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .ifPresent(
            entry ->
                text.append("p99 ")
                    .append(Numbers.latency(Latencies.decode(entry.getValue()).percentileNs(99)))
                    .append("  "));
    text.append(row.marks().isEmpty() ? "ok" : "marked: " + String.join(", ", row.marks()));
    return text.toString();
  }

  @Override
  public void end() {}
}
