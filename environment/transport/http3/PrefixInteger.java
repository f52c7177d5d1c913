package transport.http3;

import java.nio.ByteBuffer;

/// QPACK's integers, which begin in the low bits of a byte (RFC 9204, 4.1.1; RFC 7541, 5.1).
final class PrefixInteger {
  /// Above every length and index that is taken here, far below what could overflow.
  static final int MAX = 1 << 24;

  private PrefixInteger() {}

  /// Reads an integer whose first bits are the low ones of the byte at the position.
  ///
  /// @return -1 if its bytes are not all there or it is larger than [#MAX]
  static int get(ByteBuffer from, int prefixBits) {
    if (!from.hasRemaining()) return -1;
    int full = (1 << prefixBits) - 1;
    int value = from.get() & full;
    if (value < full) return value;
    for (int shift = 0; from.hasRemaining() && shift <= 21; shift += 7) {
      int next = from.get() & 0xFF;
      value += (next & 0x7F) << shift;
      if (next < 0x80) return value <= MAX ? value : -1;
    }
    return -1;
  }

  /// Writes an integer behind the bits that the byte has above its prefix.
  static void put(ByteBuffer to, int above, int prefixBits, int value) {
    int full = (1 << prefixBits) - 1;
    if (value < full) {
      to.put((byte) (above | value));
      return;
    }
    to.put((byte) (above | full));
    int rest = value - full;
    for (; rest >= 0x80; rest >>= 7) to.put((byte) (rest | 0x80));
    to.put((byte) rest);
  }
}
