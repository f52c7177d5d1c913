package sequencer.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import sequencer.crypto.Keccak256;
import sequencer.crypto.Uint256;

/// A list of payments is what was sent, its sum is exact, and nothing else is a list.
class PaymentListTest {
  @Property(tries = 300)
  void aListComesBackAsItWasAndItsSumIsExact(@ForAll("amounts") long[] amounts) throws Refusal {
    PaymentList list = PaymentList.of(amounts);
    BigInteger sum =
        LongStream.of(amounts)
            .mapToObj(amount -> new BigInteger(Long.toUnsignedString(amount)))
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(sum.toString(), list.total().toString());
    byte[] bytes = bytes(list);
    PaymentList read = PaymentList.read(bytes, 0, bytes.length, amounts.length);
    assertArrayEquals(amounts, read.amounts().toArray());
    assertEquals(list, read);
    assertEquals(Uint256.read(Keccak256.hash(bytes), 0), read.hash());
  }

  /// Amounts of every length, the borders between two lengths above all.
  @Provide
  Arbitrary<long[]> amounts() {
    Arbitrary<Long> borders =
        Arbitraries.integers()
            .between(0, 63)
            .flatMap(bit -> Arbitraries.of((1L << bit) - 1, 1L << bit, -1L >>> bit));
    return Arbitraries.oneOf(Arbitraries.longs(), borders)
        .filter(amount -> amount != 0)
        .array(long[].class)
        .ofMinSize(1)
        .ofMaxSize(200);
  }

  /// Bytes in disks and signatures outlive programs: a change of these is a change of the format.
  @Test
  void theEncodingStaysWhatItIs() {
    assertEquals(
        "017f8001ff7f808001ffffffffffffffffff01",
        HexFormat.of().formatHex(bytes(PaymentList.of(1, 127, 128, 16383, 16384, -1))));
  }

  @Test
  void theLargestListOfTheLargestAmountsIsTaken() {
    long[] amounts = new long[PaymentList.AMOUNTS_MAX];
    Arrays.fill(amounts, -1);
    PaymentList list = PaymentList.of(amounts);
    assertEquals(PaymentList.BYTES_MAX, list.byteLength());
    BigInteger largest = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    assertEquals(
        largest.multiply(BigInteger.valueOf(amounts.length)).toString(), list.total().toString());
  }

  @Test
  void whatIsNoListIsRefusedByName() {
    assertRefused("a list has 1 to 100000 amounts, not 0", "", 0);
    assertRefused("a list has 1 to 100000 amounts, not 100001", "", 100_001);
    assertRefused("a list has 1 to 100000 amounts, not 4294967295", "01", -1);
    assertRefused("the list has 2 amounts, not the 3 that were announced", "0102", 3);
    assertRefused("the list has 2 amounts, not the 1 that were announced", "0102", 1);
    assertRefused("amount 1 is 0", "010002", 3);
    assertRefused("amount 1 is not in its shortest form", "01" + "8000", 2);
    assertRefused("amount 0 is not in its shortest form", "ff00", 1);
    assertRefused("the list ends within amount 1", "01ff", 2);
    assertRefused("the list ends within amount 0", "ff".repeat(30), 1);
    assertRefused("amount 0 has more than 64 bits", "ff".repeat(9) + "02", 1);
    assertRefused("amount 0 has more than 64 bits", "ff".repeat(10) + "01", 1);
  }

  private static void assertRefused(String what, String hex, int count) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    Refusal refusal =
        assertThrows(Refusal.class, () -> PaymentList.read(bytes, 0, bytes.length, count));
    assertEquals("Malformed stream: " + what, refusal.text());
    assertEquals(400, refusal.status());
  }

  @Test
  void noListThatIsCutOffIsAList() {
    byte[] bytes = bytes(PaymentList.of(1, 300, 70_000, -1, 5));
    for (int length = 0; length < bytes.length; length++) {
      int cut = length;
      assertThrows(Refusal.class, () -> PaymentList.read(bytes, 0, cut, 5), "of " + length);
    }
  }

  /// Either the bytes are refused, or they are the one encoding of what they were read as.
  @Property(tries = 2000)
  void noTwoEncodingsAreOneList(@ForAll @Size(max = 30) byte[] bytes) {
    for (int count = 1; count <= bytes.length; count++) {
      try {
        PaymentList list = PaymentList.read(bytes, 0, bytes.length, count);
        assertArrayEquals(bytes, bytes(PaymentList.of(list.amounts().toArray())));
      } catch (Refusal e) {
        assertEquals(400, e.status());
      }
    }
  }

  @Test
  void anotherOrderIsAnotherList() {
    assertNotEquals(PaymentList.of(1, 2).hash(), PaymentList.of(2, 1).hash());
    assertNotEquals(PaymentList.of(1, 2), PaymentList.of(2, 1));
  }

  private static byte[] bytes(PaymentList list) {
    ByteBuffer bytes = ByteBuffer.allocate(list.byteLength());
    list.write(bytes);
    return bytes.array();
  }
}
