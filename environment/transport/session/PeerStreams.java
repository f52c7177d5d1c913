package transport.session;

import static transport.http3.ErrorCode.H3_CLOSED_CRITICAL_STREAM;
import static transport.http3.ErrorCode.H3_FRAME_ERROR;
import static transport.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static transport.http3.ErrorCode.H3_ID_ERROR;
import static transport.http3.ErrorCode.H3_STREAM_CREATION_ERROR;

import java.nio.ByteBuffer;
import java.util.Optional;
import transport.http3.FrameReader;
import transport.http3.FrameType;
import transport.http3.Http3Error;
import transport.http3.QpackInstructions;
import transport.http3.Settings;
import transport.http3.Varint;

/// The peer's unidirectional streams that are no session's: control, QPACK's, and others.
final class PeerStreams {
  private static final int CONTROL_FRAME_BYTES_MAX = 4_096;

  private final Http3Connection http;
  private int seen;

  PeerStreams(Http3Connection http) {
    this.http = http;
  }

  /// Who takes the stream; nobody if its type is unknown here (RFC 9114, 6.2).
  Optional<StreamEvents> of(long stream, long type) throws Http3Error {
    if (type == FrameType.PUSH_STREAM) {
      throw http.quic.isServer()
          ? Http3Error.connection(H3_STREAM_CREATION_ERROR, "a client must not push")
          : Http3Error.connection(H3_ID_ERROR, "a server must not push: no push was allowed");
    }
    if (type > FrameType.QPACK_DECODER_STREAM) {
      return Optional.empty();
    }
    int bit = 1 << type;
    if ((seen & bit) != 0) {
      throw Http3Error.connection(
          H3_STREAM_CREATION_ERROR, "there must be one stream of type %s", type);
    }
    seen |= bit;
    if (type == FrameType.CONTROL_STREAM) return Optional.of(new Control(http, stream));
    boolean encoder = type == FrameType.QPACK_ENCODER_STREAM;
    return Optional.of(new Instructions(http, stream, encoder));
  }

  /// A stream without which the connection is nothing.
  private abstract static class Critical implements StreamEvents {
    final Http3Connection http;
    private final long stream;

    Critical(Http3Connection http, long stream) {
      this.http = http;
      this.stream = stream;
    }

    abstract void take(ByteBuffer bytes) throws Http3Error;

    @Override
    public void readable() throws Http3Error {
      while (true) {
        ByteBuffer bytes = http.read(stream);
        if (bytes == null) wasReset(0);
        if (!bytes.hasRemaining()) return;
        take(bytes);
      }
    }

    @Override
    public void wasReset(long code) throws Http3Error {
      throw Http3Error.connection(
          H3_CLOSED_CRITICAL_STREAM, "the control stream and QPACK's must not end");
    }
  }

  private static final class Instructions extends Critical {
    private final QpackInstructions instructions;

    Instructions(Http3Connection http, long stream, boolean encoder) {
      super(http, stream);
      instructions = new QpackInstructions(encoder);
    }

    @Override
    void take(ByteBuffer bytes) throws Http3Error {
      instructions.read(bytes);
    }
  }

  private static final class Control extends Critical implements FrameReader.Frames {
    private final FrameReader frames =
        new FrameReader(FrameReader.Place.CONTROL, CONTROL_FRAME_BYTES_MAX);
    private long goAway = Long.MAX_VALUE;
    private long maxPush = -1;

    Control(Http3Connection http, long stream) {
      super(http, stream);
    }

    @Override
    void take(ByteBuffer bytes) throws Http3Error {
      frames.read(bytes, this);
    }

    @Override
    public void data(ByteBuffer bytes) {
      throw new IllegalStateException("a control stream has no DATA");
    }

    @Override
    public void frame(long type, ByteBuffer payload) throws Http3Error {
      if (type == FrameType.SETTINGS) {
        http.setPeerSettings(Settings.read(payload));
        return;
      }
      long id = Varint.get(payload);
      if (id < 0 || payload.hasRemaining()) {
        throw Http3Error.connection(H3_FRAME_ERROR, "frame %s must hold one number", type);
      }
      if (type == FrameType.GOAWAY) {
        goAway(id);
      } else if (type == FrameType.MAX_PUSH_ID) {
        maxPush(id);
      } else {
        throw Http3Error.connection(H3_ID_ERROR, "push %s was never promised", id);
      }
    }

    private void goAway(long id) throws Http3Error {
      if (id > goAway || !http.quic.isServer() && (id & 3) != 0) {
        throw Http3Error.connection(H3_ID_ERROR, "GOAWAY must not name %s here", id);
      }
      goAway = id;
      http.onGoAway(id);
    }

    private void maxPush(long id) throws Http3Error {
      if (!http.quic.isServer()) {
        throw Http3Error.connection(H3_FRAME_UNEXPECTED, "a server must not send MAX_PUSH_ID");
      }
      if (id < maxPush) {
        throw Http3Error.connection(H3_ID_ERROR, "MAX_PUSH_ID must not fall to %s", id);
      }
      maxPush = id;
    }
  }
}
