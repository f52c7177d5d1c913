package kit.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.result.Role;
import kit.result.TrialRow;

/// What the user sees while a lab runs. Called by whoever runs the trials, in this order:
///
/// ```text
/// begin  (line | phase)*  (trialStarted  (phase | live | line)*  trialFinished)*  end
/// ```
///
/// No call waits for the display. It reads counters that are kept anyway, once a second, on a
/// thread of its own, so that showing costs the measurement nothing.
public interface Progress extends AutoCloseable {
  /// The head of the run.
  ///
  /// @param plan profile, trials, seed, runtime and planned time, in one line
  /// @param plannedSeconds how long all trials take by plan
  void begin(String lab, String title, String plan, double plannedSeconds, int trials);

  /// A line that stays: the machine, a limit, or a warning, which starts with `! `.
  void line(String text);

  /// A trial starts.
  ///
  /// @param number from 1
  void trialStarted(int number, int of, Role role, String name);

  /// What goes on now, in a few words: `building image, 20 s, once`, `warming up`, `measuring`.
  void phase(String text);

  /// Shows how fast this counter grows, and what else is known, until the next phase or trial.
  ///
  /// @param operations operations so far; the rate is taken between two readings
  /// @param unit of the rate: `payments/s`
  void live(LongSupplier operations, String unit, Supplier<LiveNumbers> numbers);

  /// The trial has ended.
  void trialFinished(TrialRow row);

  /// The run has ended, well or not: whatever was drawn in place is erased. May be called twice,
  /// and from a shutdown hook.
  void end();

  @Override
  default void close() {
    end();
  }

  /// The display that suits the terminal: a block redrawn in place, or one line a trial.
  ///
  /// @param out standard error, so that standard output belongs to the result
  static Progress to(PrintStream out, Terminal terminal, LongSupplier nanoTime) {
    Style style = new Style(terminal);
    return terminal.interactive()
        ? new LiveProgress(out, style, nanoTime, new Heartbeat())
        : new LineProgress(out, style, nanoTime);
  }
}
