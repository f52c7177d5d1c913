package transport.quic;

import java.nio.ByteBuffer;

/// What happens to a connection, told on its loop's thread. Nothing here may block. An exception
/// that is thrown closes the connection with QUIC's INTERNAL_ERROR; its sentence is the reason.
public interface ConnectionHandler {

  /// The handshake is done: streams and datagrams may go.
  void onEstablished();

  /// The peer opened this stream. [#onReadable] follows in the same turn if there is something to
  /// read.
  void onStream(long stream);

  /// A stream has bytes, its end or a reset to tell. It is said once: read until fewer bytes come
  /// than were asked for, now or later; what is left unread holds the peer back and is not told
  /// again.
  void onReadable(long stream);

  /// A stream whose last write was not taken whole has room again. It is said once: write now, or
  /// the next write that is not taken whole asks for the next one.
  void onWritable(long stream);

  /// The peer allows more streams, after [Connection#openStream] had answered -1.
  default void onStreamsAvailable() {}

  /// The peer reset its side of a stream; what it had sent and was not read is gone. It is told
  /// when it is found, which may be from within [Connection#read], just before that answers -1.
  void onReset(long stream, long code);

  /// The peer wants no more bytes of a stream; this side of it has been reset in answer. It is told
  /// when it is found, which may be from within [Connection#write], just before that answers -1.
  void onStopSending(long stream, long code);

  /// A datagram came. The buffer is valid during the call only.
  void onDatagram(ByteBuffer data);

  /// The connection is over; nothing more is told. It comes once for each connection, also for one
  /// that was never established. Streams that were not read to their end may still be read here.
  void onClosed(Closing closing);
}
