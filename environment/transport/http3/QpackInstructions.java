package transport.http3;

import static transport.http3.ErrorCode.QPACK_DECODER_STREAM_ERROR;
import static transport.http3.ErrorCode.QPACK_ENCODER_STREAM_ERROR;

import java.nio.ByteBuffer;

/// Reads the peer's QPACK encoder or decoder stream (RFC 9204, 4.3 and 4.4). With a table of
/// capacity 0 at both ends little may come there: the capacity 0 once more, and the cancellation of
/// streams.
public final class QpackInstructions {
  private final boolean encoder;
  private boolean within;

  /// @param encoder the peer's encoder stream, else its decoder stream
  public QpackInstructions(boolean encoder) {
    this.encoder = encoder;
  }

  /// Takes all bytes of a piece.
  public void read(ByteBuffer bytes) throws Http3Error {
    while (bytes.hasRemaining()) {
      int next = bytes.get() & 0xFF;
      if (within) {
        within = next >= 0x80;
      } else if (encoder) {
        if (next != 0x20) {
          throw Http3Error.connection(
              QPACK_ENCODER_STREAM_ERROR, "an encoder must put nothing into a table of capacity 0");
        }
      } else {
        if ((next & 0xC0) != 0x40) {
          throw Http3Error.connection(
              QPACK_DECODER_STREAM_ERROR, "a decoder must acknowledge nothing that was not sent");
        }
        within = (next & 0x3F) == 0x3F;
      }
    }
  }
}
