package tools.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaperTest {
  private static final Paper UTF8 = new Paper(80, true, false);

  private static Paper detected(Map<String, String> environment, boolean terminal) {
    return Paper.detect(environment, terminal, "UTF-8");
  }

  @Test
  void colourNeedsATerminalAndNobodyAgainstIt() {
    assertEquals(true, detected(Map.of(), true).colour());
    assertEquals(false, detected(Map.of(), false).colour());
    assertEquals(false, detected(Map.of("TERM", "dumb"), true).colour());
    assertEquals(false, detected(Map.of("CI", "true"), true).colour());
    assertEquals(false, detected(Map.of("NO_COLOR", "1"), true).colour());
    assertEquals(true, detected(Map.of("NO_COLOR", ""), true).colour());
    assertEquals(true, detected(Map.of("CLICOLOR_FORCE", "1"), false).colour());
    assertEquals(false, detected(Map.of("CLICOLOR_FORCE", "0"), false).colour());
    assertEquals(false, detected(Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"), true).colour());
  }

  @ParameterizedTest
  @CsvSource({"'', 80", "40, 80", "100, 100", "200, 120", "wide, 80"})
  void theWidthStaysBetween80And120(String columns, int width) {
    assertEquals(width, detected(Map.of("COLUMNS", columns), true).width());
  }

  @Test
  void marksLeaveAsciiOnlyWhereTheEncodingTakesThem() {
    assertEquals(true, Paper.detect(Map.of(), true, "UTF-8").utf8());
    assertEquals(false, Paper.detect(Map.of(), true, "ANSI_X3.4-1968").utf8());
    assertEquals(false, Paper.detect(Map.of(), true, null).utf8());
  }

  @Test
  void linesBreakAtSpacesButNotInsideNumbers() {
    assertEquals(
        List.of("about", "1 250 000", "rows of 5 %"),
        UTF8.wrapped("about 1 250 000 rows of 5 %", 12));
    assertEquals(List.of("2 *", "9 000 000"), UTF8.wrapped("2 * 9 000 000", 11));
  }

  @ParameterizedTest
  @CsvSource({
    "51.4961, 51.5",
    "1432.25, 1 432",
    "1000000, 1 000 000",
    "0.031, 0.031",
    "99.96, 100",
    "7, 7",
    "0.5, 0.5",
    "2, 2",
    "0.0000123456, 0.0000123",
    "12345.6, 12 346",
    "0, 0",
    "-1432.4, -1 432"
  })
  void numbersHaveThreeDigitsOrAllWholeOnes(double number, String shown) {
    assertEquals(shown, Paper.number(number));
  }
}
