package transport.http3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What WebTransport says on a session's CONNECT stream (draft-ietf-webtrans-http3-16, 4.7, 5.6 and
/// 6), in the capsules of RFC 9297.
public sealed interface Capsule {
  long CLOSE = 0x2843;
  long DRAIN = 0x78ae;
  long MAX_DATA = 0x190B4D3D;
  long MAX_STREAM_DATA = 0x190B4D3E;
  long MAX_STREAMS_BIDI = 0x190B4D3F;
  long MAX_STREAMS_UNI = 0x190B4D40;
  long DATA_BLOCKED = 0x190B4D41;
  long STREAM_DATA_BLOCKED = 0x190B4D42;
  long STREAMS_BLOCKED_BIDI = 0x190B4D43;
  long STREAMS_BLOCKED_UNI = 0x190B4D44;

  /// Type, length and value, as they go over the wire.
  ByteBuffer bytes();

  /// The session is closed.
  ///
  /// @param code the application's, of 32 bits
  /// @param reason at most 1,024 bytes of UTF-8; a longer one is cut at a character's end
  record Close(long code, String reason) implements Capsule {
    /// The longest reason.
    public static final int REASON_BYTES_MAX = 1024;

    public Close {
      if (code < 0 || code > ErrorCode.APPLICATION_MAX) {
        throw new IllegalArgumentException(
            "an application's error code has 32 bits; %s has not".formatted(code));
      }
      reason = new String(cut(reason.getBytes(UTF_8)), UTF_8);
    }

    @Override
    public ByteBuffer bytes() {
      byte[] text = reason.getBytes(UTF_8);
      ByteBuffer value = ByteBuffer.allocate(4 + text.length).putInt((int) code).put(text);
      return Frames.frame(CLOSE, value.flip());
    }

    private static byte[] cut(byte[] text) {
      if (text.length <= REASON_BYTES_MAX) return text;
      int end = REASON_BYTES_MAX;
      while ((text[end] & 0xC0) == 0x80) end--;
      return Arrays.copyOf(text, end);
    }
  }

  /// The sender asks that the session be brought to its end.
  record Drain() implements Capsule {
    @Override
    public ByteBuffer bytes() {
      return Frames.frame(DRAIN, ByteBuffer.allocate(0));
    }
  }

  /// How many bytes of streams may be sent in the session, in all.
  record MaxData(long bytesMax) implements Capsule {
    @Override
    public ByteBuffer bytes() {
      return Frames.frame(MAX_DATA, bytesMax);
    }
  }

  /// How many streams of a kind may be opened in the session, in all.
  record MaxStreams(boolean bidi, long streamsMax) implements Capsule {
    @Override
    public ByteBuffer bytes() {
      return Frames.frame(bidi ? MAX_STREAMS_BIDI : MAX_STREAMS_UNI, streamsMax);
    }
  }

  /// The sender would send more bytes than it may.
  record DataBlocked(long bytesMax) implements Capsule {
    @Override
    public ByteBuffer bytes() {
      return Frames.frame(DATA_BLOCKED, bytesMax);
    }
  }

  /// The sender would open more streams of a kind than it may.
  record StreamsBlocked(boolean bidi, long streamsMax) implements Capsule {
    @Override
    public ByteBuffer bytes() {
      return Frames.frame(bidi ? STREAMS_BLOCKED_BIDI : STREAMS_BLOCKED_UNI, streamsMax);
    }
  }
}
