package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static transport.http3.Pieces.hex;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarintTest {
  /// RFC 9000, A.1.
  @ParameterizedTest
  @CsvSource({
    "c2197c5eff14e88c, 151288809941952652",
    "9d7f3e7d, 494878333",
    "7bbd, 15293",
    "4025, 37",
    "25, 37"
  })
  void theStandardsExamplesAreRead(String bytes, long value) {
    assertEquals(value, Varint.get(hex(bytes)));
    assertEquals(value, new Varint.Reader().read(hex(bytes)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 00",
    "63, 3f",
    "64, 4040",
    "16383, 7fff",
    "16384, 80004000",
    "1073741823, bfffffff",
    "1073741824, c000000040000000",
    "4611686018427387903, ffffffffffffffff"
  })
  void aValueIsWrittenAsShortAsItCanBe(long value, String bytes) {
    assertEquals(bytes, hex(Frames.varints(value)));
  }

  @Test
  void whatHasMoreThan62BitsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Varint.bytes(1L << 62));
    assertThrows(IllegalArgumentException.class, () -> Varint.bytes(-1));
  }

  @Test
  void aValueCutShortIsLeftWhereItIs() {
    ByteBuffer bytes = hex("c2197c5eff14e8");
    assertEquals(-1, Varint.get(bytes));
    assertEquals(0, bytes.position());
  }

  @Property
  void whatWasWrittenIsReadInAnyPieces(
      @ForAll @LongRange(min = 0, max = Varint.MAX) long first,
      @ForAll @LongRange(min = 0, max = 20_000) long second,
      @ForAll long seed) {
    Varint.Reader reader = new Varint.Reader();
    StringBuilder read = new StringBuilder();
    for (ByteBuffer piece : Pieces.cut(Frames.varints(first, second), seed)) {
      for (long value = reader.read(piece); value >= 0; value = reader.read(piece)) {
        read.append(value).append(' ');
      }
    }
    assertEquals(first + " " + second + " ", read.toString());
    assertEquals(false, reader.within());
  }
}
