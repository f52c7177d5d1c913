package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kit.Approval;
import kit.result.ExampleResults;
import kit.result.FigureBuilder;
import kit.result.PeerRow;
import kit.result.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndTableTest {
  private static final String SAVED = "datasets/results/sequencer-burst/20261120T215200Z-7f3a.json";

  private static String render(Result result, Terminal terminal, boolean verbose) {
    Map<String, String> next = new LinkedHashMap<>();
    next.put("./jbang notebooks sequencer", "explore this result");
    next.put("./jbang report", "HTML page, charts as SVG, PNG, PDF");
    return EndTable.render(result, terminal, verbose, Map.of("result", SAVED), next);
  }

  @Test
  void standardRunFitsOneScreen() {
    Approval.check(
        "report/end-table.txt", render(ExampleResults.standard().build(), Terminals.UTF8, false));
  }

  @Test
  void inANarrowTerminalEachRowIsAListWithWholeNumbers() {
    String text =
        render(ExampleResults.standard().build(), new Terminal(40, true, false, false), false);
    assertTrue(
        text.contains(
            """
              burst, 1 channel, window 1
                documented 27.81
                measured 1 432
                95 % interval 1 390 – 1 475
                ▲ exceeded
            """),
        text);
  }

  @Test
  void asciiTerminalGetsAsciiOnly() {
    String text = render(ExampleResults.standard().build(), Terminals.ASCII, false);
    Approval.check("report/end-table-ascii.txt", text);
    assertTrue(text.chars().allMatch(c -> c < 128), text);
  }

  @Test
  void colourRepeatsTheVerdictAndChangesNoCharacter() {
    Result result = ExampleResults.everyVerdict().build();
    String coloured = render(result, Terminals.COLOUR, true);
    Approval.check(
        "report/end-table-colour.txt",
        render(ExampleResults.standard().build(), Terminals.COLOUR, false)
            .replace("\u001b", "ESC"));
    assertEquals(render(result, Terminals.UTF8, true), coloured.replaceAll("\u001b\\[\\d*m", ""));
  }

  @Test
  void verboseShowsRatiosTrialsPercentilesAndSources() {
    Approval.check(
        "report/end-table-verbose.txt",
        render(ExampleResults.standard().build(), Terminals.UTF8, true));
  }

  @Test
  void quickRunIsCalledSmokeAndItsRangeNoInterval() {
    String text = render(ExampleResults.quick().build(), Terminals.UTF8, false);
    Approval.check("report/end-table-quick.txt", text);
    assertFalse(text.contains("95 %"), text);
  }

  @Test
  void failedCheckAndCheckWithoutEvidenceStandOut() {
    Approval.check(
        "report/end-table-broken-check.txt",
        render(ExampleResults.brokenCheck().build(), Terminals.UTF8, false));
    Approval.check(
        "report/end-table-broken-check-ascii.txt",
        render(ExampleResults.brokenCheck().build(), Terminals.ASCII, false));
  }

  @Test
  void everyVerdictIsWrittenWithItsReason() {
    Approval.check(
        "report/end-table-verdicts.txt",
        render(ExampleResults.everyVerdict().build(), Terminals.UTF8, false));
  }

  @Test
  void fewTrialsHaveExtremesAndNoInterval() {
    Result result =
        ExampleResults.standard()
            .with(
                run ->
                    run.figures.add(
                        FigureBuilder.row("few", "only four trials", "128 channels")
                            .measured(5, 4, 6, 4, 5, 5, 6)
                            .build()))
            .build();
    String text = render(result, Terminals.UTF8, false);
    assertTrue(text.contains("only four trials"), text);
    assertTrue(text.contains("    min – max, 4 trials\n"), text);
  }

  @Test
  void whereTwoRowsShareALabelThePeersSayWhichOneIsMeant() {
    Result result =
        ExampleResults.standard()
            .with(
                run -> {
                  for (String shows : List.of("Delivered", "Handed over")) {
                    run.figures.add(
                        FigureBuilder.row(shows, "upload", "1 channel")
                            .block(shows + ", MB/s, more is better", "up", "MB/s", "more")
                            .measured(5, 4, 6, 4, 5, 5, 6)
                            .build());
                    run.peers.add(new PeerRow("other", "", "up", shows, 2, 1.9, 2.1, ""));
                  }
                })
            .build();
    String text = render(result, Terminals.UTF8, false);
    assertTrue(text.contains("other, upload (Delivered)\n"), text);
    assertTrue(text.contains("other, upload (Handed over)\n"), text);
  }

  @Test
  void rowsOfOneGroupWithDifferentTagsNeverShareABlock() {
    Result result =
        ExampleResults.standard()
            .with(
                run ->
                    run.figures.add(
                        1,
                        FigureBuilder.row("fast", "burst without fsync", "1 channel")
                            .measured(9, 8, 10, 8, 9, 10, 9, 9, 9)
                            .tagged("no fsync")
                            .build()))
            .build();
    List<String> lines = render(result, Terminals.UTF8, false).lines().toList();
    String group = "Throughput, payments/s, more is better";
    assertEquals(2, lines.stream().filter(group::equals).count());
    assertEquals(1, lines.stream().filter((group + " [no fsync]")::equals).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR"})
  void localeOfTheMachineChangesNoByte(String tag) {
    Locale before = Locale.getDefault();
    String expected = render(ExampleResults.everyVerdict().build(), Terminals.UTF8, true);
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(expected, render(ExampleResults.everyVerdict().build(), Terminals.UTF8, true));
    } finally {
      Locale.setDefault(before);
    }
  }
}
