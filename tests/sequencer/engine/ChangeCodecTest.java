package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;

class ChangeCodecTest {
  private static final String HASH = "0x" + "cd".repeat(32);
  private static final Signature SIGNATURE =
      SignatureSchemes.open("auto").signer(filled(32, 5)).sign(new byte[32]);

  @Property
  void everyChangeComesBackAsItWas(
      @ForAll long a,
      @ForAll long b,
      @ForAll int c,
      @ForAll @IntRange(max = 3) int words,
      @ForAll boolean fee) {
    ChannelId id = new ChannelId(a, b, ~a, ~b);
    Address address = new Address(b, a, c);
    Uint256 amount = new Uint256(words > 2 ? a : 0, words > 1 ? b : 0, words > 0 ? ~a : 0, c);
    Change.Transfer transfer = new Change.Transfer(address, amount);
    assertComesBack(new Change.Founded(a, address, new Address(a, b, c)));
    assertComesBack(new Change.Seeded(id, address, amount, b));
    assertComesBack(
        new Change.Paid(
            id, a, b, SIGNATURE, fee ? List.of(transfer, transfer) : List.of(transfer)));
    PaymentList list = PaymentList.of(1 + (a >>> 1), 1 + (b >>> 1), 1);
    Change.Transfer sum = new Change.Transfer(address, list.total());
    Change.Paid voucher = new Change.Paid(id, a, b, SIGNATURE, List.of(sum));
    assertComesBack(new Change.Streamed(voucher, SIGNATURE, list));
    assertComesBack(new Change.Closing(id, fee ? a : 0, fee ? SIGNATURE : null));
    assertComesBack(new Change.Closed(id, "0x" + id.toString().substring(2)));
  }

  @Test
  void theLongestChangeFitsTheBuffer() {
    Change.Transfer most =
        new Change.Transfer(new Address(-1, -1, -1), new Uint256(-1, -1, -1, -1));
    Change.Paid paid =
        new Change.Paid(new ChannelId(-1, -1, -1, -1), -1, -1, SIGNATURE, List.of(most, most));
    assertEquals(ChangeCodec.BYTES_MAX, written(paid).remaining());
  }

  /// Bytes on disks outlive programs: a change of this test's literals is a change of the format.
  @Test
  void theBytesOnTheDiskStayWhatTheyAre() {
    Address one = Address.parse("11".repeat(20));
    assertBytes(
        "0101" + "0000000000000152" + "11".repeat(20) + "22".repeat(20),
        new Change.Founded(338, one, Address.parse("22".repeat(20))));
    assertBytes(
        "02" + "ab".repeat(32) + "11".repeat(20) + "0000000000000007" + "0203e8",
        new Change.Seeded(ChannelId.parse("ab".repeat(32)), one, Uint256.of(1000), 7));
    assertBytes(
        "03"
            + "ab".repeat(32)
            + "0000000000000001"
            + "0000000000000002"
            + SIGNATURE.toString().substring(2)
            + "11".repeat(20)
            + "0101"
            + "11".repeat(20)
            + "00",
        new Change.Paid(
            ChannelId.parse("ab".repeat(32)),
            1,
            2,
            SIGNATURE,
            List.of(
                new Change.Transfer(one, Uint256.of(1)), new Change.Transfer(one, Uint256.ZERO))));
    ChannelId id = ChannelId.parse("ab".repeat(32));
    PaymentList list = PaymentList.of(1, 300);
    assertBytes(
        "04"
            + "524d5331"
            + "ab".repeat(32)
            + "0000000000000003"
            + "0000000000000004"
            + "11".repeat(20)
            + "00".repeat(30)
            + "012d"
            + SIGNATURE.toString().substring(2).repeat(2)
            + "00000002"
            + "00000003"
            + "01ac02"
            + HexFormat.of().formatHex(list.hash().toBytes()),
        new Change.Streamed(
            new Change.Paid(
                id, 3, 4, SIGNATURE, List.of(new Change.Transfer(one, Uint256.of(301)))),
            SIGNATURE,
            list));
    assertBytes("05" + "ab".repeat(32), new Change.Closing(id, 0, null));
    assertBytes(
        "05" + "ab".repeat(32) + "0000000000000007" + SIGNATURE.toString().substring(2),
        new Change.Closing(id, 7, SIGNATURE));
    assertBytes("06" + "ab".repeat(32) + "cd".repeat(32), new Change.Closed(id, HASH));
  }

  @Test
  void anUnknownKindOrFormatIsRefusedByName() {
    IllegalStateException kind =
        assertThrows(
            IllegalStateException.class, () -> ChangeCodec.read(ByteBuffer.wrap(new byte[] {9})));
    assertEquals(
        "the journal has a change of kind 9, which this program does not know", kind.getMessage());
    IllegalStateException format =
        assertThrows(
            IllegalStateException.class,
            () -> ChangeCodec.read(ByteBuffer.wrap(new byte[] {1, 2})));
    assertTrue(format.getMessage().contains("format version 2"), format.getMessage());
  }

  private static void assertComesBack(Change change) {
    ByteBuffer bytes = written(change);
    assertEquals(change, ChangeCodec.read(bytes.asReadOnlyBuffer()));
  }

  private static void assertBytes(String hex, Change change) {
    ByteBuffer bytes = written(change);
    byte[] actual = new byte[bytes.remaining()];
    bytes.get(actual);
    assertEquals(hex, HexFormat.of().formatHex(actual));
    assertFalse(bytes.hasRemaining());
  }

  private static ByteBuffer written(Change change) {
    ByteBuffer buffer = ByteBuffer.allocate(ChangeCodec.bytesMax(change));
    ChangeCodec.write(change, buffer);
    return buffer.flip();
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
