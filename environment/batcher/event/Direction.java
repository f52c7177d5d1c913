package batcher.event;

/// Which way the money went. Part of the batch key.
public enum Direction {
  /// We paid a peer for a chunk.
  SENT(1, "sent"),
  /// A peer paid us for a chunk.
  RECEIVED(2, "received");

  private final int code;
  private final String word;

  Direction(int code, String word) {
    this.code = code;
    this.word = word;
  }

  /// The byte at offset 28 of the record.
  public int code() {
    return code;
  }

  /// The word in batch keys: `sent` or `received`.
  public String word() {
    return word;
  }

  /// The direction with this byte.
  ///
  /// @throws IllegalArgumentException if there is none
  public static Direction ofCode(int code) {
    return switch (code) {
      case 1 -> SENT;
      case 2 -> RECEIVED;
      default ->
          throw new IllegalArgumentException(
              "direction is " + code + "; it must be 1 (sent) or 2 (received)");
    };
  }
}
