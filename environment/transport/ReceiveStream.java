package transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A stream's side from which bytes come, for a thread that waits. One thread at a time may read.
public interface ReceiveStream {
  /// The stream's number within its connection.
  long id();

  /// Waits for bytes and takes what is there.
  ///
  /// @return how many; -1 at the end
  /// @throws StreamBroken if the peer broke the stream off or the session is over
  int read(ByteBuffer into) throws IOException, InterruptedException;

  /// Reads to the end.
  ///
  /// @param bytesMax how many bytes there may be
  /// @throws IOException if there are more, or the stream is broken off
  default byte[] readAll(int bytesMax) throws IOException, InterruptedException {
    ByteBuffer all = ByteBuffer.allocate(Math.min(bytesMax, 1 << 12));
    while (true) {
      if (!all.hasRemaining()) {
        int larger = (int) Math.min(bytesMax + 1L, all.capacity() * 2L + 1);
        all = ByteBuffer.allocate(larger).put(all.flip());
      }
      int read = read(all);
      if (all.position() > bytesMax) {
        throw new IOException("a stream of at most %s bytes was expected".formatted(bytesMax));
      }
      if (read < 0) {
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
      }
    }
  }

  /// Asks the peer to send no more; reading fails from now on.
  ///
  /// @param code the application's, of 32 bits
  void stopSending(long code);
}
