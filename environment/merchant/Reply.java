package merchant;

/// What came of a request to the sequencer.
sealed interface Reply {
  /// It answered.
  record Answered(int status, byte[] body) implements Reply {}

  /// It did not.
  ///
  /// @param status for the client: 502, 503 or 504
  /// @param sentence why, and what may have happened
  record Failed(int status, String sentence) implements Reply {}
}
