package merchant;

import java.math.BigInteger;
import java.util.Locale;

/// The values that requests spell out, brought into the one spelling by which they are compared.
final class Texts {
  /// Digits of 2^256 - 1.
  private static final int DIGITS_MAX = 78;

  private static final int UINT_BITS = 256;

  private Texts() {}

  /// `0x` and lower-case digits, whatever case `text` had and with or without its `0x`; null if it
  /// does not spell exactly this many bytes. Two spellings of one id must not become two channels.
  static String hex(String text, int bytes) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (digits.length() != 2 * bytes) {
      return null;
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')) {
        return null;
      }
    }
    return "0x" + digits.toLowerCase(Locale.ROOT);
  }

  /// A decimal number of at most 256 bits; null if `text` is anything else.
  static BigInteger uint256(String text) {
    if (text.isEmpty() || text.length() > DIGITS_MAX) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() > UINT_BITS ? null : number;
  }
}
