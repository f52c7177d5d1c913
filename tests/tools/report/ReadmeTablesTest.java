package tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.figure.Document;
import kit.figure.DocumentedFigures;
import kit.result.Verdict;
import org.junit.jupiter.api.Test;
import runtime.Project;

class ReadmeTablesTest {
  private static final List<String> NUMBERS =
      List.of("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private final Path home = Project.home();

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
    long built = documents.size() - (readme.split("not built yet").length - 1);
    String counted =
        "%s of the %s".formatted(NUMBERS.get((int) built), NUMBERS.get(documents.size()));
    assertTrue(readme.contains("builds what they describe (" + counted), counted);
    for (Verdict verdict : Verdict.values()) {
      assertEquals(
          verdict != Verdict.NONE,
          readme.contains("| " + verdict.meaning() + " |"),
          verdict.word());
    }
  }
}
