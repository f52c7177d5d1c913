package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolNamesTest {
  @Test
  void listsAreReadAndParametersIgnored() {
    assertEquals(List.of("a", "b\"\\c"), ProtocolNames.list("  \"a\" \t,\t\"b\\\"\\\\c\"  "));
    assertEquals(
        List.of("a", "b"),
        ProtocolNames.list(
            "\"a\";x;y=1;*z=-1.5; t=tok/en:*;s=\"s\";b=?1;c=:YQ==:;d=@123;e=%\"%c3%bc\", \"b\""));
    assertEquals(List.of(), ProtocolNames.list(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "\"a",
        "\"a\",",
        "\"a\" \"b\"",
        "\"a\", b",
        "\"a\", 1",
        "\"\\a\"",
        "\"ä\"",
        "\"a\"; ",
        "\"a\";X=1",
        "\"a\";x=",
        "\"a\";x=?2",
        "\"a\";x=1.2345",
        "\"a\";x=1234567890123456",
        "(\"a\")",
        "\"\u007f\"",
        ",",
        "\t\"a\""
      })
  void aFieldThatIsMalformedOrHoldsWhatIsNoStringIsAsGoodAsAbsent(String field) {
    assertEquals(List.of(), ProtocolNames.list(field), field);
    assertEquals(Optional.empty(), ProtocolNames.item(field), field);
  }

  @Test
  void anItemIsOneString() {
    assertEquals(Optional.of("moqt"), ProtocolNames.item(" \"moqt\";a=b "));
    assertEquals(Optional.empty(), ProtocolNames.item("\"a\", \"b\""));
    assertEquals(Optional.empty(), ProtocolNames.item(""));
  }

  @Test
  void whatNoStringMayHoldIsNotWritten() {
    assertThrows(IllegalArgumentException.class, () -> ProtocolNames.field("ä"));
    assertThrows(IllegalArgumentException.class, () -> ProtocolNames.field(List.of("a", "\n")));
  }

  @Property
  void whatWasWrittenIsReadAgain(
      @ForAll @Size(max = 6) List<@CharRange(from = ' ', to = '~') String> names) {
    assertEquals(names, ProtocolNames.list(ProtocolNames.field(names)));
    for (String name : names) {
      assertEquals(Optional.of(name), ProtocolNames.item(ProtocolNames.field(name)));
    }
  }

  @Property
  void whateverComesIsReadOrIgnored(@ForAll @CharRange(from = ' ', to = '~') String field) {
    ProtocolNames.item(field);
    assertEquals(List.of(), ProtocolNames.list(field + ","));
  }
}
