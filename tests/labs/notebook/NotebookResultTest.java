package labs.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import kit.chart.Chart;
import kit.chart.Charts;
import kit.lab.Project;
import kit.lab.StoredResult;
import kit.result.AnyResult;
import kit.result.ExampleResults;
import kit.result.FigureBuilder;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import kit.result.TrialBuilder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import tech.tablesaw.api.Table;

/// What a notebook shows of a result, without a notebook.
class NotebookResultTest {
  private static final List<Function<NotebookResult, String>> VIEWS =
      List.of(
          NotebookResult::intro,
          NotebookResult::verdicts,
          NotebookResult::figuresChart,
          NotebookResult::saturationChart,
          NotebookResult::loadChart,
          NotebookResult::spectrumChart,
          NotebookResult::limitsChart,
          NotebookResult::limits,
          NotebookResult::trialsChart,
          NotebookResult::checks,
          NotebookResult::peers,
          NotebookResult::environment);

  private static NotebookResult of(Result result) {
    StoredResult stored =
        new StoredResult(Path.of("own.json"), result, "a test's own", false, List.of());
    return new NotebookResult(stored, stored.whose());
  }

  @Provide
  Arbitrary<Result> results() {
    return AnyResult.arbitrary();
  }

  @Property(tries = 20)
  void anyResultCanBeShown(@ForAll("results") Result result) {
    for (Function<NotebookResult, String> view : VIEWS) {
      String words = view.apply(of(result)).replaceAll("src='[^']*'", "");
      assertFalse(words.contains("NaN") || words.contains("null"), words);
    }
  }

  @Test
  void whyTheSlowestHundredthIsSlowStandsBelowItsChart() {
    ResultBuilder run = ExampleResults.swept();
    run.trials.add(
        TrialBuilder.trial("watched", 9)
            .ran(99, 1)
            .saw("tail.all_ms", 100, "ms")
            .saw("tail.core_ms", 75, "ms")
            .build());
    String cell = of(run.build()).spectrumChart().replace("&nbsp;", " ");
    assertTrue(cell.contains("watched, over p99: 75 % waiting for a core, 25 % work"), cell);
  }

  @Test
  void sweptResultShowsItsChartsAndSaysWhatOneSees() {
    NotebookResult swept = of(ExampleResults.swept().build());
    assertTrue(swept.saturationChart().contains("data-chart='saturation'"));
    assertTrue(swept.loadChart().contains("data-chart='load'"));
    assertEquals(
        List.of(
            "From 1 client to 32 throughput goes from 659 to 1 456 per second, 2.21 times as many.",
            "More clients bring next to nothing: with 512 it is 1 511 per second, while p99 goes"
                + " from 52.9 ms to 815 ms."),
        Reading.saturation(Charts.saturation(swept.result())));
    assertEquals(
        List.of(
            "At 150 per second half of the answers come within 535 us and 99 % within 1.81 ms.",
            "Up to 750 per second p99 stays below twice that; at 1 125 it is 6.08 ms."),
        Reading.load(Charts.load(swept.result())));
  }

  @Test
  void aTableHoldsTheNumbersOfAChartStepByStep() {
    Chart chart = Charts.saturation(ExampleResults.swept().build());
    Table sweep = ResultTables.of(chart);
    assertEquals(chart.csv().lines().count() - 1, sweep.rowCount());
    assertEquals(
        List.of(chart.csv().lines().findFirst().orElseThrow().split(",")), sweep.columnNames());
    assertEquals(1, sweep.doubleColumn("lanes").getDouble(0));
    Table first = ResultTables.by(sweep, "variant").getFirst();
    assertEquals(sweep.stringColumn("variant").get(0), first.name());
    Table none = ResultTables.of(Charts.saturation(ExampleResults.quick().build()));
    assertEquals(List.of(), ResultTables.by(none, "variant"));
    assertEquals(
        "This run swept no concurrency: no rows.", Html.of(none).replaceAll("<[^>]*>", ""));
  }

