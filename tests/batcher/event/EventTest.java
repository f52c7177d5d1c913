package batcher.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EventTest {
  static final Event EVENT =
      new Event(
          0x0102030405060708L,
          Bytes32.hex("00".repeat(31) + "aa"),
          0x7f00ff01,
          Direction.RECEIVED,
          Bytes32.padded("-RM0001-abcdefghijkl"),
          17,
          1_700_000_000_000L,
          Bytes32.hex("bb".repeat(32)));

  @Test
  void everyFieldStandsWhereTheLayoutSays() {
    ByteBuffer bytes = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    for (long word : EVENT.toWords()) {
      bytes.putLong(word);
    }
    String expected =
        "0807060504030201" // sequence
            + "0068e5cf8b010000" // time
            + "1100000000000000" // satoshis
            + "01ff007f" // piece
            + "02" // direction
            + "01" // version
            + "0000"
            + "00".repeat(31)
            + "aa" // torrent
            + HexFormat.of().formatHex("-RM0001-abcdefghijkl".getBytes())
            + "00".repeat(12) // peer
            + "bb".repeat(32); // transaction id
    assertEquals(expected, HexFormat.of().formatHex(bytes.array()));
  }

  @Test
  void eventReadsBackEqual() {
    long[] words = new long[40];
    EVENT.write(words, 20);
    assertEquals(EVENT, Event.read(words, 20));
    assertEquals(EVENT.key().toString(), "00".repeat(31) + "aa:received");
  }

  @Test
  void negativeZeroAndOverflowingAmountsAreRefused() {
    for (long amount : new long[] {0, -1, Long.MIN_VALUE, 2_100_000_000_000_001L, Long.MAX_VALUE}) {
      assertEquals(Refusal.AMOUNT, faultWith(EventLayout.SATOSHIS, amount), "" + amount);
    }
    assertNull(faultWith(EventLayout.SATOSHIS, 1));
    assertNull(faultWith(EventLayout.SATOSHIS, 2_100_000_000_000_000L));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new Event(
                    0,
                    EVENT.torrent(),
                    0,
                    Direction.SENT,
                    EVENT.peer(),
                    -17,
                    1,
                    EVENT.transactionId()));
    assertTrue(e.getMessage().contains("from 1 to 2100000000000000 satoshis"), e.getMessage());
    assertTrue(e.getMessage().contains("-17 satoshis"), e.getMessage());
  }

  @Test
  void noSumOverALargestBatchCanOverflow() {
    assertTrue(Math.multiplyExact(EventLayout.SATOSHIS_MAX, 1_000) > 0);
  }

  @Test
  void unknownDirectionIsRefused() {
    for (int direction : new int[] {0, 3, 255}) {
      assertEquals(Refusal.DIRECTION, faultWith(EventLayout.META, EventLayout.meta(1, direction)));
    }
    assertThrows(IllegalArgumentException.class, () -> Direction.ofCode(0));
  }

  @Test
  void negativePieceAndForeignVersionAreRefused() {
    assertEquals(Refusal.PIECE, faultWith(EventLayout.META, EventLayout.meta(-1, 1)));
    assertEquals(Refusal.VERSION, faultWith(EventLayout.META, EventLayout.meta(1, 1) | 1L << 48));
    assertEquals(Refusal.VERSION, faultWith(EventLayout.META, 1L << 32));
  }

  @Test
  void timeOutsideTheFirstTenMillenniaIsRefused() {
    assertEquals(Refusal.TIME, faultWith(EventLayout.TIME, 0));
    assertEquals(Refusal.TIME, faultWith(EventLayout.TIME, -1));
    assertEquals(Refusal.TIME, faultWith(EventLayout.TIME, 253_402_300_800_000L));
  }

  @Test
  void emptyIdsAreRefused() {
    assertEquals(Refusal.TORRENT, faultWithZeros(EventLayout.TORRENT));
    assertEquals(Refusal.PEER, faultWithZeros(EventLayout.PEER));
    assertEquals(Refusal.TRANSACTION_ID, faultWithZeros(EventLayout.TXID));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.padded(""));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.named(""));
  }

  @Test
  void oversizedIdsAreRefusedAndNeverCut() {
    assertThrows(IllegalArgumentException.class, () -> Bytes32.padded("x".repeat(33)));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.padded("€".repeat(11)));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.named("x".repeat(256)));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.of(new byte[33]));
    assertThrows(IllegalArgumentException.class, () -> Bytes32.hex("aa".repeat(33)));
    assertEquals(32, Bytes32.padded("x".repeat(32)).toBytes().length);
  }

  @Test
  void everyRefusalSurvivesItsNegativeAnswer() {
    for (Refusal refusal : Refusal.values()) {
      assertTrue(refusal.answer() < 0);
      assertEquals(refusal, Refusal.of(refusal.answer()));
    }
    assertThrows(IllegalArgumentException.class, () -> Refusal.of(1));
    assertThrows(IllegalArgumentException.class, () -> Refusal.of(-100));
  }

  @Test
  void namedIdIsTheSha256OfTheName() {
    // printf torrent-1 | sha256sum
    assertEquals(sha256("torrent-1"), Bytes32.named("torrent-1").toString());
    assertArrayEquals(Arrays.copyOf("peer".getBytes(), 32), Bytes32.padded("peer").toBytes());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes()));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Refusal faultWith(int field, long value) {
    long[] words = EVENT.toWords();
    words[field] = value;
    return EventLayout.fault(words, 0);
  }

  private static Refusal faultWithZeros(int field) {
    long[] words = EVENT.toWords();
    Arrays.fill(words, field, field + 4, 0);
    return EventLayout.fault(words, 0);
  }
}
