package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.Pieces.hex;

import java.nio.ByteBuffer;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @Test
  void valuesAreReadAndUnknownOnesKept() throws Http3Error {
    Settings settings = Settings.read(hex("01 00  08 01  33 01  8000abcd 4123"));
    assertEquals(Map.of(0x01L, 0L, 0x08L, 1L, 0x33L, 1L, 0xabcdL, 0x123L), settings.values());
    assertEquals(0, settings.value(Settings.MAX_FIELD_SECTION_SIZE));
    assertFalse(settings.webTransport());
    assertFalse(settings.sessionFlowControl());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x2b603742, 0xc671706aL, 0x14e9cd29, 0x2c7cf000})
  void eachDraftsAnnouncementIsUnderstood(long id) {
    assertTrue(new Settings(Map.of(id, 1L)).webTransport());
    assertFalse(new Settings(Map.of(id, 0L)).webTransport());
  }

  @ParameterizedTest
  @ValueSource(longs = {0x2b61, 0x2b64, 0x2b65})
  void anInitialLimitAsksForSessionFlowControl(long id) {
    assertTrue(new Settings(Map.of(id, 7L)).sessionFlowControl());
  }

  @ParameterizedTest
  @CsvSource({
    "08, 106, cut short before the value",
    "08 41, 106, cut short within the value",
    "c0, 106, cut short within the identifier",
    "08 01 08 01, 109, twice the same",
    "8000abcd 00 8000abcd 01, 109, twice one that is unknown",
    "00 00, 109, reserved",
    "02 00, 109, HTTP/2's ENABLE_PUSH",
    "03 00, 109, HTTP/2's MAX_CONCURRENT_STREAMS",
    "04 00, 109, HTTP/2's INITIAL_WINDOW_SIZE",
    "05 00, 109, HTTP/2's MAX_FRAME_SIZE",
    "08 02, 109, extended CONNECT is 0 or 1",
    "33 02, 109, datagrams are 0 or 1",
    "ab603742 02, 109, WebTransport of draft 02 is 0 or 1",
    "ac7cf000 02, 109, WebTransport is 0 or 1",
    "6b64 d000000000000001, 109, more streams than there can be",
  })
  void whatCannotBeIsTheProtocolsError(String bytes, String code, String what) {
    Http3Error error = assertThrows(Http3Error.class, () -> Settings.read(hex(bytes)), what);
    assertEquals(code, Long.toHexString(error.code()), what);
    assertEquals(Http3Error.Scope.CONNECTION, error.scope());
  }

  @Property
  void whatWasWrittenIsReadAgain(@ForAll Map<Integer, Integer> numbers) throws Http3Error {
    Map<Long, Long> values = new java.util.LinkedHashMap<>();
    numbers.forEach((id, value) -> values.put(0x1_0000_0000L + id, Math.abs((long) value)));
    ByteBuffer frame = new Settings(values).frame();
    assertEquals(FrameType.SETTINGS, Varint.get(frame));
    Varint.get(frame);
    assertEquals(values, Settings.read(frame).values());
  }

  @Property
  void whateverComesIsReadOrTheProtocolsError(@ForAll byte[] bytes) {
    try {
      Settings.read(ByteBuffer.wrap(bytes));
    } catch (Http3Error e) {
      assertEquals(Http3Error.Scope.CONNECTION, e.scope());
    }
  }
}
