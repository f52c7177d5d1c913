package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import kit.result.ExampleResults;
import kit.result.Result;
import kit.result.ResultStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runtime.Failure;

class GalleryTest {
  @Test
  void resultGetsTheChartsThatItCanCarryAndNoOther() {
    Result quick = ExampleResults.quick().build();
    Result swept = ExampleResults.swept().build();
    assertEquals(List.of("figures"), Gallery.of(quick, List.of()).names());
    assertEquals(
        List.of("figures", "saturation", "load", "limits", "trials"),
        Gallery.of(swept, List.of()).names());
    assertEquals(
        List.of("trade", "power"),
        Gallery.of(ExampleResults.compared().build(), List.of()).names().stream()
            .filter(List.of("trade", "power")::contains)
            .toList());
    Result batched = ExampleResults.batched().build();
    assertTrue(Gallery.of(batched, List.of()).names().contains("batches"));
    assertTrue(Gallery.of(quick, List.of(quick)).names().contains("history"));
    assertFalse(Gallery.of(quick, List.of(swept)).names().contains("history"), "another profile");
  }

  @Test
  void pageShowsEveryChartAndEveryFileThatItNamesIsThere(@TempDir Path folder) throws IOException {
    Gallery gallery = Gallery.of(ExampleResults.everyVerdict().build(), List.of());
    Path page = gallery.save(folder, "../result.json", Format.SMALL);
    String text = Files.readString(page);
    assertTrue(text.contains("](../result.json)"), text);
    for (Gallery.Picture picture : gallery.pictures()) {
      assertTrue(text.contains("](" + picture.name() + ".svg)"), text);
      assertTrue(text.contains(picture.about()), text);
      for (Format format : Format.ALL) {
        boolean there = Files.isRegularFile(folder.resolve(picture.name() + format.ending()));
        assertEquals(Format.SMALL.contains(format), there, picture.name() + format.ending());
        assertEquals(there, text.contains("\n- " + format + ": "), text);
      }
    }
  }

  @Test
  void chartThatTheNewResultCannotCarryIsDeleted(@TempDir Path folder) throws IOException {
    Gallery.of(ExampleResults.swept().build(), List.of()).save(folder, "a.json", Format.ALL);
    Path mine = Files.writeString(folder.resolve("notes.txt"), "the user's own");
    Gallery.of(ExampleResults.quick().build(), List.of()).save(folder, "b.json", Format.SMALL);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("README.md", "figures.csv", "figures.svg", "figures.txt", "notes.txt"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    assertTrue(Files.exists(mine));
  }

  @Test
  void aFileThatHoldsNoResultIsOneSentence(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("null.json"), "null");
    Exception refused =
        assertThrows(Exception.class, () -> Gallery.draw(file, folder.resolve("null"), Format.ALL));
    assertTrue(Failure.foreseen(refused), refused::toString);
    assertEquals(file + " is no result file: it holds null", Failure.sentence(refused));
    assertFalse(Files.exists(folder.resolve("null")));
  }

  @Test
  void bracketInALabelIsNoMarkup() {
    Result result = ExampleResults.quick().with(run -> run.title = "a [b](c) *d*").build();
    assertTrue(
        Gallery.of(result, List.of()).page("r.json", Format.ALL).contains("A \\[b\\](c) \\*d\\*"));
  }

  static Stream<Path> references() throws IOException {
    Path home = Project.here().reference();
    try (Stream<Path> labs = Files.list(home)) {
      List<Path> files = new java.util.ArrayList<>();
      for (Path lab : labs.filter(Files::isDirectory).sorted().toList()) {
        files.add(new ResultStore(home).newest(lab.getFileName().toString()).orElseThrow());
      }
      return files.stream();
    }
  }

  /// The pictures of the project's pages show the stored results. SVG is left out: its places
  /// depend on the font at hand.
  @ParameterizedTest
  @MethodSource("references")
  void referencePagesShowTheReferenceResults(Path file, @TempDir Path folder) throws IOException {
    Path stored = file.getParent();
    Path drawn = folder.resolve("drawn");
    Gallery.draw(file, drawn, Format.SMALL);
    try (Stream<Path> files = Files.list(drawn)) {
      for (Path one : files.toList()) {
        Path there = stored.resolve(one.getFileName());
        String advice = there + " is not what its result shows: ./jbang charts --reference";
        assertTrue(Files.isRegularFile(there), advice);
        if (one.toString().endsWith(".csv") || one.toString().endsWith(".txt")) {
          assertEquals(Files.readString(one), Files.readString(there), advice);
        }
      }
    }
  }
}
