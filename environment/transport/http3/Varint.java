package transport.http3;

import java.nio.ByteBuffer;

/// QUIC's variable-length integers, of 62 bits in one, two, four or eight bytes (RFC 9000, 16).
public final class Varint {
  /// The largest value.
  public static final long MAX = (1L << 62) - 1;

  /// The longest one, in bytes.
  public static final int BYTES_MAX = 8;

  private Varint() {}

  /// How many bytes a value takes, written as short as it can be.
  public static int bytes(long value) {
    if (value < 0 || value > MAX) {
      throw new IllegalArgumentException(
          "a varint is at least 0 and at most 2^62 - 1; %s is not".formatted(value));
    }
    return value < 1 << 6 ? 1 : value < 1 << 14 ? 2 : value < 1 << 30 ? 4 : 8;
  }

  /// Writes a value as short as it can be.
  public static void put(ByteBuffer to, long value) {
    switch (bytes(value)) {
      case 1 -> to.put((byte) value);
      case 2 -> to.putShort((short) (value | 1 << 14));
      case 4 -> to.putInt((int) (value | 2L << 30));
      default -> to.putLong(value | 3L << 62);
    }
  }

  /// The value at the buffer's position, which moves behind it; or -1 if its bytes are not all
  /// there, and then the position stays.
  public static long get(ByteBuffer from) {
    if (!from.hasRemaining()) return -1;
    int first = from.get(from.position()) & 0xFF;
    int bytes = 1 << (first >> 6);
    if (from.remaining() < bytes) return -1;
    return switch (bytes) {
      case 1 -> from.get();
      case 2 -> from.getShort() & 0x3FFF;
      case 4 -> from.getInt() & 0x3FFF_FFFFL;
      default -> from.getLong() & MAX;
    };
  }

  /// Reads one value whose bytes may come in any pieces, then the next.
  public static final class Reader {
    private long value;
    private int missing;

    /// Takes bytes until a value is whole, and answers it; -1 when more are needed.
    public long read(ByteBuffer from) {
      while (from.hasRemaining()) {
        int next = from.get() & 0xFF;
        if (missing == 0) {
          missing = 1 << (next >> 6);
          value = next & 0x3F;
        } else {
          value = value << 8 | next;
        }
        if (--missing == 0) return value;
      }
      return -1;
    }

    /// Whether a value has begun and is not whole.
    public boolean within() {
      return missing > 0;
    }
  }
}
