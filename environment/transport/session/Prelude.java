package transport.session;

import static transport.http3.ErrorCode.H3_REQUEST_CANCELLED;
import static transport.http3.ErrorCode.H3_REQUEST_INCOMPLETE;

import java.nio.ByteBuffer;
import transport.http3.FrameType;
import transport.http3.Http3Error;
import transport.http3.Varint;

/// The first bytes of a stream that the peer opened: what it is for and, if for a session, for
/// which.
///
/// It takes no byte more off the stream than that, so that who gets the stream gets all of its own.
final class Prelude implements StreamEvents {
  private final Http3Connection http;
  private final long stream;
  private final Varint.Reader varint = new Varint.Reader();
  private long type = -1;
  private int missing = 1;

  Prelude(Http3Connection http, long stream) {
    this.http = http;
    this.stream = stream;
  }

  @Override
  public void readable() throws Http3Error {
    while (true) {
      long value = next();
      if (value < 0) return;
      if (type < 0) {
        type = value;
        if (!namesSession()) {
          begin();
          return;
        }
      } else {
        http.onSessionStream(stream, value);
        return;
      }
    }
  }

  private boolean bidirectional() {
    return (stream & 2) == 0;
  }

  private boolean namesSession() {
    return type == (bidirectional() ? FrameType.WT_STREAM : FrameType.WT_UNI_STREAM);
  }

  private void begin() throws Http3Error {
    if (bidirectional()) {
      http.onRequest(stream, type);
    } else {
      http.onPeerStream(stream, type);
    }
  }

  /// The next varint, or -1 while it is not whole; then the stream is at its end or has no more
  /// now.
  private long next() {
    while (true) {
      ByteBuffer bytes = http.read(stream, missing);
      if (bytes == null) {
        http.refuse(stream, H3_REQUEST_INCOMPLETE);
        return -1;
      }
      if (!bytes.hasRemaining()) return -1;
      int first = bytes.get(0) & 0xFF;
      int whole = varint.within() ? missing : 1 << (first >> 6);
      missing = whole - bytes.remaining();
      long value = varint.read(bytes);
      if (value >= 0) {
        missing = 1;
        return value;
      }
    }
  }

  @Override
  public void wasReset(long code) {
    http.refuse(stream, H3_REQUEST_CANCELLED);
  }
}
