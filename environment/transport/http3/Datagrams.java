package transport.http3;

import static transport.http3.ErrorCode.H3_DATAGRAM_ERROR;

import java.nio.ByteBuffer;

/// HTTP datagrams: a payload behind a quarter of its request stream's id (RFC 9297, 2.1).
public final class Datagrams {
  private static final long QUARTER_MAX = (1L << 60) - 1;

  private Datagrams() {}

  /// Takes the id of the request stream off a datagram's front.
  public static long stream(ByteBuffer datagram) throws Http3Error {
    long quarter = Varint.get(datagram);
    if (quarter < 0 || quarter > QUARTER_MAX) {
      throw Http3Error.connection(
          H3_DATAGRAM_ERROR, "a datagram must begin with a quarter of its stream's id");
    }
    return quarter * 4;
  }

  /// How many bytes stand before a payload.
  public static int headBytes(long stream) {
    return Varint.bytes(stream / 4);
  }

  /// Writes what stands before a payload.
  public static void putHead(ByteBuffer to, long stream) {
    Varint.put(to, stream / 4);
  }
}
