package kit.lab;

import java.util.Locale;

/// How long a lab takes.
public enum Profile {
  /// Some seconds: how the project's own tests run each lab. No help or message offers it.
  TEST(1, 5),
  /// Under a minute: it shows that the lab works and gives no verdict.
  QUICK(3, 10),
  /// Some minutes; the default.
  STANDARD(10, 50),
  /// The documented durations.
  FULL(10, 50);

  /// What the trials of a quick run may take together, in seconds.
  private static final double QUICK_S = 20;

  private final int trials;
  private final int spare;

  Profile(int trials, int spare) {
    this.trials = trials;
    this.spare = spare;
  }

  /// How many trials each variant gets at most unless `--trials` says otherwise.
  public int trials() {
    return trials;
  }

  /// How many trials each variant gets unless `--trials` says otherwise. A quick run makes as many
  /// as it has time for.
  ///
  /// @param onceS how long one trial of each takes, in seconds
  int trials(double onceS) {
    return this == QUICK ? Math.clamp((long) (QUICK_S / onceS), 1, trials) : trials;
  }

  /// How many requests of each lane are made ahead beyond those that its load is expected to need.
  int spare() {
    return spare;
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
