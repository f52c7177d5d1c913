package transport.http3;

/// The types of HTTP/3's frames (RFC 9114, 7.2) and of its unidirectional streams (6.2; RFC 9204,
/// 4.2), with those of WebTransport.
public final class FrameType {
  public static final long DATA = 0x00;
  public static final long HEADERS = 0x01;
  public static final long CANCEL_PUSH = 0x03;
  public static final long SETTINGS = 0x04;
  public static final long PUSH_PROMISE = 0x05;
  public static final long GOAWAY = 0x07;
  public static final long MAX_PUSH_ID = 0x0d;

  /// Not a frame: what a bidirectional stream of WebTransport begins with, before its session.
  public static final long WT_STREAM = 0x41;

  /// What a unidirectional stream begins with.
  public static final long CONTROL_STREAM = 0x00;

  public static final long PUSH_STREAM = 0x01;
  public static final long QPACK_ENCODER_STREAM = 0x02;
  public static final long QPACK_DECODER_STREAM = 0x03;
  public static final long WT_UNI_STREAM = 0x54;

  private FrameType() {}

  /// Types of HTTP/2's frames that HTTP/3 has not: they must never come.
  static boolean isForbidden(long type) {
    return type == 0x02 || type == 0x06 || type == 0x08 || type == 0x09;
  }
}
