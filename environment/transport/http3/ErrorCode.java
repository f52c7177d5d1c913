package transport.http3;

import java.util.OptionalLong;

/// The error codes of HTTP/3 (RFC 9114, 8.1), QPACK (RFC 9204, 6), HTTP datagrams (RFC 9297, 5.2)
/// and WebTransport (draft-ietf-webtrans-http3-16, 9.5), and how an application's codes for streams
/// lie among them.
public final class ErrorCode {
  public static final long H3_DATAGRAM_ERROR = 0x33;
  public static final long H3_NO_ERROR = 0x100;
  public static final long H3_GENERAL_PROTOCOL_ERROR = 0x101;
  public static final long H3_INTERNAL_ERROR = 0x102;
  public static final long H3_STREAM_CREATION_ERROR = 0x103;
  public static final long H3_CLOSED_CRITICAL_STREAM = 0x104;
  public static final long H3_FRAME_UNEXPECTED = 0x105;
  public static final long H3_FRAME_ERROR = 0x106;
  public static final long H3_EXCESSIVE_LOAD = 0x107;
  public static final long H3_ID_ERROR = 0x108;
  public static final long H3_SETTINGS_ERROR = 0x109;
  public static final long H3_MISSING_SETTINGS = 0x10a;
  public static final long H3_REQUEST_REJECTED = 0x10b;
  public static final long H3_REQUEST_CANCELLED = 0x10c;
  public static final long H3_REQUEST_INCOMPLETE = 0x10d;
  public static final long H3_MESSAGE_ERROR = 0x10e;
  public static final long QPACK_DECOMPRESSION_FAILED = 0x200;
  public static final long QPACK_ENCODER_STREAM_ERROR = 0x201;
  public static final long QPACK_DECODER_STREAM_ERROR = 0x202;
  public static final long WT_FLOW_CONTROL_ERROR = 0x045d4487;
  public static final long WT_ALPN_ERROR = 0x0817b3dd;
  public static final long WT_SESSION_GONE = 0x170d7b68;
  public static final long WT_REQUIREMENTS_NOT_MET = 0x212c0d48;
  public static final long WT_BUFFERED_STREAM_REJECTED = 0x3994bd84;

  /// The largest code of an application.
  public static final long APPLICATION_MAX = 0xffff_ffffL;

  private static final long FIRST = 0x52e4a40fa8dbL;
  private static final long LAST = 0x52e5ac983162L;

  private ErrorCode() {}

  /// An application's code for a stream as it goes over the wire: code points of the form
  /// `0x1f * N + 0x21` are reserved (RFC 9114, 8.1) and left out.
  public static long ofApplication(long code) {
    if (code < 0 || code > APPLICATION_MAX) {
      throw new IllegalArgumentException(
          "an application's error code has 32 bits; %s has not".formatted(code));
    }
    return FIRST + code + code / 0x1e;
  }

  /// The application's code that a code on the wire stands for; none if it stands for none.
  public static OptionalLong toApplication(long wire) {
    if (wire < FIRST || wire > LAST || (wire - 0x21) % 0x1f == 0) return OptionalLong.empty();
    long shifted = wire - FIRST;
    return OptionalLong.of(shifted - shifted / 0x1f);
  }
}
