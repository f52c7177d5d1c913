package transport.session;

import java.nio.ByteBuffer;

/// What happens to a session, told on its connection's loop. Nothing here may block.
public interface SessionHandler {
  /// The session is established: streams and datagrams may go.
  void onOpen(LoopSession session);

  /// The peer opened a stream; [LoopStream#handler(StreamHandler)] must be called now. What it has
  /// to read is told to that handler at once.
  void onStream(LoopStream stream);

  /// A datagram came. The buffer is valid during the call only.
  void onDatagram(LoopSession session, ByteBuffer data);

  /// More streams may be opened, after [LoopSession#open] had none to give.
  default void onStreamsAvailable(LoopSession session) {}

  /// The peer asks that the session be brought to its end.
  default void onDrain(LoopSession session) {}

  /// The session is over; nothing more is told of it, save what its streams still have to read. It
  /// comes once, also for a session that was never established.
  void onEnd(LoopSession session, SessionEnd end);
}
