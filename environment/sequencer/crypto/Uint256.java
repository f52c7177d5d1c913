package sequencer.crypto;

import java.math.BigInteger;

/// An unsigned 256-bit integer, Solidity's `uint256`, with arithmetic that tells when it overflows.
///
/// Four words, most significant first. The original's sums wrap silently; a wrapped sum passes a
/// balance check, so [#plus] refuses instead.
public record Uint256(long first, long second, long third, long fourth)
    implements Comparable<Uint256> {
  public static final int BYTES = 32;
  public static final Uint256 ZERO = new Uint256(0, 0, 0, 0);

  /// 2^256 - 1 has 78 decimal digits.
  private static final int DIGITS_MAX = 78;

  /// A chunk of 18 digits always fits a positive `long`.
  private static final int CHUNK_DIGITS = 18;

  private static final long[] POWERS_OF_TEN = new long[CHUNK_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i <= CHUNK_DIGITS; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
  }

  /// `value` read as an unsigned 64-bit number.
  public static Uint256 of(long value) {
    return new Uint256(0, 0, 0, value);
  }

  /// The number in `bytes[offset, offset + 32)`, big-endian.
  public static Uint256 read(byte[] bytes, int offset) {
    return new Uint256(
        BigEndian.getLong(bytes, offset),
        BigEndian.getLong(bytes, offset + 8),
        BigEndian.getLong(bytes, offset + 16),
        BigEndian.getLong(bytes, offset + 24));
  }

  /// 1 to 78 decimal digits below 2^256; null if `text` is anything else. No sign, no separators,
  /// no hexadecimal form; leading zeros are allowed within the 78 digits.
  public static Uint256 parse(CharSequence text) {
    int length = text.length();
    if (length == 0 || length > DIGITS_MAX) {
      return null;
    }
    Uint256 value = ZERO;
    for (int start = 0; start < length; start += CHUNK_DIGITS) {
      int end = Math.min(length, start + CHUNK_DIGITS);
      long chunk = 0;
      for (int i = start; i < end; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          return null;
        }
        chunk = 10 * chunk + digit;
      }
      value = start == 0 ? of(chunk) : value.timesPlus(POWERS_OF_TEN[end - start], chunk);
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  public boolean isZero() {
    return (first | second | third | fourth) == 0;
  }

  /// How many bits its binary form has; 0 for zero.
  public int bitLength() {
    if (first != 0) {
      return 256 - Long.numberOfLeadingZeros(first);
    }
    if (second != 0) {
      return 192 - Long.numberOfLeadingZeros(second);
    }
    return third != 0
        ? 128 - Long.numberOfLeadingZeros(third)
        : 64 - Long.numberOfLeadingZeros(fourth);
  }

  /// The sum, or null if it is 2^256 or more.
  public Uint256 plus(Uint256 other) {
    long d = fourth + other.fourth;
    long carry = carry(d, fourth);
    long c = third + other.third;
    long carryC = carry(c, third);
    c += carry;
    carryC += carry(c, carry);
    long b = second + other.second;
    long carryB = carry(b, second);
    b += carryC;
    carryB += carry(b, carryC);
    long a = first + other.first;
    long carryA = carry(a, first);
    a += carryB;
    carryA += carry(a, carryB);
    return carryA != 0 ? null : new Uint256(a, b, c, d);
  }

  /// `this * factor + addend` for small non-negative operands, or null from 2^256 on.
  private Uint256 timesPlus(long factor, long addend) {
    long d = fourth * factor;
    long over = Math.unsignedMultiplyHigh(fourth, factor);
    d += addend;
    over += carry(d, addend);
    long c = third * factor + over;
    over = Math.unsignedMultiplyHigh(third, factor) + carry(c, over);
    long b = second * factor + over;
    over = Math.unsignedMultiplyHigh(second, factor) + carry(b, over);
    long a = first * factor + over;
    over = Math.unsignedMultiplyHigh(first, factor) + carry(a, over);
    return over != 0 ? null : new Uint256(a, b, c, d);
  }

  /// 1 if an unsigned sum came out below one of its terms, which is what a carry looks like.
  private static long carry(long sum, long term) {
    return Long.compareUnsigned(sum, term) < 0 ? 1 : 0;
  }

  public void write(byte[] bytes, int offset) {
    BigEndian.putLong(bytes, offset, first);
    BigEndian.putLong(bytes, offset + 8, second);
    BigEndian.putLong(bytes, offset + 16, third);
    BigEndian.putLong(bytes, offset + 24, fourth);
  }

  /// The 32 bytes, big-endian.
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    write(bytes, 0);
    return bytes;
  }

  @Override
  public int compareTo(Uint256 other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  /// Decimal digits without leading zeros, as the API prints amounts.
  @Override
  public String toString() {
    if ((first | second | third) == 0) {
      return Long.toUnsignedString(fourth);
    }
    return new BigInteger(1, toBytes()).toString();
  }
}
