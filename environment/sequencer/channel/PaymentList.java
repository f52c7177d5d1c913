package sequencer.channel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.LongStream;
import sequencer.crypto.Keccak256;
import sequencer.crypto.Uint256;

/// The micro-payments of one stream: their amounts, in the order in which they were made and in the
/// bytes in which the payer sent and signed them. Immutable.
///
/// An amount is a number from 1 to 2^64 - 1 in unsigned LEB128: seven bits a byte, the least
/// significant first, the high bit set in all bytes but the last. Only the shortest form is taken,
/// so a list has one encoding and one hash. The sum is exact: it has 128 bits, more than
/// [#AMOUNTS_MAX] of the largest amounts need.
public final class PaymentList {
  /// The longest list.
  public static final int AMOUNTS_MAX = 100_000;

  /// The bytes of the largest amount.
  public static final int AMOUNT_BYTES_MAX = 10;

  /// The bytes of the longest list of the largest amounts.
  public static final int BYTES_MAX = AMOUNTS_MAX * AMOUNT_BYTES_MAX;

  private static final int BITS = 7;
  private static final int LOW_BITS = 0x7F;

  private final byte[] encoded;
  private final int count;
  private final Uint256 total;

  /// Not volatile: whoever finds it unset computes the same value again.
  private Uint256 hash;

  private PaymentList(byte[] encoded, int count, Uint256 total) {
    this.encoded = encoded;
    this.count = count;
    this.total = total;
  }

  /// The list of these amounts, each read as unsigned.
  ///
  /// @throws IllegalArgumentException if there are none, too many, or one is 0
  public static PaymentList of(long... amounts) {
    try {
      return ofRequest(amounts);
    } catch (Refusal e) {
      throw new IllegalArgumentException(e.text(), e);
    }
  }

  /// As [#of], for amounts that a client has sent.
  ///
  /// @throws Refusal if there are none, too many, or one is 0
  public static PaymentList ofRequest(long[] amounts) throws Refusal {
    byte[] bytes = new byte[Math.min(amounts.length, AMOUNTS_MAX) * AMOUNT_BYTES_MAX];
    int length = 0;
    for (int i = 0; i < Math.min(amounts.length, AMOUNTS_MAX); i++) {
      long rest = amounts[i];
      for (; Long.compareUnsigned(rest, LOW_BITS) > 0; rest >>>= BITS) {
        bytes[length++] = (byte) (rest | 0x80);
      }
      bytes[length++] = (byte) rest;
    }
    return read(bytes, 0, length, amounts.length);
  }

  /// The list of `count` amounts that `bytes[offset, offset + length)` holds, which are copied.
  ///
  /// @throws Refusal if they hold something else
  public static PaymentList read(byte[] bytes, int offset, int length, int count) throws Refusal {
    return adopt(Arrays.copyOfRange(bytes, offset, offset + length), count);
  }

  private static PaymentList adopt(byte[] bytes, int count) throws Refusal {
    if (count < 1 || count > AMOUNTS_MAX) {
      throw Refusal.malformedStream(
          "a list has 1 to %s amounts, not %s"
              .formatted(Integer.toString(AMOUNTS_MAX), Integer.toUnsignedString(count)));
    }
    long low = 0;
    long high = 0;
    int found = 0;
    for (int at = 0; at < bytes.length; found++) {
      long amount = bytes[at++];
      if (amount < 0) {
        int end = end(bytes, at, found);
        amount = amount(bytes, at - 1, end);
        at = end;
      } else if (amount == 0) {
        throw Refusal.malformedStream("amount %s is 0".formatted(Integer.toString(found)));
      }
      low += amount;
      if (Long.compareUnsigned(low, amount) < 0) {
        high++;
      }
    }
    if (found != count) {
      throw Refusal.malformedStream(
          "the list has %s amounts, not the %s that were announced"
              .formatted(Integer.toString(found), Integer.toString(count)));
    }
    return new PaymentList(bytes, count, new Uint256(0, 0, high, low));
  }

  /// Where the amount ends whose second byte stands at `second`.
  private static int end(byte[] bytes, int second, int index) throws Refusal {
    int at = second;
    while (at < bytes.length && bytes[at] < 0) {
      at++;
    }
    int length = at + 2 - second;
    if (at == bytes.length) {
      throw Refusal.malformedStream(
          "the list ends within amount %s".formatted(Integer.toString(index)));
    }
    if (bytes[at] == 0) {
      throw Refusal.malformedStream(
          "amount %s is not in its shortest form".formatted(Integer.toString(index)));
    }
    if (length > AMOUNT_BYTES_MAX || length == AMOUNT_BYTES_MAX && bytes[at] > 1) {
      throw Refusal.malformedStream(
          "amount %s has more than 64 bits".formatted(Integer.toString(index)));
    }
    return at + 1;
  }

  private static long amount(byte[] bytes, int from, int to) {
    long amount = 0;
    for (int at = to - 1; at >= from; at--) {
      amount = amount << BITS | bytes[at] & LOW_BITS;
    }
    return amount;
  }

  /// A list from a store, which remembers its hash.
  ///
  /// @param from holds the list and nothing else
  static PaymentList stored(ByteBuffer from, int count, Uint256 hash) throws Refusal {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    return stored(bytes, count, hash);
  }

  /// As [#read], for a store that remembers the list's hash.
  ///
  /// @param bytes the list and nothing else; they must not be changed any more
  public static PaymentList stored(byte[] bytes, int count, Uint256 hash) throws Refusal {
    PaymentList list = adopt(bytes, count);
    list.hash = hash;
    return list;
  }

  /// How many payments it has.
  public int count() {
    return count;
  }

  /// What they add up to.
  public Uint256 total() {
    return total;
  }

  /// The keccak-256 hash of the encoded list, read as a number.
  public Uint256 hash() {
    Uint256 known = hash;
    if (known == null) {
      known = Uint256.read(Keccak256.hash(encoded), 0);
      hash = known;
    }
    return known;
  }

  /// How many bytes the encoded list has.
  public int byteLength() {
    return encoded.length;
  }

  /// The encoded list.
  public byte[] toBytes() {
    return encoded.clone();
  }

  /// Appends the encoded list to `to`.
  public void write(ByteBuffer to) {
    to.put(encoded);
  }

  /// The amounts, each an unsigned number.
  public LongStream amounts() {
    long[] amounts = new long[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = at;
      while (encoded[at++] < 0) {}
      amounts[i] = amount(encoded, from, at);
    }
    return LongStream.of(amounts);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaymentList that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "PaymentList[%s payments, %s in all]".formatted(Integer.toString(count), total);
  }
}
