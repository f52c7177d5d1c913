package sequencer.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// The bytes of a stream: the body of `POST /stream`, what is read back of it, and, so that a store
/// keeps what was sent, most of its record. Big-endian:
///
/// | byte | size | field |
/// | --- | --- | --- |
/// | 0 | 4 | `RMS1` |
/// | 4 | 32 | channel id |
/// | 36 | 8 | sequence number |
/// | 44 | 8 | timestamp, seconds since 1970 |
/// | 52 | 20 | receiver |
/// | 72 | 32 | amount: what the voucher adds, the sum of the list |
/// | 104 | 65 | the payer's signature over the voucher: r, s, v |
/// | 169 | 65 | the payer's signature over the list |
/// | 234 | 4 | number of amounts |
/// | 238 | 4 | their bytes |
/// | 242 | | the amounts, as [PaymentList] has them |
public final class StreamFormat {
  /// What comes before the amounts.
  public static final int HEAD_BYTES = 242;

  /// The longest stream.
  public static final int BYTES_MAX = HEAD_BYTES + PaymentList.BYTES_MAX;

  private static final byte[] MAGIC = "RMS1".getBytes(US_ASCII);
  private static final HexFormat HEX = HexFormat.of();

  private StreamFormat() {}

  /// How many bytes [#write] appends.
  public static int bytes(Change.Streamed streamed) {
    return HEAD_BYTES + streamed.list().byteLength();
  }

  /// Appends `streamed` to `to`, and nothing of it if there is no room.
  ///
  /// @throws java.nio.BufferOverflowException if there is no room
  public static void write(Change.Streamed streamed, ByteBuffer to) {
    Change.Paid voucher = streamed.voucher();
    Change.Transfer transfer = voucher.transfers().getFirst();
    byte[] head = new byte[HEAD_BYTES];
    System.arraycopy(MAGIC, 0, head, 0, MAGIC.length);
    voucher.channelId().write(head, 4);
    transfer.to().write(head, 52);
    transfer.amount().write(head, 72);
    voucher.userSignature().write(head, 104);
    streamed.listSignature().write(head, 169);
    ByteBuffer.wrap(head)
        .putLong(36, voucher.sequenceNumber())
        .putLong(44, voucher.timestamp())
        .putInt(234, streamed.list().count())
        .putInt(238, streamed.list().byteLength());
    if (to.remaining() < bytes(streamed)) {
      throw new java.nio.BufferOverflowException();
    }
    to.put(head);
    streamed.list().write(to);
  }

  /// The request that `bytes[offset, offset + length)` holds.
  ///
  /// @throws Refusal if they hold something else
  public static StreamRequest request(byte[] bytes, int offset, int length) throws Refusal {
    requireWhole(bytes, offset, length);
    ByteBuffer head = ByteBuffer.wrap(bytes, offset, HEAD_BYTES).slice();
    PaymentRequest voucher =
        new PaymentRequest(
            hex(bytes, offset + 4, ChannelId.BYTES),
            Uint256.read(bytes, offset + 72).toString(),
            hex(bytes, offset + 52, Address.BYTES),
            head.getLong(36),
            head.getLong(44),
            hex(bytes, offset + 104, Signature.BYTES),
            null);
    PaymentList list =
        PaymentList.read(bytes, offset + HEAD_BYTES, length - HEAD_BYTES, head.getInt(234));
    return new StreamRequest(voucher, hex(bytes, offset + 169, Signature.BYTES), list);
  }

  private static void requireWhole(byte[] bytes, int offset, int length) throws Refusal {
    if (length < HEAD_BYTES
        || !Arrays.equals(bytes, offset, offset + MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw Refusal.malformedStream(
          "it begins with RMS1 and a head of %s bytes".formatted(Integer.toString(HEAD_BYTES)));
    }
    int announced = ByteBuffer.wrap(bytes).getInt(offset + 238);
    if (announced != length - HEAD_BYTES) {
      throw Refusal.malformedStream(
          "the head announces %s bytes of amounts, and %s follow"
              .formatted(
                  Integer.toUnsignedString(announced), Integer.toString(length - HEAD_BYTES)));
    }
  }

  /// Takes one stream out of `from`, which a store has kept.
  ///
  /// @param hash of its list
  /// @throws IllegalStateException if that is no stream
  public static Change.Streamed stored(ByteBuffer from, Uint256 hash) {
    byte[] head = new byte[HEAD_BYTES];
    from.get(head);
    ByteBuffer numbers = ByteBuffer.wrap(head);
    int bytes = numbers.getInt(238);
    try {
      Change.Paid voucher =
          new Change.Paid(
              ChannelId.read(head, 4),
              numbers.getLong(36),
              numbers.getLong(44),
              Signature.of(Arrays.copyOfRange(head, 104, 104 + Signature.BYTES)),
              List.of(new Change.Transfer(Address.read(head, 52), Uint256.read(head, 72))));
      PaymentList list =
          PaymentList.stored(from.slice(from.position(), bytes), numbers.getInt(234), hash);
      from.position(from.position() + bytes);
      Signature signature = Signature.of(Arrays.copyOfRange(head, 169, 169 + Signature.BYTES));
      return new Change.Streamed(voucher, signature, list);
    } catch (Refusal | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("the store has a stream that is none: " + e.getMessage(), e);
    }
  }

  private static String hex(byte[] bytes, int from, int length) {
    return "0x" + HEX.formatHex(bytes, from, from + length);
  }
}
