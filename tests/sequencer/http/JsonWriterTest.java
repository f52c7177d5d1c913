package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Uint256;

/// What is written is what an ordinary JSON parser reads.
class JsonWriterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonWriter writer = new JsonWriter();

  @Property
  void stringsComeBack(@ForAll @CharRange(from = 0, to = 300) String text) throws IOException {
    assertEquals(text, read(writer.clear().string(text)).textValue());
  }

  @Example
  void stringsWithEverythingThatHasToBeEscapedComeBack() throws IOException {
    StringBuilder all = new StringBuilder("\"\\/\u007f\u0080\u20ac\ud83d\ude00");
    for (char c = 0; c < ' '; c++) {
      all.append(c);
    }
    String text = all.toString().repeat(500);
    assertEquals(text, read(writer.clear().string(text)).textValue());
    assertEquals(text, read(writer.clear().error(text)).get("error").textValue());
  }

  @Property
  void numbersAreUnsigned(@ForAll long number) throws IOException {
    assertEquals(
        Long.toUnsignedString(number), read(writer.clear().number(number)).bigIntegerValue() + "");
  }

  @Property
  void valuesAreWrittenAsTheyPrintThemselves(
      @ForAll long a, @ForAll long b, @ForAll long c, @ForAll int d) throws IOException {
    Uint256 number = new Uint256(a % 2 == 0 ? 0 : a, b % 2 == 0 ? 0 : b, c % 2 == 0 ? 0 : c, d);
    assertEquals(number.toString(), read(writer.clear().decimal(number)).textValue());
    ChannelId id = new ChannelId(a, b, c, d);
    assertEquals(id.toString(), read(writer.clear().hex(id)).textValue());
    Address address = new Address(a, b, d);
    assertEquals(address.toString(), read(writer.clear().hex(address)).textValue());
  }

  private static JsonNode read(JsonWriter written) throws IOException {
    return JSON.readTree(Arrays.copyOf(written.bytes(), written.length()));
  }
}
