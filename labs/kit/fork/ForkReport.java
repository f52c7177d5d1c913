package kit.fork;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.stream.Collectors;
import kit.stats.Latencies;

/// What a measurement says while it runs, a line each, fields between tabs. [ForkFindings] reads
/// it.
public final class ForkReport {
  private final PrintStream out;

  ForkReport(PrintStream out) {
    this.out = out;
  }

  /// What happens now, in a word or two.
  public void phase(String text) {
    line("phase", text);
  }

  /// A number of the trial.
  public void number(String id, double value) {
    line("number", id, value);
  }

  /// Numbers that a chart draws.
  public void series(String id, double[] values) {
    String list = Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
    line("series", id, list);
  }

  /// Latencies from the moment at which each event was due.
  public void latencies(String id, Latencies seen) {
    line("latencies", id, seen.encode());
  }

  /// Evidence for an invariant, as [kit.lab.Trial#check] takes it.
  public void check(String name, long confirmed, long of, String noun, String detail) {
    line("check", name, confirmed, of, noun, detail.replace('\t', ' ').replace('\n', ' '));
  }

  /// What disturbed the trial.
  public void mark(String reason) {
    line("mark", reason);
  }

  private void line(Object... fields) {
    out.println(Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining("\t")));
    out.flush();
  }
}
