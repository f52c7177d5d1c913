package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodeTest {
  /// draft-ietf-webtrans-http3-16, 4.4: the ends of the range; 0x1d and 0x1e lie beside the first
  /// reserved code point, 0x52e4a40fa8f9.
  @ParameterizedTest
  @CsvSource({
    "0, 52e4a40fa8db",
    "29, 52e4a40fa8f8",
    "30, 52e4a40fa8fa",
    "4294967295, 52e5ac983162"
  })
  void applicationCodesLieAsTheDraftSays(long code, String wire) {
    assertEquals(Long.parseLong(wire, 16), ErrorCode.ofApplication(code));
  }

  @Test
  void whatIsNoApplicationsCodeStandsForNone() {
    for (long wire : new long[] {0, 0x100, 0x52e4a40fa8daL, 0x52e4a40fa8f9L, 0x52e5ac983163L}) {
      assertEquals(OptionalLong.empty(), ErrorCode.toApplication(wire), Long.toHexString(wire));
    }
    assertThrows(IllegalArgumentException.class, () -> ErrorCode.ofApplication(-1));
    assertThrows(IllegalArgumentException.class, () -> ErrorCode.ofApplication(1L << 32));
  }

  @Property
  void eachCodeComesBackAndNoneLiesOnAReservedPoint(
      @ForAll @LongRange(min = 0, max = ErrorCode.APPLICATION_MAX) long code) {
    long wire = ErrorCode.ofApplication(code);
    assertTrue((wire - 0x21) % 0x1f != 0);
    assertEquals(OptionalLong.of(code), ErrorCode.toApplication(wire));
  }
}
