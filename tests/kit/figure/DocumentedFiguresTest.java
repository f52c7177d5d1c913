package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedFiguresTest {
  private static final Map<String, String> GOOD =
      new LinkedHashMap<>(
          Map.ofEntries(
              Map.entry("id", "page.load.latency"),
              Map.entry("line", "7"),
              Map.entry("section", "Results"),
              Map.entry("metric", "latency"),
              Map.entry("kind", "achieved"),
              Map.entry("comparator", "range"),
              Map.entry("low", "35"),
              Map.entry("high", "45"),
              Map.entry("unit", "ms"),
              Map.entry("better", "less"),
              Map.entry("conditions", "1,000 users"),
              Map.entry("system", "ledger"),
              Map.entry("lab", "one-lab another-lab"),
              Map.entry("standing", "measured"),
              Map.entry("reason", ""),
              Map.entry("provenance", "a \"quoted\" word"),
              Map.entry("note", ""),
              Map.entry("quote", "35-45ms")));

  @TempDir private Path folder;

  private DocumentedFigures load(List<Map<String, String>> rows) throws IOException {
    String body =
        rows.stream()
            .map(
                row ->
                    CSVFormat.RFC4180.format(FigureFile.COLUMNS.stream().map(row::get).toArray()))
            .collect(Collectors.joining("\n"));
    Files.writeString(
        folder.resolve("page.csv"), String.join(",", FigureFile.COLUMNS) + "\n" + body + "\n");
    return DocumentedFigures.load(folder);
  }

  private static Map<String, String> with(String column, String cell) {
    Map<String, String> row = new LinkedHashMap<>(GOOD);
    row.put(column, cell);
    return row;
  }

  @Test
  void everyColumnOfARowArrives() throws IOException {
    Figure figure = load(List.of(GOOD)).figure("page.load.latency");
    assertEquals(new Place("page", 7, "Results", "35-45ms"), figure.place());
    assertEquals("35 – 45 ms", figure.stated().toString());
    assertEquals(Kind.ACHIEVED, figure.kind());
    assertEquals(Better.LESS, figure.better());
    assertEquals(Standing.MEASURED, figure.standing());
    assertEquals(List.of("one-lab", "another-lab"), figure.labs());
    assertEquals("a \"quoted\" word", figure.provenance());
    assertEquals("1,000 users", figure.conditions());
    assertEquals("ledger", figure.system());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "line       | 0      | \"0\" is no whole number from 1 up",
        "line       | 1.5    | \"1.5\" is no whole number from 1 up",
        "kind       | guess  | \"guess\" is none of target, achieved, comparison, projection,"
            + " parameter, illustration, cost, environment",
        "better     | big    | \"big\" is none of more, less, none",
        "standing   | maybe  | \"maybe\" is none of measured, simulated, proxy, unmeasurable",
        "comparator | ==     | \"==\" is no comparator; it is one of = ~ < <= > >= range",
        "low        | 3,5    | \"3,5\" is no number; write digits and a point, such as 1250 or"
            + " 27.81",
        "low        | 50     | a range runs upwards, not from 50 to 45",
        "high       | ''     | it is empty; a range needs its upper end",
        "unit       | ''     | it is empty",
        "metric     | ''     | it is empty",
        "quote      | ''     | it is empty",
        "id         | Page.x | \"Page.x\" is no id; it is small words joined by points, such as"
            + " a-b.c.d",
        "id         | other.x | id other.x does not begin with its document, page"
      })
  void aBrokenCellIsToldWithFileLineAndColumn(String column, String cell, String problem) {
    var refused =
        assertThrows(DatasetException.class, () -> load(List.of(GOOD, with(column, cell))));
    assertEquals("page.csv line 3, column " + column + ": " + problem, refused.getMessage());
  }

  @Test
  void aSingleNumberHasNoUpperEnd() {
    var refused =
        assertThrows(DatasetException.class, () -> load(List.of(with("comparator", "<"))));
    assertEquals(
        "page.csv line 2, column high: it is filled; only a range has an upper end, and the"
            + " comparator is <",
        refused.getMessage());
  }

  @Test
  void rowsStandInTheOrderOfTheDocument() {
    Map<String, String> second = with("id", "page.second.one");
    second.put("line", "6");
    var refused = assertThrows(DatasetException.class, () -> load(List.of(GOOD, second)));
    assertTrue(refused.getMessage().startsWith("page.csv line 3, column line: it goes back"));
  }

  @Test
  void twoFiguresOfOneIdAreRefusedWithBothPlaces() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> load(List.of(GOOD, with("line", "9"))));
    assertEquals(
        "page:7 and page:9 have the same id, page.load.latency; an id names one figure",
        refused.getMessage());
  }

  @Test
  void aRepeatOfWhatIsNotThereIsRefused() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> load(List.of(with("note", "repeat of page.x"))));
    assertEquals(
        "page.load.latency (page:7) is noted as a repeat of page.x, which is no earlier figure",
        refused.getMessage());
  }

  @Test
  void aColumnTooManyOrTooFewIsRefused() throws IOException {
    Files.writeString(folder.resolve("page.csv"), "id,line\na,1\n");
    var refused =
        assertThrows(DatasetException.class, () -> DocumentedFigures.load(folder)).getMessage();
    assertTrue(
        refused.startsWith("page.csv line 1: the columns are [id, line]; they must be [id,"));
    Files.writeString(folder.resolve("page.csv"), String.join(",", FigureFile.COLUMNS) + "\na,1\n");
    assertEquals(
        "page.csv line 2: it has 2 cells; the head has 18, so a comma is missing or needs quotes",
        assertThrows(DatasetException.class, () -> DocumentedFigures.load(folder)).getMessage());
  }

  @Test
  void aMissingFolderIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    assertEquals(
        "the documented figures are not in " + nowhere,
        assertThrows(DatasetException.class, () -> DocumentedFigures.load(nowhere)).getMessage());
  }

  @Test
  void anUnknownIdIsAnsweredWithTheNearest() throws IOException {
    DocumentedFigures figures = load(List.of(GOOD));
    assertEquals(
        "there is no documented figure \"page.load.latencies\"; the nearest is"
            + " \"page.load.latency\"",
        assertThrows(IllegalArgumentException.class, () -> figures.figure("page.load.latencies"))
            .getMessage());
    assertEquals(
        "there is no documented figure \"x.y\"; ./jbang figures lists them all",
        assertThrows(IllegalArgumentException.class, () -> figures.figure("x.y")).getMessage());
  }

  @Test
  void theFiguresThatTheSequencerLabsNeedAreThere() {
    DocumentedFigures figures = DocumentedFigures.load(SourceDocuments.FIGURES);
    assertEquals("27.81 TPS", figures.figure("cronosstream.burst.throughput").stated().toString());
    assertEquals("14.00 TPS", figures.figure("cronosstream.live.throughput").stated().toString());
    assertEquals(
        "100+ TPS", figures.figure("cronosstream.offchain.throughput").stated().toString());
    assertEquals("100 %", figures.figure("cronosstream.reliability.success").stated().toString());
    assertEquals(0, figures.figure("cronosstream.reliability.failures").high());
    assertEquals(300, figures.figure("cronosstream.payment.latency.fast").reference());
    assertEquals(3000, figures.figure("cronosstream.payment.latency.slow").reference());
    assertEquals(2, figures.at("cronosstream", 42).size());
  }
}
