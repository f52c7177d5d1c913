package kit.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Nothing that a document states in numbers is left out, and nothing is made up.
///
/// `coverage/DOCUMENT.csv` lists every number of a document with its line. Each is the value of a
/// figure on that line, or stands there with the reason why it is none. Where the document is at
/// hand its list is also held against it, and so is every quotation.
class CoverageTest {
  private static final DocumentedFigures FIGURES = DocumentedFigures.load(SourceDocuments.FIGURES);
  private static final Path COVERAGE = SourceDocuments.FIGURES.resolve("coverage");
  private static final List<String> COLUMNS = List.of("line", "number", "why");

  /// `prsm:26 1250`, once for each time it stands there.
  private static String key(String document, int line, String number) {
    return document + ":" + line + " " + number;
  }

  private static List<CsvRow> listed(String document) {
    Path file = COVERAGE.resolve(document + ".csv");
    assertTrue(Files.exists(file), () -> file + " must list the numbers of " + document);
    return CsvRow.read(file, COLUMNS);
  }

  private static List<String> keys(String document, List<CsvRow> rows) {
    return rows.stream()
        .map(row -> key(document, row.count("line"), row.required("number")))
        .toList();
  }

  /// What one of two lists has and the other lacks, a line each; equal numbers count.
  private static String difference(
      List<String> listed, String onlyListed, List<String> found, String onlyFound) {
    List<String> lacking = new ArrayList<>(listed);
    List<String> more = new ArrayList<>();
    for (String each : found) {
      if (!lacking.remove(each)) more.add(each + " " + onlyFound);
    }
    return Stream.concat(lacking.stream().map(each -> each + " " + onlyListed), more.stream())
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> documents() {
    return FIGURES.all().stream()
        .map(Figure::document)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> digits(Figure figure) {
    return SourceDocuments.numbers(figure.place().quote());
  }

  @Test
  void everyNumberIsAFigureOrHasAReasonToBeNone() {
    for (String document : documents()) {
      List<String> claimed =
          FIGURES.where(figure -> figure.document().equals(document)).stream()
              .flatMap(
                  figure ->
                      digits(figure).stream().map(number -> key(document, figure.line(), number)))
              .toList();
      List<CsvRow> open =
          listed(document).stream().filter(row -> row.text("why").isEmpty()).toList();
      assertEquals(
          "",
          difference(
              keys(document, open),
              "is no figure, and coverage/" + document + ".csv gives no reason",
              claimed,
              "is a figure, and no number of coverage/" + document + ".csv"));
    }
  }

  @Test
  void oneMissingNumberIsOneSentence() {
    assertEquals(
        "a:2 7 is no figure\na:3 8 is made up",
        difference(
            List.of("a:1 5", "a:2 7", "a:2 7"),
            "is no figure",
            List.of("a:1 5", "a:2 7", "a:3 8"),
            "is made up"));
  }

  @Test
  void aFigureIsWhatItsQuotationSays() {
    for (Figure figure : FIGURES.all()) {
      List<BigDecimal> quoted = digits(figure).stream().map(BigDecimal::new).toList();
      Stated stated = figure.stated();
      List<BigDecimal> values =
          stated.comparator() == Comparator.RANGE
              ? List.of(stated.low(), stated.high())
              : List.of(stated.low());
      assertTrue(
          quoted.isEmpty() || quoted.equals(values),
          () -> figure.id() + " states " + values + " and quotes " + figure.place().quote());
    }
  }

  @Test
  void aFigureWithoutDigitsIsStatedInWordsThatAreKnown() {
    List<String> inWords =
        FIGURES.all().stream()
            .filter(figure -> digits(figure).isEmpty())
            .map(figure -> figure.place() + " " + figure.stated())
            .toList();
    assertEquals(
        List.of(
            "bsv-torrent:15 0 leaks",
            "bsv-torrent:16 0 events",
            "bsv-torrent:26 < 0 MB",
            "prsm:186 0 vulnerabilities",
            "prsm:187 0 breaches",
            "prsm:206 1 runs/day",
            "pywebtransport:18 1 threads"),
        inWords);
  }

  @Test
  void theListOfNumbersIsWhatTheDocumentSays() throws IOException {
    Path folder = documentsOrSkip();
    for (String document : at(folder)) {
      List<String> found = new ArrayList<>();
      List<String> lines = SourceDocuments.lines(folder, document);
      for (int line = 1; line <= lines.size(); line++) {
        for (String number : SourceDocuments.numbers(lines.get(line - 1))) {
          found.add(key(document, line, number));
        }
      }
      List<String> listed = keys(document, listed(document));
      String file = "coverage/" + document + ".csv";
      assertEquals(
          "", difference(listed, "stands in " + file + " only", found, "lacks in " + file));
      assertEquals(found, listed, "the order of " + file);
    }
  }

  @Test
  void everyDocumentHasItsFigures() throws IOException {
    Set<String> without = at(documentsOrSkip());
    without.removeAll(documents());
    assertEquals(Set.of(), without);
  }

  /// The documents in a folder.
  private static Set<String> at(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".txt"))
          .map(name -> name.replace(".txt", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void everyQuotationAndSectionStandsWhereTheFigureSays() throws IOException {
    Path folder = documentsOrSkip();
    for (String document : at(folder)) {
      List<String> lines = SourceDocuments.lines(folder, document);
      List<String> sections = SourceDocuments.sections(lines);
      for (Figure figure : FIGURES.where(figure -> figure.document().equals(document))) {
        Place place = figure.place();
        assertTrue(
            lines.get(place.line() - 1).contains(place.quote()),
            () -> place + " does not read \"" + place.quote() + "\"");
        assertEquals(sections.get(place.line() - 1), place.section(), figure.id());
      }
    }
  }

  @Test
  void namesAndColoursHoldNoNumbers() {
    assertEquals(List.of(), SourceDocuments.numbers("p99 of v0.9.0, SOC2 #333 #01579b e1f5fe"));
    assertEquals(
        List.of("3600000", "0.0004", "4", "8", "3.12.12", "96.2", "100"),
        SourceDocuments.numbers("3,600,000 ~$0.0004 4-8x 3.12.12 **96.2/100**"));
  }

  private static Path documentsOrSkip() throws IOException {
    var folder = SourceDocuments.folder();
    assumeTrue(
        folder.isPresent(), "the documents are not here; the committed lists stand for them");
    return folder.get();
  }
}
