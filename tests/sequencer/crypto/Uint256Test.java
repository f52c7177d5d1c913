package sequencer.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class Uint256Test {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(256);

  @Property
  void readsAndPrintsWhatBigIntegerDoes(@ForAll("numbers") BigInteger number) {
    Uint256 parsed = Uint256.parse(number.toString());
    assertEquals(number.toString(), parsed.toString());
    byte[] bytes = new byte[33];
    parsed.write(bytes, 1);
    assertEquals(number, new BigInteger(bytes));
    assertEquals(parsed, Uint256.read(bytes, 1));
  }

  @Property
  void addsLikeBigIntegerAndTellsOverflow(
      @ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    Uint256 sum = Uint256.parse(a.toString()).plus(Uint256.parse(b.toString()));
    if (a.add(b).compareTo(LIMIT) < 0) {
      assertEquals(a.add(b).toString(), sum.toString());
    } else {
      assertNull(sum);
    }
  }

  @Property
  void comparesLikeBigInteger(@ForAll("numbers") BigInteger a, @ForAll("numbers") BigInteger b) {
    assertEquals(
        Integer.signum(a.compareTo(b)),
        Integer.signum(Uint256.parse(a.toString()).compareTo(Uint256.parse(b.toString()))));
  }

  @Property
  void refusesWhatDoesNotFit(@ForAll("numbers") BigInteger excess) {
    assertNull(Uint256.parse(LIMIT.add(excess).toString()));
  }

  @Test
  void refusesWhatIsNoDecimalNumber() {
    for (String text :
        new String[] {
          "",
          " 1",
          "1 ",
          "-1",
          "+1",
          "0x10",
          "1e3",
          "1.0",
          "1_000",
          "١",
          "12345678901234567a",
          "0".repeat(79),
          "9".repeat(78),
          "1".repeat(10_000)
        }) {
      assertNull(Uint256.parse(text), text);
    }
  }

  @Test
  void leadingZerosAreAllowed() {
    assertEquals(Uint256.of(7), Uint256.parse("0".repeat(77) + "7"));
  }

  @Provide
  Arbitrary<BigInteger> numbers() {
    Arbitrary<BigInteger> any =
        Arbitraries.bigIntegers().between(BigInteger.ZERO, LIMIT.subtract(BigInteger.ONE));
    Arbitrary<BigInteger> nearPowers =
        Arbitraries.integers()
            .between(0, 255)
            .flatMap(
                bit ->
                    Arbitraries.integers()
                        .between(-2, 2)
                        .map(d -> BigInteger.ONE.shiftLeft(bit).add(BigInteger.valueOf(d))))
            .filter(n -> n.signum() >= 0);
    Arbitrary<BigInteger> nearLimit =
        Arbitraries.integers().between(1, 100).map(d -> LIMIT.subtract(BigInteger.valueOf(d)));
    return Arbitraries.oneOf(any, nearPowers, nearLimit);
  }
}