  @Test
  void aChartOfOnesOwnIsAPictureWithItsWords() {
    XYChart plot = new XYChartBuilder().width(300).height(200).title("cuts < 'saws'").build();
    plot.addSeries("iron", new double[] {1, 2}, new double[] {3, 4});
    String html = Html.picture(plot);
    assertTrue(html.contains("alt='cuts &lt; &#39;saws&#39;: iron'"), html);
    assertTrue(html.contains("width='300'"), html);
  }

  @Test
  void chartThatTheResultCannotCarryIsASentence() {
    String html = of(ExampleResults.quick().build()).saturationChart();
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("This run swept no concurrency."), html);
  }

  @Test
  void everyPeerStandsWithItsRatioAndWhatIsNotAlike() {
    String html = of(ExampleResults.standard().build()).peers();
    for (PeerRow peer : ExampleResults.standard().build().peers()) {
      String row = html.substring(html.indexOf(peer.name() + " " + peer.version()));
      row = row.substring(0, row.indexOf("</tr>"));
      assertTrue(row.contains("<b>" + Numbers.ratio(peer.ratio()) + "</b>"), row);
      assertTrue(row.contains(Numbers.ratio(peer.low())), row);
      assertTrue(row.contains(Html.escape(peer.note())), row);
    }
    Result alone = ExampleResults.standard().with(run -> run.peers.clear()).build();
    assertTrue(of(alone).peers().contains("This run compared nothing else."));
  }

  @Test
  void whatFewTrialsHaveIsNotCalledAnInterval() {
    Result few =
        new ResultBuilder()
            .with(
                run -> {
                  run.figures.add(
                      FigureBuilder.row("a", "a", "v").measured(2, 1, 3, 1, 2, 3).build());
                  run.figures.add(FigureBuilder.row("b", "b", "w").build());
                })
            .build();
    String html = of(few).verdicts();
    assertTrue(html.contains("min – max of 3"), html);
    assertFalse(html.contains("95 %"), html);
  }

  @Test
  void textOfAResultIsNoMarkup() {
    Result result =
        ExampleResults.quick()
            .with(
                run ->
                    run.figures.set(
                        0,
                        FigureBuilder.row("r", "<b>'x'</b>", "v")
                            .documented(1, "1 & 2")
                            .measured(2, 2, 2)
                            .build()))
            .build();
    for (Function<NotebookResult, String> view : VIEWS) {
      String html = view.apply(of(result));
      assertFalse(html.contains("<b>'x'"), html);
      assertFalse(html.contains("1 & 2"), html);
    }
  }

  @Test
  void latestIsTheOwnRunIfThereIsOneAndElseTheReferenceRun(@TempDir Path root) throws IOException {
    Project project = new Project(root);
    assertThrows(
        IOException.class, () -> NotebookResult.open(project, "sequencer-burst", "latest"));
    Result result = ExampleResults.standard().build();
    new ResultStore(project.reference()).save(result);
    NotebookResult reference = NotebookResult.open(project, result.lab(), "latest");
    assertTrue(reference.origin().contains("the reference run"), reference.origin());
    assertTrue(reference.origin().contains("jbang labs/"), reference.origin());
    Path own = new ResultStore(project.results()).save(result);
    assertTrue(
        NotebookResult.open(project, result.lab(), "latest").origin().contains("your newest run"));
    assertTrue(
        NotebookResult.open(project, result.lab(), "reference")
            .origin()
            .contains("the reference run"));
    assertEquals(
        result.started(), NotebookResult.open(project, "any", own.toString()).result().started());
  }

  @Test
  void latestPrefersARunWithVerdictsToANewerQuickOne(@TempDir Path root) throws IOException {
    Project project = new Project(root);
    Result standard = ExampleResults.standard().build();
    Result quick =
        ExampleResults.quick()
            .with(
                run -> {
                  run.lab = standard.lab();
                  run.started = standard.started().plusSeconds(86_400);
                  run.finished = run.started.plusSeconds(30);
                })
            .build();
    ResultStore own = new ResultStore(project.results());
    own.save(quick);
    NotebookResult alone = NotebookResult.open(project, standard.lab(), "latest");
    assertTrue(alone.origin().contains("your newest run, a quick one"), alone.origin());
    new ResultStore(project.reference()).save(standard);
    NotebookResult reference = NotebookResult.open(project, standard.lab(), "latest");
    assertEquals(standard, reference.result());
    assertTrue(reference.origin().contains("You have quick runs only"), reference.origin());
    Result elsewhere =
        ExampleResults.standard().with(run -> run.machine = Map.of("cpu", "another")).build();
    own.save(elsewhere);
    NotebookResult shown = NotebookResult.open(project, standard.lab(), "latest");
    assertEquals(elsewhere, shown.result());
    assertTrue(shown.origin().contains("Do not compare it"), shown.origin());
    assertTrue(shown.origin().contains("another machine, cpu"), shown.origin());
  }

  @Test
  void anOwnFileThatCannotBeReadIsPassedOverWithASentence(@TempDir Path root) throws IOException {
    Project project = new Project(root);
    Result result = ExampleResults.standard().build();
    new ResultStore(project.results()).save(result);
    Path old = project.results().resolve(result.lab()).resolve("20991231T000000Z-ffff.json");
    Files.writeString(old, "{\"schema\": 0}");
    NotebookResult shown = NotebookResult.open(project, result.lab(), "latest");
    assertEquals(result, shown.result());
    assertTrue(shown.intro().contains("Passed over: " + old), shown.intro());
  }

  @Test
  void twoResultsOfALabStandSideBySide(@TempDir Path root) throws IOException {
    Project project = new Project(root);
    // Rows that show several measures of one thing share a label.
    FigureRow twin =
        FigureBuilder.row("twin", "burst, 1 channel, window 1", "1 channel")
            .measured(41, 40, 42, 40, 40, 41, 41, 41, 41, 42, 42)
            .build();
    Result standard = ExampleResults.standard().with(run -> run.figures.add(twin)).build();
    new ResultStore(project.reference()).save(standard);
    NotebookResult then = NotebookResult.open(project, standard.lab(), "latest");
    assertTrue(then.beside(then, project).contains("Both are one run"));
    Result later =
        ExampleResults.standard()
            .with(
                run -> {
                  run.figures.add(twin);
                  run.started = run.started.plusSeconds(86_400);
                  run.finished = run.finished.plusSeconds(86_400);
                })
            .build();
    new ResultStore(project.results()).save(later);
    NotebookResult now = NotebookResult.open(project, standard.lab(), "latest");
    String html = now.beside(then, project);
    assertTrue(html.contains("Then: the reference run of " + standard.lab()), html);
    assertTrue(html.contains("Now: your newest run with verdicts"), html);
    assertTrue(html.contains("<b>1.00x</b>"), html);
    for (FigureRow row : List.of(standard.figures().getFirst(), twin)) {
      String both =
          Html.cell(
              "right", Numbers.withUnit(Numbers.inUnit(row.measured(), row.unit()), row.unit()));
      assertTrue(html.contains(both + both), html);
    }
    assertFalse(html.contains("no difference"), html);
    assertTrue(html.contains("No verdict where it is not known how runs"), html);
    String smoke = of(ExampleResults.quick().build()).beside(now, project);
    assertTrue(smoke.contains("These two cannot be compared: "), smoke);
  }

  @Test
  void everyReferenceRunCanBeShown() throws IOException {
    Path home = Project.here().reference();
    try (Stream<Path> labs = Files.list(home)) {
      for (Path lab : labs.filter(Files::isDirectory).toList()) {
        NotebookResult shown = NotebookResult.open(lab.getFileName().toString(), "reference");
        for (Function<NotebookResult, String> view : VIEWS) {
          String words = view.apply(shown).replaceAll("src='[^']*'", "");
          assertFalse(words.contains("null") || words.contains("NaN"), words);
        }
      }
    }
  }
}
