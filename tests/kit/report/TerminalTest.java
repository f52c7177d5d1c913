package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private static Terminal at(boolean console, Map<String, String> environment) {
    return Terminal.detect(environment, console, StandardCharsets.UTF_8, OptionalInt.empty());
  }

  @Test
  void consoleIsLiveAndColoured() {
    assertEquals(new Terminal(80, true, true, true), at(true, Map.of("TERM", "xterm")));
  }

  @Test
  void pipeIsNeither() {
    assertEquals(new Terminal(80, true, false, false), at(false, Map.of("TERM", "xterm")));
  }

  @Test
  void dumbTerminalAndContinuousIntegrationAreNotLive() {
    assertFalse(at(true, Map.of("TERM", "dumb")).interactive());
    assertFalse(at(true, Map.of("TERM", "dumb")).colour());
    assertFalse(at(true, Map.of("CI", "true")).interactive());
  }

  @Test
  void noColorRemovesColourAndKeepsTheBar() {
    Terminal terminal = at(true, Map.of("NO_COLOR", "1"));
    assertFalse(terminal.colour());
    assertTrue(terminal.interactive());
  }

  @Test
  void emptyNoColorCountsAsUnset() {
    assertTrue(at(true, Map.of("NO_COLOR", "")).colour());
  }

  @Test
  void forceAddsColourToAPipeUnlessNoColor() {
    assertTrue(at(false, Map.of("CLICOLOR_FORCE", "1")).colour());
    assertFalse(at(false, Map.of("CLICOLOR_FORCE", "1")).interactive());
    assertFalse(at(false, Map.of("CLICOLOR_FORCE", "0")).colour());
    assertFalse(at(false, Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1")).colour());
  }

  @Test
  void encodingOtherThanUtf8MeansAscii() {
    assertFalse(
        Terminal.detect(Map.of(), true, StandardCharsets.ISO_8859_1, OptionalInt.empty()).utf8());
  }

  @Test
  void widthIsAskedForUnlessColumnsSaysIt() {
    OptionalInt asked = OptionalInt.of(100);
    assertEquals(100, Terminal.detect(Map.of(), true, StandardCharsets.UTF_8, asked).width());
    assertEquals(
        90, Terminal.detect(Map.of("COLUMNS", "90"), true, StandardCharsets.UTF_8, asked).width());
    assertEquals(
        100,
        Terminal.detect(Map.of("COLUMNS", "wide"), true, StandardCharsets.UTF_8, asked).width());
  }

  @Test
  void widthIsHonouredFrom40ColumnsOnAndTextEndsAt120() {
    assertEquals(40, new Terminal(20, true, true, true).width());
    assertEquals(60, new Terminal(60, true, true, true).width());
    assertEquals(200, new Terminal(200, true, true, true).width());
    assertEquals(120, new Terminal(200, true, true, true).textWidth());
    assertEquals(240, new Terminal(300, true, true, true).width());
  }
}
