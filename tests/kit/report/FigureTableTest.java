package kit.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.result.FigureBuilder;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.ResultBuilder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers in the table of figures, which must stand in one piece wherever they stand.
class FigureTableTest {
  private static final String LABEL =
      "events, sixteen connections, in batches of 16 000, durable, over the network";

  private static Result result(double documented, double low, double measured, double high) {
    ResultBuilder run = new ResultBuilder();
    run.figures.add(
        FigureBuilder.row("row", LABEL, "variant")
            .documented(">", documented, documented, Numbers.count((long) documented) + "+")
            .measured(measured, low, high, measured)
            .verdict("inconclusive", "steal above 5 %")
            .build());
    return run.build();
  }

  private static List<String> lines(Result result, Terminal terminal) {
    return EndTable.render(result, terminal, false, Map.of(), Map.of()).lines().toList();
  }

  private static void assertWhole(Result result, Terminal terminal) {
    FigureRow row = result.figures().getFirst();
    List<String> numbers = new ArrayList<>();
    numbers.add(row.documented().text());
    numbers.add(Numbers.inUnit(row.measured(), row.unit()));
    numbers.add(Numbers.inUnit(row.low(), row.unit()));
    numbers.add(Numbers.inUnit(row.high(), row.unit()));
    List<String> lines = lines(result, terminal);
    for (String number : numbers) {
      assertTrue(
          lines.stream().anyMatch(line -> whole(number, line)),
          () -> number + " is broken in\n" + String.join("\n", lines));
    }
  }

  /// With spaces around it, or the end of the line.
  private static boolean whole(String number, String line) {
    String bare = line.replaceAll("\u001b\\[\\d*m", "");
    return (" " + bare + " ").contains(" " + number + " ");
  }

  @Test
  void longNumbersKeepTheirGroupsTogetherBesideALongLabel() {
    assertWhole(result(1_000_000, 14_310_000, 14_320_000, 14_330_000), Terminals.UTF8);
    assertWhole(result(100_000_000, 143_100_000, 143_200_000, 143_300_000), Terminals.ASCII);
    assertWhole(result(100_000_000, 143_100_000, 143_200_000, 143_300_000), Terminals.COLOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-infinite", "-1.80e308", "4.94e-324", "143 200 000", "-143 200 000"})
  void whatWasMeasuredIsNeverBroken(String written) {
    double value =
        switch (written) {
          case "-infinite" -> Double.NEGATIVE_INFINITY;
          case "-1.80e308" -> -Double.MAX_VALUE;
          case "4.94e-324" -> Double.MIN_VALUE;
          default -> Double.parseDouble(written.replace(" ", ""));
        };
    List<String> lines = lines(result(100_000_000, 1e8, value, 1e8), Terminals.UTF8);
    assertTrue(lines.stream().anyMatch(line -> whole(written, line)), String.join("\n", lines));
  }

  @Property(tries = 300)
  void noNumberIsBrokenAtAnyWidth(
      @ForAll @IntRange(min = 80, max = 120) int width,
      @ForAll @DoubleRange(min = 0, max = 9) double magnitude,
      @ForAll boolean utf8) {
    double value = Math.pow(10, magnitude);
    assertWhole(
        result(Math.ceil(value), 0.99 * value, value, 1.01 * value),
        new Terminal(width, utf8, false, false));
  }
}
