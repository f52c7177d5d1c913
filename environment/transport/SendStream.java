package transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A stream's side to which bytes go, for a thread that waits. One thread at a time may write.
public interface SendStream {
  /// The stream's number within its connection.
  long id();

  /// Writes all bytes, waiting while the stream's buffer is full: so much goes ahead of the peer as
  /// [transport.session.Limits#streamBufferBytes] and QUIC's windows allow.
  ///
  /// @throws StreamBroken if the peer wants no more or the session is over
  void write(ByteBuffer data) throws IOException, InterruptedException;

  /// Ends the stream behind what was written. It does not wait; [Session#close] still delivers it.
  void finish();

  /// Breaks the stream off: what was not sent yet is dropped, and writing fails from now on.
  ///
  /// @param code the application's, of 32 bits
  void reset(long code);
}
