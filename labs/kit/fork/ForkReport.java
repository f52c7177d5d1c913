package kit.fork;

import java.io.EOFException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import kit.check.Witness;
import kit.stats.Latencies;

/// What a measurement says while it runs, a line each, fields between tabs. [ForkFindings] reads
/// it.
public final class ForkReport implements Witness, Watching {
  private final PrintStream out;
  private final InputStream in;

  ForkReport(PrintStream out, InputStream in) {
    this.out = out;
    this.in = in;
  }

  /// What happens now, in a word or two.
  public void phase(String text) {
    line("phase", text);
  }

  /// Measures something while the lab watches the machine: it begins when the lab says that it
  /// does.
  @Override
  public <T> T measured(Callable<T> what) throws Exception {
    line(ForkFindings.MEASURING);
    if (in.read() < 0) {
      throw new EOFException("the lab is gone");
    }
    T result = what.call();
    line("measured");
    return result;
  }

  /// A number of the trial.
  public void number(String id, double value) {
    line("number", id, value);
  }

  @Override
  public void series(String id, List<Double> values) {
    line("series", id, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  @Override
  public void seen(String id, double value, String unit) {
    line("seen", id, value, unit);
  }

  /// Latencies from the moment at which each event was due.
  public void latencies(String id, Latencies seen) {
    line("latencies", id, seen.encode());
  }

  /// Evidence for an invariant, as [kit.lab.Trial#check] takes it.
  public void check(String name, long confirmed, long of, String noun, String detail) {
    line("check", name, confirmed, of, noun, detail.replace('\t', ' ').replace('\n', ' '));
  }

  @Override
  public void mark(String reason) {
    line("mark", reason);
  }

  private void line(Object... fields) {
    out.println(Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining("\t")));
    out.flush();
  }
}
