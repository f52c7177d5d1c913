package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  @Test
  void linesBreakAtSpacesButNotInsideNumbers() {
    assertEquals(
        List.of("about", "1 250 000", "rows of 5 %"),
        Columns.wrap("about 1 250 000 rows of 5 %", 12));
    assertEquals(List.of("half of", "those", "are 5 %"), Columns.wrap("half of those are 5 %", 7));
    assertEquals(List.of("2 *", "9 000 000"), Columns.wrap("2 * 9 000 000", 11));
  }
}
