package batcher.frame;

/// Why a batch was closed.
public enum Cause {
  /// It reached the rule's size.
  SIZE,
  /// Its first event had waited as long as the rule allows.
  TIME,
  /// The sink was idle and the batch was not going to fill in time.
  IDLE,
  /// The store for open batches was full; the oldest ones went early.
  ROOM,
  /// Someone asked for a flush, or closed the batcher.
  ASKED;

  private static final Cause[] ALL = values();

  static Cause ofCode(int code) {
    return ALL[code];
  }
}
