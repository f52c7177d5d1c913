package tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.figure.Document;
import kit.figure.DocumentedFigures;
import kit.lab.Project;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.ResultStore;
import kit.result.Verdict;
import org.junit.jupiter.api.Test;

class ReadmeTablesTest {
  private static final List<String> NUMBERS =
      List.of("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private final Path home = Project.here().root();

  @Test
  void theReadmeSaysWhatTheReferenceRunsFound() throws IOException {
    assertEquals(
        ReadmeTables.of(home).text(),
        Files.readString(home.resolve("README.md")),
        "./jbang report --reference writes it");
  }

  @Test
  void aLabsScreenStandsNearTheTop() throws IOException {
    String readme = ReadmeTables.of(home).text();
    assertTrue(readme.lines().limit(30).anyMatch(line -> line.startsWith("FIGURE  ")), readme);
    assertTrue(readme.contains("\nresult  datasets/reference/"), readme);
    assertTrue(readme.contains("\nCHECKS\n  ✓ "), readme);
  }

  @Test
  void whatIsSaidOfThePictureIsWhatItsRunFound() throws IOException {
    Path file = new ResultStore(new Project(home).reference()).newest("sequencer-merchant").get();
    FigureRow row =
        ResultStore.read(file).figures().stream()
            .filter(one -> one.documented() != null)
            .findFirst()
            .orElseThrow();
    String readme = Files.readString(home.resolve("README.md")).replaceAll("\\s+", " ");
    String found =
        "it is %s times the document [%s – %s]; the control that"
            .formatted(
                Numbers.plain(row.ratio()),
                Numbers.plain(row.ratioLow()),
                Numbers.plain(row.ratioHigh()));
    assertTrue(readme.contains(found), found);
    String control = row.note().replaceFirst(".* and (reaches .*)x( .*]) here.*", "$1 times$2");
    assertTrue(readme.contains(control + " on the same machine"), control);
  }

  @Test
  void itsTablesHaveEveryDocumentAndEveryVerdict() throws IOException {
    String readme = ReadmeTables.of(home).text();
    Path folder = home.resolve(DocumentedFigures.FOLDER);
    DocumentedFigures figures = DocumentedFigures.load(folder);
    List<String> documents =
        figures.all().stream().map(figure -> figure.document()).distinct().toList();
    for (String name : documents) {
      Document document = Document.read(folder, name, figures);
      assertTrue(readme.contains("| **" + document.title() + "**: "), name);
      assertTrue(!document.headlines().isEmpty(), name + " claims nothing");
    }
    long measured = documents.size() - (readme.split("not measured yet").length - 1);
    String counted =
        "%s of the %s".formatted(NUMBERS.get((int) measured), NUMBERS.get(documents.size()));
    assertTrue(readme.contains("(" + counted + " so far)"), counted);
    for (Verdict verdict : Verdict.values()) {
      assertEquals(
          verdict != Verdict.NONE,
          readme.contains("| " + verdict.meaning() + " |"),
          verdict.word());
    }
  }
}
