package transport.http3;

import java.nio.ByteBuffer;

/// Writes HTTP/3's frames.
public final class Frames {
  private Frames() {}

  /// A frame with its payload, ready to be written.
  ///
  /// @param type one of [FrameType]
  public static ByteBuffer frame(long type, ByteBuffer payload) {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(Varint.bytes(type) + Varint.bytes(length) + length);
    Varint.put(frame, type);
    Varint.put(frame, length);
    return frame.put(payload).flip();
  }

  /// A frame that carries one number: GOAWAY.
  public static ByteBuffer frame(long type, long number) {
    return frame(type, varints(number));
  }

  /// Varints one behind the other: a stream's first bytes, say.
  public static ByteBuffer varints(long... values) {
    int length = 0;
    for (long value : values) length += Varint.bytes(value);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    for (long value : values) Varint.put(bytes, value);
    return bytes.flip();
  }
}
