package sequencer.crypto;

import java.util.HexFormat;

/// Hexadecimal text as the API reads it: an optional `0x`, any letter case, an exact length.
final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /// The bytes that `text` spells, or null if it does not spell exactly `length` of them.
  static byte[] parse(CharSequence text, int length) {
    int start = text.length() >= 2 && text.charAt(0) == '0' && text.charAt(1) == 'x' ? 2 : 0;
    if (text.length() - start != 2 * length) {
      return null;
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int high = digit(text.charAt(start + 2 * i));
      int low = digit(text.charAt(start + 2 * i + 1));
      if ((high | low) < 0) {
        return null;
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  /// `0x` and lower-case digits.
  static String format(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  private static int digit(char c) {
    return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
  }
}
