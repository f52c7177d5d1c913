package transport.http3;

import java.nio.ByteBuffer;

/// The Huffman code of field strings (RFC 7541, Appendix B; RFC 9204, 4.1.2).
///
/// The code is canonical: among codes of one length, and from one length to the next, they count up
/// in the order of their symbols, so that the lengths alone define it.
final class Huffman {
  /// Bits per symbol, 5 to 30, for the 256 bytes and the end of the string: `0` to `9`, then `a`
  /// for 10 and so on.
  private static final String LENGTHS =
      "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca"
          + "d67777777777777777777777878djde6f56565666577666567655677777fbeds"
          + "kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn"
          + "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq"
          + "u";

  private static final int EOS = 256;
  private static final int LENGTH_MAX = 30;
  private static final int[] CODE = new int[EOS + 1];
  private static final int[] LENGTH = new int[EOS + 1];

  /// By length: the symbols in the order of their codes, the first code, and where its symbol is.
  private static final int[] SYMBOLS = new int[EOS + 1];

  private static final int[] FIRST_CODE = new int[LENGTH_MAX + 2];
  private static final int[] FIRST_SYMBOL = new int[LENGTH_MAX + 2];

  static {
    int code = 0;
    int symbols = 0;
    for (int length = 1; length <= LENGTH_MAX + 1; length++) {
      code <<= 1;
      FIRST_CODE[length] = code;
      FIRST_SYMBOL[length] = symbols;
      for (int symbol = 0; symbol <= EOS; symbol++) {
        if (Character.digit(LENGTHS.charAt(symbol), 36) == length) {
          LENGTH[symbol] = length;
          CODE[symbol] = code++;
          SYMBOLS[symbols++] = symbol;
        }
      }
    }
  }

  private Huffman() {}

  /// How many bytes a string takes in this code.
  static int bytes(byte[] plain) {
    int bits = 0;
    for (byte each : plain) bits += LENGTH[each & 0xFF];
    return (bits + 7) / 8;
  }

  static void encode(byte[] plain, ByteBuffer to) {
    long bits = 0;
    int count = 0;
    for (byte each : plain) {
      bits = bits << LENGTH[each & 0xFF] | CODE[each & 0xFF];
      count += LENGTH[each & 0xFF];
      for (; count >= 8; count -= 8) to.put((byte) (bits >> count - 8));
    }
    if (count > 0) to.put((byte) (bits << 8 - count | 0xFF >> count));
  }

  /// @throws Http3Error if a symbol is cut short, the padding is not the beginning of the end's
  ///     code or longer than 7 bits, or the end stands within the string
  static String decode(ByteBuffer coded) throws Http3Error {
    StringBuilder text = new StringBuilder(coded.remaining() * 2);
    int code = 0;
    int length = 0;
    boolean ones = true;
    while (coded.hasRemaining()) {
      int next = coded.get();
      for (int bit = 7; bit >= 0; bit--) {
        int one = next >> bit & 1;
        code = code << 1 | one;
        ones &= one == 1;
        length++;
        int within = code - FIRST_CODE[length];
        if (within < FIRST_SYMBOL[length + 1] - FIRST_SYMBOL[length]) {
          int symbol = SYMBOLS[FIRST_SYMBOL[length] + within];
          if (symbol == EOS) throw Qpack.failed("a string must not hold the code of its end");
          text.append((char) symbol);
          code = 0;
          length = 0;
          ones = true;
        }
      }
    }
    if (length > 7 || !ones) {
      throw Qpack.failed("a string in Huffman's code must end in at most 7 bits that are all 1");
    }
    return text.toString();
  }
}
