package runtime;

/// How a program of this project ends, so that a script can tell the kinds of ending apart. This is
/// the one place that numbers them; only the launchers, which run before any class of ours, and the
/// README repeat the numbers.
public enum ExitStatus {
  /// All that was asked for is done; a lab has measured, and every check held.
  DONE(0),

  /// A check failed or had no evidence, what was measured or served broke, or nobody foresaw what
  /// happened.
  FAILED(1),

  /// The arguments make no sense.
  WRONG_ARGUMENTS(2),

  /// Something that it needs is missing, taken or unreadable.
  ENVIRONMENT_LACKS(3),

  /// Slower than the baseline.
  REGRESSION(4),

  /// No verdict, which is an error only for a user who asked to be strict.
  INCONCLUSIVE(5),

  /// Ctrl-C.
  INTERRUPTED(130);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /// What the process exits with.
  public int code() {
    return code;
  }
}
