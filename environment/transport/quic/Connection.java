package transport.quic;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/// One QUIC connection. Only its loop's thread may call it, save for [#execute]; after
/// [ConnectionHandler#onClosed] calls do nothing.
///
/// A stream is named by its QUIC id: bit 0 says who opened it (0 the client, 1 the server), bit 1
/// whether it goes one way (1) or both (0).
public interface Connection {

  /// Whether this end is the server.
  boolean isServer();

  InetSocketAddress peerAddress();

  /// What both ends agreed on (ALPN); empty before the handshake is done.
  String applicationProtocol();

  /// The certificate that the peer showed; a server asks for none.
  Optional<X509Certificate> peerCertificate();

  /// The next stream of this end.
  ///
  /// @return its id, or -1 while the peer allows no more; then
  ///     [ConnectionHandler#onStreamsAvailable] comes later
  long openStream(boolean bidirectional);

  /// Gives bytes to a stream, from the buffer's position on; the position moves by as many as were
  /// taken.
  ///
  /// @param fin whether the stream ends with the last of these bytes; it does not while some of
  ///     them are not taken
  /// @return the bytes taken. When it is fewer than there were,
  ///     [ConnectionHandler#onWritable] comes once there is room. -1 when the stream takes no more:
  ///     it ended, it was reset, or the peer stopped it
  int write(long stream, ByteBuffer data, boolean fin);

  /// Takes bytes from a stream into the buffer, whose position moves.
  ///
  /// @return the bytes read; 0 when none are there now; -1 at the end, and for a stream that was
  ///     reset
  int read(long stream, ByteBuffer into);

  /// Ends this side of a stream at once (RESET_STREAM): what was not sent yet is dropped.
  ///
  /// @param code the application's, from 0 up to 2^62 - 1
  void reset(long stream, long code);

  /// Asks the peer to send no more on a stream (STOP_SENDING) and drops what comes.
  ///
  /// @param code the application's, from 0 up to 2^62 - 1
  void stopSending(long stream, long code);

  /// Queues an unreliable datagram.
  ///
  /// @return whether it was taken; it is not when the queue is full, it is larger than
  ///     [#maxDatagramBytes], or the peer takes none
  boolean sendDatagram(ByteBuffer data);

  /// Datagrams that were taken and have not left.
  int datagramsToSend();

  /// The largest datagram that fits into a packet now; -1 where the peer takes none.
  int maxDatagramBytes();

  /// Runs something on the loop once the peer's QUIC has acknowledged all that was written so far;
  /// never, if the connection breaks before. [#close] waits for it and sends what it writes.
  void whenDelivered(Runnable task);

  /// Closes the connection once all that was written has left and was acknowledged, or when the
  /// peer has acknowledged nothing new for three seconds. Reads and writes do nothing from here on.
  ///
  /// @param code the application's, from 0 up to 2^62 - 1
  void close(long code, String reason);

  /// Closes the connection at once: what has not left is dropped.
  void abort(long code, String reason);

  /// Runs something on the loop's thread, soon; any thread may ask. After the connection has closed
  /// it still runs, as long as the endpoint is open.
  ///
  /// @return whether it will run: false once the endpoint is closed
  boolean execute(Runnable task);

  /// Runs something on the loop's thread after a delay, unless the endpoint was closed before.
  void schedule(Duration delay, Runnable task);

  ConnectionStatistics statistics();
}
