package kit.report;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import kit.result.Role;
import kit.result.TrialRow;

/// What the user sees while a lab runs. It reads counters that are kept anyway and writes once a
/// second, so that showing costs the measurement nothing.
public interface Progress extends AutoCloseable {
  /// The head of the run.
  ///
  /// @param plan profile, trials, seed, runtime and planned time, in one line
  /// @param plannedSeconds how long all trials take by plan
  void begin(String lab, String title, String plan, double plannedSeconds, int trials);

  /// A line that stays: the machine, a limit, a warning.
  void line(String text);

  /// A trial starts.
  ///
  /// @param number from 1
  void trialStarted(int number, int of, Role role, String name);

  /// What the trial does now, in a word or two.
  void phase(String text);

  /// Shows how fast this counter grows until the trial ends.
  void live(LongSupplier operations, String unit);

  /// The trial has ended.
  void trialFinished(TrialRow row);

  /// All trials have ended: whatever was drawn in place is erased.
  void end();

  @Override
  default void close() {
    end();
  }

  /// The display that suits the terminal: a block redrawn in place, or one line a trial.
  static Progress to(PrintStream out, Terminal terminal, LongSupplier nanoTime) {
    Style style = new Style(terminal);
    return terminal.interactive()
        ? new LiveProgress(out, style, nanoTime)
        : new LineProgress(out, style, nanoTime);
  }
}
