package kit.lab;

/// The exit status of a lab, so that a script can tell the kinds of ending apart.
public enum ExitStatus {
  MEASURED(0, "measured"),
  CHECK_FAILED(1, "a check failed"),
  WRONG_ARGUMENTS(2, "wrong arguments"),
  ENVIRONMENT(3, "the environment lacks something"),
  REGRESSION(4, "regression"),
  INCONCLUSIVE(5, "inconclusive"),
  UNCOMPARED(5, "no verdict against the baseline");

  private final int code;
  private final String reason;

  ExitStatus(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /// What the process exits with.
  public int code() {
    return code;
  }

  /// In words, as the result file repeats it.
  public String reason() {
    return reason;
  }
}
