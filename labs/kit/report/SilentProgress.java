package kit.report;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.result.Role;
import kit.result.TrialRow;

/// Shows nothing.
final class SilentProgress implements Progress {
  @Override
  public void begin(String lab, String title, String plan, double plannedSeconds, int trials) {}

  @Override
  public void line(String text) {}

  @Override
  public void trialStarted(int number, int of, Role role, String name) {}

  @Override
  public void phase(String text) {}

  @Override
  public void live(LongSupplier operations, String unit, Supplier<LiveNumbers> numbers) {}

  @Override
  public void trialFinished(TrialRow row) {}

  @Override
  public void end() {}
}
