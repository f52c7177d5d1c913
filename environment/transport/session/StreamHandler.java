package transport.session;

/// What happens to a stream, told on its connection's loop. Nothing here may block.
public interface StreamHandler {
  /// There are bytes, the end or a reset to read. It is said once: read until 0 or -1, now or
  /// later; what is left unread holds the peer back.
  void onReadable(LoopStream stream);

  /// There is room again, after a write was not taken whole. It is said once.
  void onWritable(LoopStream stream);

  /// The peer broke its side off; nothing more can be read.
  ///
  /// @param code the application's; -1 if it gave none, as when the session is over
  void onReset(LoopStream stream, long code);

  /// The peer wants no more bytes; nothing more can be written.
  ///
  /// @param code the application's; -1 if it gave none, as when the session is over
  void onStopSending(LoopStream stream, long code);
}
