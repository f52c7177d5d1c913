package transport.http3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static transport.http3.ErrorCode.H3_MESSAGE_ERROR;
import static transport.http3.ErrorCode.WT_FLOW_CONTROL_ERROR;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// Reads the capsules of one session, whose bytes may come in any pieces. Unknown ones are skipped,
/// however long.
public final class CapsuleReader {
  private static final int CODE_BYTES = 4;

  /// Takes what was read.
  public interface Capsules {
    void capsule(Capsule capsule) throws Http3Error;
  }

  private final Varint.Reader varint = new Varint.Reader();
  private long type = -1;
  private long missing = -1;
  private ByteBuffer value;
  private boolean closed;

  /// Takes all bytes of a piece.
  ///
  /// @throws Http3Error for the session's stream: H3_MESSAGE_ERROR if a capsule is malformed or
  ///     comes behind the closing one, WT_FLOW_CONTROL_ERROR for a limit that cannot be
  public void read(ByteBuffer bytes, Capsules to) throws Http3Error {
    while (bytes.hasRemaining()) {
      if (closed) throw malformed("nothing must follow the capsule that closes a session");
      if (type < 0) {
        type = varint.read(bytes);
      } else if (missing < 0) {
        missing = varint.read(bytes);
        if (missing >= 0) begin();
      } else {
        int taken = (int) Math.min(missing, bytes.remaining());
        if (value != null) value.put(bytes.slice(bytes.position(), taken));
        bytes.position(bytes.position() + taken);
        missing -= taken;
      }
      if (missing == 0) end(to);
    }
  }

  /// Says that the stream has ended.
  ///
  /// @throws Http3Error H3_MESSAGE_ERROR if it ended within a capsule
  public void end() throws Http3Error {
    if (varint.within() || type >= 0) throw malformed("a stream must end behind a capsule");
  }

  private void begin() throws Http3Error {
    int bytesMax = bytesMax();
    if (bytesMax < 0) return;
    if (missing > bytesMax) {
      throw malformed("a capsule of type %s has at most %s bytes, not %s", type, bytesMax, missing);
    }
    value = ByteBuffer.allocate((int) missing);
  }

  /// The longest value of a known type; -1 for an unknown one.
  private int bytesMax() throws Http3Error {
    if (type == Capsule.MAX_STREAM_DATA || type == Capsule.STREAM_DATA_BLOCKED) {
      throw Http3Error.stream(
          WT_FLOW_CONTROL_ERROR,
          "over HTTP/3 the limits of a stream are QUIC's, not capsule %s",
          type);
    }
    if (type == Capsule.CLOSE) return CODE_BYTES + Capsule.Close.REASON_BYTES_MAX;
    if (type == Capsule.DRAIN) return 0;
    boolean limit = type >= Capsule.MAX_DATA && type <= Capsule.STREAMS_BLOCKED_UNI;
    return limit ? Varint.BYTES_MAX : -1;
  }

  private void end(Capsules to) throws Http3Error {
    long ended = type;
    ByteBuffer whole = value;
    type = -1;
    missing = -1;
    value = null;
    if (whole != null) {
      closed = ended == Capsule.CLOSE;
      to.capsule(capsule(ended, whole.flip()));
    }
  }

  private static Capsule capsule(long type, ByteBuffer value) throws Http3Error {
    if (type == Capsule.CLOSE) return close(value);
    if (type == Capsule.DRAIN) return new Capsule.Drain();
    long number = Varint.get(value);
    if (number < 0 || value.hasRemaining()) throw malformed("a limit must be one varint");
    if (type == Capsule.MAX_DATA) return new Capsule.MaxData(number);
    if (type == Capsule.DATA_BLOCKED) return new Capsule.DataBlocked(number);
    if (number > Settings.STREAMS_MAX) {
      throw Http3Error.stream(
          WT_FLOW_CONTROL_ERROR, "there are at most 2^60 streams of a kind, not %s", number);
    }
    boolean bidi = type == Capsule.MAX_STREAMS_BIDI || type == Capsule.STREAMS_BLOCKED_BIDI;
    return type == Capsule.MAX_STREAMS_BIDI || type == Capsule.MAX_STREAMS_UNI
        ? new Capsule.MaxStreams(bidi, number)
        : new Capsule.StreamsBlocked(bidi, number);
  }

  private static Capsule close(ByteBuffer value) throws Http3Error {
    if (value.remaining() < CODE_BYTES) throw malformed("who closes must give a code of 32 bits");
    long code = value.getInt() & 0xffff_ffffL;
    try {
      return new Capsule.Close(code, UTF_8.newDecoder().decode(value).toString());
    } catch (CharacterCodingException e) {
      throw malformed("the reason of a close must be UTF-8");
    }
  }

  private static Http3Error malformed(String sentence, Object... values) {
    return Http3Error.stream(H3_MESSAGE_ERROR, sentence, values);
  }
}
