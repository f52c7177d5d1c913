package kit.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import kit.result.AnyResult;
import kit.result.Result;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What holds for every result, however odd.
class RenderingTest {
  private static final Map<String, String> NEXT = Map.of("./jbang report", "remark ".repeat(20));

  @Provide
  Arbitrary<Result> results() {
    return AnyResult.arbitrary();
  }

  private static String table(Result result, Terminal terminal, boolean verbose) {
    return EndTable.render(
        result, terminal, verbose, Map.of("result", "datasets/results/x.json"), NEXT);
  }

  @Test
  void hundredsOfFiguresFitTheTerminalToo() {
    everyTableFitsItsTerminal(AnyResult.large(1));
  }

  @Property(tries = 200)
  void everyTableFitsItsTerminal(@ForAll("results") Result result) {
    for (int width : new int[] {40, 60, 80, 97, 120}) {
      Terminal terminal = new Terminal(width, true, false, false);
      table(result, terminal, true)
          .lines()
          .forEach(line -> assertTrue(Columns.width(line) <= width, () -> "|" + line + "|"));
    }
  }

  @Property(tries = 100)
  void withoutColourNoEscapeReachesTheTerminal(@ForAll("results") Result result) {
    assertFalse(table(result, Terminals.UTF8, true).contains("\u001b"));
    assertFalse(table(result, Terminals.LIVE_WITHOUT_COLOUR, false).contains("\u001b"));
  }

  @Property(tries = 100)
  void asciiTerminalGetsNothingElse(@ForAll("results") Result result) {
    String text = table(result, Terminals.ASCII, true);
    assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), text);
  }

  @Property(tries = 100)
  void colourChangesNoCharacter(@ForAll("results") Result result) {
    String coloured = table(result, Terminals.COLOUR, true);
    String bare = coloured.replaceAll("\u001b\\[(0|1|2|3[1-6])m", "");
    assertLinesMatch(table(result, Terminals.UTF8, true).lines().map(Pattern::quote), bare.lines());
  }
}
