package transport.http3;

import static transport.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static transport.http3.ErrorCode.H3_FRAME_ERROR;
import static transport.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static transport.http3.ErrorCode.H3_MISSING_SETTINGS;

import java.nio.ByteBuffer;

/// Reads the frames of one control or request stream, whose bytes may come in any pieces.
///
/// What DATA carries is passed on as it comes. Other frames that HTTP/3 knows are passed on when
/// they are whole, up to a bound; unknown ones are skipped, however long. Which frame may come
/// where is checked here (RFC 9114, 4.1, 6.2.1 and 7.2), what is in it by who takes it.
public final class FrameReader {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /// The kind of stream.
  public enum Place {
    CONTROL,
    REQUEST
  }

  /// Takes what was read.
  public interface Frames {
    /// A whole frame, other than DATA.
    ///
    /// @param type one of [FrameType]
    /// @param payload all of it; the receiver's from now on
    void frame(long type, ByteBuffer payload) throws Http3Error;

    /// The next bytes of DATA; they are valid during the call.
    void data(ByteBuffer bytes) throws Http3Error;
  }

  private final Place place;
  private final int payloadBytesMax;
  private final Varint.Reader varint = new Varint.Reader();
  private long type = -1;
  private long missing = -1;
  private ByteBuffer payload;
  private boolean begun;
  private int headers;

  /// @param payloadBytesMax the longest frame other than DATA that is taken
  public FrameReader(Place place, int payloadBytesMax) {
    if (payloadBytesMax < 1) {
      throw new IllegalArgumentException(
          "a frame has at least one byte; at most %s were allowed".formatted(payloadBytesMax));
    }
    this.place = place;
    this.payloadBytesMax = payloadBytesMax;
  }

  /// Takes all bytes of a piece.
  public void read(ByteBuffer bytes, Frames to) throws Http3Error {
    while (bytes.hasRemaining()) {
      if (type < 0) {
        type = varint.read(bytes);
        if (type >= 0) admit();
      } else if (missing < 0) {
        missing = varint.read(bytes);
        if (missing >= 0) begin(to);
      } else {
        go(bytes, to);
      }
    }
  }

  /// Says that the HEADERS just taken were those of an interim response, which others follow (RFC
  /// 9114, 4.1).
  public void interim() {
    headers--;
  }

  /// Says that the stream has ended.
  ///
  /// @throws Http3Error if it ended within a frame
  public void end() throws Http3Error {
    if (varint.within() || type >= 0) {
      throw Http3Error.connection(H3_FRAME_ERROR, "a stream must end behind a frame, not within");
    }
  }

  private void admit() throws Http3Error {
    if (type == FrameType.WT_STREAM) {
      throw Http3Error.connection(H3_FRAME_ERROR, "WT_STREAM must be the first of its stream");
    }
    if (place == Place.CONTROL && !begun && type != FrameType.SETTINGS) {
      throw Http3Error.connection(
          H3_MISSING_SETTINGS, "the control stream must begin with SETTINGS, not with %s", type);
    }
    if (!allowed()) {
      throw Http3Error.connection(
          H3_FRAME_UNEXPECTED, "frame %s must not come here on a %s stream", type, place);
    }
    begun = true;
  }

  private boolean allowed() {
    if (FrameType.isForbidden(type)) return false;
    boolean control = place == Place.CONTROL;
    if (type == FrameType.SETTINGS) return control && !begun;
    if (type == FrameType.GOAWAY
        || type == FrameType.CANCEL_PUSH
        || type == FrameType.MAX_PUSH_ID) {
      return control;
    }
    if (type == FrameType.PUSH_PROMISE) return !control;
    if (type == FrameType.DATA) return !control && headers == 1;
    if (type == FrameType.HEADERS) return !control && ++headers <= 2;
    return true;
  }

  private boolean isKnown() {
    return type <= FrameType.GOAWAY || type == FrameType.MAX_PUSH_ID;
  }

  private void begin(Frames to) throws Http3Error {
    if (type != FrameType.DATA && isKnown()) {
      if (missing > payloadBytesMax) {
        throw Http3Error.connection(
            H3_EXCESSIVE_LOAD,
            "a frame of type %s has at most %s bytes here, not %s",
            type,
            payloadBytesMax,
            missing);
      }
      payload = missing == 0 ? EMPTY : ByteBuffer.allocate((int) missing);
    }
    if (missing == 0) end(to);
  }

  private void go(ByteBuffer bytes, Frames to) throws Http3Error {
    int taken = (int) Math.min(missing, bytes.remaining());
    ByteBuffer part = bytes.slice(bytes.position(), taken);
    bytes.position(bytes.position() + taken);
    missing -= taken;
    if (payload != null) {
      payload.put(part);
    } else if (type == FrameType.DATA) {
      to.data(part);
    }
    if (missing == 0) end(to);
  }

  private void end(Frames to) throws Http3Error {
    long ended = type;
    ByteBuffer whole = payload;
    type = -1;
    missing = -1;
    payload = null;
    if (whole != null) to.frame(ended, whole.flip().asReadOnlyBuffer());
  }
}
