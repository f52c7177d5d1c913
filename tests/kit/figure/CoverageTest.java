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
/// `coverage/numbers.csv` lists every number of every document with its line. Each must be the
/// value of a figure on that line, or stand in `coverage/no-figures.csv` with the reason. Where the
/// documents are at hand the list is also held against them, and so is every quotation.
class CoverageTest {
  private static final DocumentedFigures FIGURES = DocumentedFigures.load(SourceDocuments.FIGURES);
  private static final Path COVERAGE = SourceDocuments.FIGURES.resolve("coverage");
  private static final List<String> LISTED = listed("numbers.csv");

  /// `prsm:26 1250`, once for each time it stands there.
  private static String key(String document, int line, String number) {
    return document + ":" + line + " " + number;
  }

  private static List<String> listed(String file) {
    List<String> columns =
        file.equals("numbers.csv")
            ? List.of("document", "line", "number")
            : List.of("document", "line", "number", "why");
    return CsvRow.read(COVERAGE.resolve(file), columns).stream()
        .peek(row -> columns.forEach(row::required))
        .map(row -> key(row.text("document"), row.count("line"), row.text("number")))
        .toList();
  }

  private static Set<String> documents() {
    return FIGURES.all().stream()
        .map(Figure::document)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> digits(Figure figure) {
    return SourceDocuments.numbers(figure.place().quote());
  }

  private static List<String> sorted(Stream<String> keys) {
    return keys.sorted().toList();
  }

  @Test
  void everyNumberIsAFigureOrHasAReasonToBeNone() {
    Stream<String> claimed =
        FIGURES.all().stream()
            .flatMap(
                figure ->
                    digits(figure).stream()
                        .map(number -> key(figure.document(), figure.line(), number)));
    List<String> excused = listed("no-figures.csv");
    assertEquals(
        String.join("\n", sorted(LISTED.stream())),
        String.join("\n", sorted(Stream.concat(claimed, excused.stream()))));
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
  void theListOfNumbersIsWhatTheDocumentsSay() throws IOException {
    Path folder = documentsOrSkip();
    List<String> found = new ArrayList<>();
    for (String document : documents()) {
      List<String> lines = SourceDocuments.lines(folder, document);
      for (int line = 1; line <= lines.size(); line++) {
        for (String number : SourceDocuments.numbers(lines.get(line - 1))) {
          found.add(key(document, line, number));
        }
      }
    }
    assertEquals(String.join("\n", found), String.join("\n", LISTED));
  }

  @Test
  void everyDocumentHasItsFile() throws IOException {
    Path folder = documentsOrSkip();
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> texts =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".txt"))
              .map(name -> name.replace(".txt", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(texts, documents());
    }
  }

  @Test
  void everyQuotationAndSectionStandsWhereTheFigureSays() throws IOException {
    Path folder = documentsOrSkip();
    for (String document : documents()) {
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
  void thePageBesideTheDataCountsThemRight() throws IOException {
    String counts =
        "%d figures, and %d relations"
            .formatted(
                FIGURES.all().size(), Relations.load(SourceDocuments.FIGURES, FIGURES).size());
    String page = Files.readString(SourceDocuments.FIGURES.resolve("README.md"));
    assertTrue(page.contains(counts), () -> "datasets/documented/README.md must say " + counts);
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
        folder.isPresent(), "the documents are not here; the committed list stands for them");
    return folder.get();
  }
}
