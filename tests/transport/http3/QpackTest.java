package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.Pieces.hex;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QpackTest {
  private static final int BYTES_MAX = 4_096;

  /// RFC 7541, C.4 and C.6.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "www.example.com | f1e3c2e5f23a6ba0ab90f4ff",
        "no-cache | a8eb10649cbf",
        "custom-key | 25a849e95ba97d7f",
        "custom-value | 25a849e95bb8e8b4bf",
        "302 | 6402",
        "307 | 640eff",
        "private | aec3771a4b",
        "gzip | 9bd9ab",
        "Mon, 21 Oct 2013 20:13:21 GMT | d07abe941054d444a8200595040b8166e082a62d1bff",
        "https://www.example.com | 9d29ad171863c78f0b97c8e9ae82ae43d3",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1"
            + " | 94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5"
            + "b1063d5007",
      })
  void huffmansCodeIsTheStandards(String text, String coded) throws Http3Error {
    byte[] plain = text.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer to = ByteBuffer.allocate(200);
    Huffman.encode(plain, to);
    assertEquals(coded, hex(to.flip()));
    assertEquals(to.remaining(), Huffman.bytes(plain));
    assertEquals(text, Huffman.decode(hex(coded)));
  }

  @ParameterizedTest
  @CsvSource({
    "f1e3c2e5f23a6ba0ab90f4ffff, padding of more than 7 bits",
    "f1e3c2e5f23a6ba0ab90f4fe, padding that is not all ones",
    "ff, padding that stands for nothing",
    "fffffffc, the end's code with what follows",
    "ffffffff, the end's code",
    "f1e3c2e5f23a6ba0ab90f4ffff, a symbol cut short"
  })
  void huffmansCodeMustEndAsTheStandardSays(String coded, String what) {
    assertFailed(() -> Huffman.decode(hex(coded)), what);
  }

  /// RFC 9204, B.1: the example that needs no dynamic table.
  @Test
  void theStandardsExampleIsRead() throws Http3Error {
    assertEquals(
        List.of(new Field(":path", "/index.html")),
        Qpack.decode(hex("0000 510b 2f69 6e64 6578 2e68 746d 6c"), BYTES_MAX));
  }

  /// RFC 9204, B.2, B.4 and B.5's field sections, and others that need a dynamic table.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0381 10 11",
        "050080c181",
        "0000 80",
        "0000 bf00",
        "0000 10",
        "0000 00 00",
        "0000 40 00"
      })
  void whatNeedsTheDynamicTableFails(String section) {
    assertFailed(() -> Qpack.decode(hex(section), BYTES_MAX), section);
  }

  @ParameterizedTest
  @CsvSource({
    "'', no prefix",
    "00, half a prefix",
    "0000 ff, an index cut short",
    "0000 ff24, index 99",
    "0000 ffffffffff0f, an index beyond all bounds",
    "0000 510b 2f, a value cut short",
    "0000 5f54 00, name 99",
    "0000 27 ffffff7f 61, a name beyond all bounds",
    "0000 23 6162, a name cut short",
    "0000 22 6162, no value",
  })
  void whatIsMalformedFails(String section, String what) {
    assertFailed(() -> Qpack.decode(hex(section), BYTES_MAX), what);
  }

  @Test
  void aSectionThatIsTooLargeEndsItsStreamAlone() {
    ByteBuffer section = Qpack.encode(List.of(new Field("a", "b".repeat(100))));
    Http3Error error = assertThrows(Http3Error.class, () -> Qpack.decode(section, 132));
    assertEquals(ErrorCode.H3_EXCESSIVE_LOAD, error.code());
    assertEquals(Http3Error.Scope.STREAM, error.scope());
  }

  /// RFC 9204, Appendix A: the ends and some between.
  @ParameterizedTest
  @CsvSource({
    "0, :authority, ''",
    "1, :path, /",
    "15, :method, CONNECT",
    "17, :method, GET",
    "23, :scheme, https",
    "25, :status, 200",
    "27, :status, 404",
    "70, :status, 425",
    "90, origin, ''",
    "98, x-frame-options, sameorigin"
  })
  void theStaticTableIsTheStandards(int index, String name, String value) throws Http3Error {
    assertEquals(new Field(name, value), StaticTable.field(index));
    ByteBuffer section = Pieces.join(hex("0000"), Qpack.encode(List.of(new Field(name, value))));
    assertEquals(
        List.of(new Field(name, value)), Qpack.decode(section.position(2).slice(), BYTES_MAX));
  }

  @Test
  void itHas99FieldsAndEachIsWrittenByItsNumber() throws Http3Error {
    assertFailed(() -> StaticTable.field(99), "99");
    for (int index = 0; index < 99; index++) {
      Field field = StaticTable.field(index);
      assertEquals(index, StaticTable.indexOf(field));
      assertTrue(Qpack.encode(List.of(field)).remaining() <= 4);
    }
  }

  @Property
  void whatWasWrittenIsReadAgain(
      @ForAll @Size(max = 8) List<@CharRange(from = 0, to = 255) String> texts) throws Http3Error {
    List<Field> fields = new ArrayList<>();
    for (String text : texts) {
      fields.add(new Field("x-" + text, text));
      fields.add(new Field(":status", text));
    }
    assertEquals(fields, Qpack.decode(Qpack.encode(fields), 1 << 20));
  }

  @Property
  void whateverComesIsReadOrTheProtocolsError(@ForAll byte[] bytes, @ForAll long seed) {
    ByteBuffer good =
        Qpack.encode(
            List.of(
                new Field(":method", "CONNECT"),
                new Field(":path", "/chat?room=1"),
                new Field("wt-available-protocols", "\"a\", \"b\"")));
    for (ByteBuffer section :
        List.of(Pieces.mutate(good, seed), Pieces.join(hex("0000"), ByteBuffer.wrap(bytes)))) {
      try {
        Message.request(Qpack.decode(section, BYTES_MAX));
      } catch (Http3Error e) {
        assertTrue(e.code() > 0);
      }
    }
  }

  @Test
  void instructionsThatNeedNoTableAreTaken() throws Http3Error {
    new QpackInstructions(true).read(hex("20 20"));
    QpackInstructions decoder = new QpackInstructions(false);
    for (String each : List.of("40", "7f", "ff", "ff", "01", "44")) decoder.read(hex(each));
  }

  /// Among them RFC 9204, B.2's capacity of 220 and its acknowledgement.
  @ParameterizedTest
  @CsvSource({
    "true, 3fbd01, 201",
    "true, c00f, 201",
    "true, 4a, 201",
    "true, 02, 201",
    "false, 84, 202",
    "false, 01, 202",
    "false, 00, 202"
  })
  void instructionsThatNeedATableAreErrors(boolean encoder, String bytes, String code) {
    Http3Error error =
        assertThrows(Http3Error.class, () -> new QpackInstructions(encoder).read(hex(bytes)));
    assertEquals(code, Long.toHexString(error.code()));
  }

  private static void assertFailed(org.junit.jupiter.api.function.Executable what, String why) {
    Http3Error error = assertThrows(Http3Error.class, what, why);
    assertEquals(ErrorCode.QPACK_DECOMPRESSION_FAILED, error.code(), why);
    assertEquals(Http3Error.Scope.CONNECTION, error.scope(), why);
  }
}
