package sequencer.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.crypto.Address;
import sequencer.crypto.Keccak256;

class StreamFormatTest {
  private static final Address RECEIVER = Address.parse("22".repeat(20));
  private static final Change.Streamed STREAMED =
      Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME).stream(
          RECEIVER, PaymentList.of(1, 300, 70_000), TestServer.NOW);

  @Test
  void aStreamIsReadAsItWasWritten() throws Refusal {
    byte[] bytes = bytes(STREAMED);
    byte[] within = new byte[bytes.length + 7];
    System.arraycopy(bytes, 0, within, 5, bytes.length);
    StreamRequest request = StreamFormat.request(within, 5, bytes.length);
    assertEquals(STREAMED.list(), request.list());
    assertEquals(STREAMED.listSignature().toString(), request.listSignature());
    Change.Paid voucher = STREAMED.voucher();
    assertEquals(
        new PaymentRequest(
            voucher.channelId().toString(),
            "70301",
            RECEIVER.toString(),
            1,
            TestServer.NOW,
            voucher.userSignature().toString(),
            null),
        request.voucher());
    assertEquals(STREAMED, StreamFormat.stored(ByteBuffer.wrap(bytes), STREAMED.list().hash()));
  }

  /// Clients of other makers write these bytes: a change of them is a change of the API.
  @Test
  void theBytesStayWhatTheyAre() {
    HexFormat hex = HexFormat.of();
    Change.Paid voucher = STREAMED.voucher();
    assertEquals(
        "524d5331"
            + voucher.channelId().toString().substring(2)
            + "0000000000000001"
            + hex.toHexDigits(TestServer.NOW)
            + "22".repeat(20)
            + "00".repeat(29)
            + "01129d"
            + voucher.userSignature().toString().substring(2)
            + STREAMED.listSignature().toString().substring(2)
            + "00000003"
            + "00000006"
            + "01"
            + "ac02"
            + "f0a204",
        hex.formatHex(bytes(STREAMED)));
  }

  @Test
  void noStreamThatIsCutOffOrGoesOnIsAStream() {
    byte[] bytes = Arrays.copyOf(bytes(STREAMED), bytes(STREAMED).length + 1);
    for (int length = 0; length <= bytes.length; length++) {
      int cut = length;
      if (length != bytes.length - 1) {
        Refusal refusal =
            assertThrows(Refusal.class, () -> StreamFormat.request(bytes, 0, cut), "of " + length);
        assertTrue(refusal.text().startsWith("Malformed stream: "), refusal.text());
      }
    }
  }

  @Property(tries = 1000)
  void anyBytesAreAStreamOrRefused(@ForAll @Size(max = 300) byte[] noise, @ForAll int at) {
    byte[] bytes = bytes(STREAMED);
    int start = Math.floorMod(at, bytes.length);
    System.arraycopy(noise, 0, bytes, start, Math.min(noise.length, bytes.length - start));
    try {
      StreamFormat.request(bytes, 0, bytes.length);
    } catch (Refusal e) {
      assertEquals(400, e.status());
    }
  }

  @Test
  void whatDoesNotFitIsNotWrittenInPart() {
    ByteBuffer small = ByteBuffer.allocate(StreamFormat.bytes(STREAMED) - 1);
    assertThrows(BufferOverflowException.class, () -> StreamFormat.write(STREAMED, small));
    assertEquals(0, small.position());
  }

  /// A store says so instead of handing out payments that were never made.
  @Test
  void aStoreThatDoesNotAddUpIsRefused() {
    byte[] bytes = bytes(STREAMED);
    bytes[bytes.length - 1]++;
    IllegalStateException damaged =
        assertThrows(
            IllegalStateException.class,
            () -> StreamFormat.stored(ByteBuffer.wrap(bytes), STREAMED.list().hash()));
    assertTrue(damaged.getMessage().contains("one transfer of what its list adds up to"));
  }

  @Test
  void theHashOfTheListIsThatOfItsBytes() {
    byte[] bytes = bytes(STREAMED);
    byte[] list = Arrays.copyOfRange(bytes, StreamFormat.HEAD_BYTES, bytes.length);
    assertEquals(
        HexFormat.of().formatHex(Keccak256.hash(list)),
        HexFormat.of().formatHex(STREAMED.list().hash().toBytes()));
  }

  private static byte[] bytes(Change.Streamed streamed) {
    ByteBuffer bytes = ByteBuffer.allocate(StreamFormat.bytes(streamed));
    StreamFormat.write(streamed, bytes);
    return bytes.array();
  }
}
