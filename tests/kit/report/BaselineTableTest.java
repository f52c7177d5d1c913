package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kit.Approval;
import kit.result.Against;
import kit.result.Result;
import kit.result.ResultBuilder;
import org.junit.jupiter.api.Test;

class BaselineTableTest {
  private static final BaselineTable.Content COMPARED =
      BaselineTable.baseline(
          "2026-11-01T08:00:00Z, container",
          List.of(
              new BaselineTable.Line(
                  "row",
                  "burst, 1 channel, window 1",
                  0.984,
                  0.95,
                  1.02,
                  Double.NaN,
                  "unsure",
                  0.31),
              new BaselineTable.Line(
                  "row",
                  "burst, 128 channels, window 128, signed by 16 keys",
                  0.81,
                  0.78,
                  0.84,
                  Double.NaN,
                  "regression",
                  0.00002),
              new BaselineTable.Line(
                  "row", "live signing", 1.04, 0.99, 1.1, Double.NaN, "unsure", 0.09),
              new BaselineTable.Line(
                  "row", "start", 1.5, 1.4, 1.6, Double.NaN, "improvement", 0.001),
              new BaselineTable.Line(
                  "row",
                  "new row",
                  0.9,
                  0.8,
                  0.98,
                  Double.NaN,
                  BaselineTable.NO_VERDICT,
                  Double.NaN)),
          List.of("kernel was 6.1.0, is 6.1.1"));

  @Test
  void rowsSayRatioIntervalWordAndChance() {
    Approval.check("report/baseline.txt", BaselineTable.render(COMPARED, Terminals.UTF8));
  }

  @Test
  void otherBuildStandsBesideWhatThisOneDiffersFromItselfBy() {
    Against.Row burst = new Against.Row("burst", 0.81, 0.78, 0.84, 1.034, 0.0007, "regression");
    Against.Row p50 = new Against.Row("p50", 0.99, 0.95, 1.02, 1.02, 0.31, "no difference");
    Result result =
        new ResultBuilder()
            .with(
                run ->
                    run.against =
                        new Against(
                            "HEAD~3",
                            "1a2b3c4d5e6f",
                            true,
                            List.of(),
                            List.of(),
                            List.of(burst, p50),
                            List.of("The lab itself is this build's in all trials.")))
            .build();
    BaselineTable.Content content = BaselineTable.against(result);
    Approval.check("report/against.txt", BaselineTable.render(content, Terminals.UTF8));
  }

  @Test
  void colourChangesNoCharacter() {
    String coloured = BaselineTable.render(COMPARED, Terminals.COLOUR);
    assertTrue(coloured.contains("\u001b[31mregression\u001b[0m"), coloured);
    assertEquals(
        BaselineTable.render(COMPARED, Terminals.UTF8), coloured.replaceAll("\u001b\\[\\d*m", ""));
  }

  @Test
  void remarksStandBelowTheRows() {
    assertEquals(
        "\nBASELINE  20261101T080000Z\n  No row can be compared.\n",
        BaselineTable.render(
            BaselineTable.baseline(
                "20261101T080000Z", List.of(), List.of("No row can be compared.")),
            Terminals.UTF8));
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    BaselineTable.Line extreme =
        new BaselineTable.Line(
            "row", "x".repeat(90), 1e300, 1e-300, 1e308, Double.NaN, "improvement", 0.5);
    BaselineTable.Content content =
        BaselineTable.baseline("name ".repeat(30), List.of(extreme), List.of("why ".repeat(40)));
    BaselineTable.render(content, Terminals.ASCII)
        .lines()
        .forEach(line -> assertTrue(line.length() <= 80, line));
  }
}
