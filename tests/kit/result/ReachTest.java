package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import kit.chart.Chart;
import kit.chart.Charts;
import kit.report.EndTable;
import kit.report.Terminal;
import org.junit.jupiter.api.Test;

class ReachTest {
  /// Alone, a fdatasync cost 570 us before the first trial and 130 us from then on.
  private static final Limit MODEL =
      Limit.derived("one", "an fdatasync each", "/s", "1 / 130 us", List.of("force"), 7_692, 1_754);

  private static final String ROW = "burst, 1 channel, window 1";

  private static String title(Result result) {
    return Charts.limits(result).title();
  }

  private static Result held(Limit limit, double share, double... values) {
    return held(List.of(limit), share, values);
  }

  /// A run with one row, held against the first of these limits.
  private static Result held(List<Limit> limits, double share, double... values) {
    Limit limit = limits.getFirst();
    List<FigureRow> rows =
        ExampleResults.standard().build().figures().stream()
            .filter(row -> row.id().equals("burst.one"))
            .map(
                row ->
                    new FigureRow(
                        row.id(),
                        row.label(),
                        row.group(),
                        row.metric(),
                        row.variant(),
                        row.unit(),
                        row.better(),
                        row.tags(),
                        row.documented(),
                        limit.value() * share,
                        limit.value() * share * 0.9,
                        limit.value() * share * 1.1,
                        DoubleStream.of(values).boxed().toList(),
                        null,
                        null,
                        null,
                        Verdict.EXCEEDED,
                        "",
                        limit.id(),
                        share))
            .toList();
    ResultBuilder run = new ResultBuilder();
    run.limits.addAll(limits);
    run.figures.addAll(rows);
    return run.build();
  }

  private static Reach reach(Result result) {
    return Reach.of(result, result.figures().getFirst()).orElseThrow();
  }

  private static String said(Result result) {
    Terminal terminal = new Terminal(200, true, false, false);
    return Charts.limits(result).title()
        + "\n"
        + Charts.limits(result).altText()
        + "\n"
        + EndTable.render(result, terminal, false, Map.of(), Map.of());
  }

  @Test
  void theDisturbedCalibrationMakesNoHeadlineOf206Percent() {
    double reached = 2.06 * 1_754;
    Result result = held(MODEL, reached / MODEL.value(), reached, reached * 1.1);
    Reach reach = reach(result);
    assertTrue(reach.holds());
    assertEquals(0.47, reach.share(), 0.001, "of what the quiet repeats showed");
    assertEquals(0.9 * reached / 7_692, reach.low(), 1e-9);
    assertEquals(1.1 * reached / 1_754, reach.high(), 1e-9);
    assertFalse(said(result).contains("206 %"), said(result));
    assertTrue(
        said(result).contains("47 % [42 % – 227 %] of its parts measured alone"), said(result));
    assertTrue(said(result).contains("repeats differ by a factor of 4.39"), said(result));
    assertEquals("The limit of " + ROW + " differs from repeat to repeat", title(result));
  }

  /// Its own ends lie close together, since the disk is little of it: a part's repeats do not.
  @Test
  void noHeadlineQuotesAShareOfAModelWhosePartDiffersFromRepeatToRepeat() {
    Limit disk = new Limit("force", "an fdatasync", 100, "us", 100, 210, "timed");
    Limit model = Limit.derived("one", "all", "/s", "so", List.of("force"), 4_000, 3_900);
    Result steady = held(model, 0.5, 2_000);
    assertEquals(
        "Burst, 1 channel, window 1 reaches 50 % of its parts measured alone", title(steady));
    Result result = held(List.of(model, disk), 0.5, 2_000);
    assertEquals("The limit of " + ROW + " differs from repeat to repeat", title(result));
    String why = "\"an fdatasync\" differ by a factor of 2.10";
    assertTrue(said(result).contains(why), said(result));
    assertTrue(Charts.limits(result).svg().contains("differ by a factor of 2.10"));
  }

  @Test
  void aBarThatWouldSqueezeTheOtherRowsIsCutAndSaysWhereItEnds() {
    Result result = held(MODEL, 0.6, 4_000, 5_000);
    Chart chart = Charts.limits(result);
    assertEquals(0.66 * 7_692 / 1_754, reach(result).high(), 1e-9);
    assertTrue(chart.svg().contains("the bar is cut; its interval ends at 289 %"), chart.svg());
    assertFalse(chart.svg().contains(">300 %<"), "the axis goes on behind the cut");
  }

  @Test
  void aLimitThatATrialExceededIsNoneAndHasNoShare() {
    Result result = held(MODEL, 0.99, 7_600, 7_693, 7_500, 7_800);
    Reach reach = reach(result);
    assertFalse(reach.holds());
    assertEquals("does not hold: exceeded in trials 2, 4 of 4", reach.broken());
    assertFalse(said(result).contains("99 %"), said(result));
    assertFalse(said(result).contains("allows"), said(result));
    assertTrue(said(result).contains("exceeded in trials 2, 4 of 4"), said(result));
  }

  @Test
  void aLimitOfAnOlderResultIsNotCalledTheBestThatTheMachineShowed() {
    Limit once = new Limit("one", "an fdatasync each", 2_000, "/s", 1_500, 2_100, "before");
    Result result = held(once, 0.5, 1_000, 1_010);
    assertTrue(said(result).contains("50 % of a limit measured once before the trials"));
    assertEquals(
        List.of(false, true),
        Stream.of(2_101.0, 2_099.0).map(value -> reach(held(once, 0.5, value)).holds()).toList());
  }
}
