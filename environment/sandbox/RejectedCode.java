package sandbox;

/// Code that an engine does not take; the message says why.
public final class RejectedCode extends Exception {
  /// For this reason.
  public RejectedCode(String reason) {
    super(reason);
  }
}
