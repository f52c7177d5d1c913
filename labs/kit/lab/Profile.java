package kit.lab;

import java.util.Locale;

/// How long a lab takes.
public enum Profile {
  /// Some seconds: how the project's own tests run each lab. No help or message offers it.
  TEST(1),
  /// A minute or two: it shows that the lab works and gives no verdict.
  QUICK(3),
  /// Some minutes; the default.
  STANDARD(10),
  /// The documented durations.
  FULL(10);

  private final int trials;

  Profile(int trials) {
    this.trials = trials;
  }

  /// How many trials each variant gets unless `--trials` says otherwise.
  public int trials() {
    return trials;
  }

  /// Whether a run is long enough for verdicts.
  boolean givesVerdicts() {
    return this == STANDARD || this == FULL;
  }

  /// The word on the command line and in files.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
