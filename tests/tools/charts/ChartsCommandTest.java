package tools.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import kit.result.ExampleResults;
import kit.result.ResultStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The command in a small project with one reference run, as a fresh clone has it.
class ChartsCommandTest {
  private static final String LAB = "sequencer-burst";

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();
  private final StringWriter told = new StringWriter();
  private Project project;

  @BeforeEach
  void aFreshClone() throws IOException {
    project = new Project(folder);
    new ResultStore(project.reference()).save(ExampleResults.everyVerdict().build());
  }

  private int run(String... arguments) {
    CommandLine line = new ChartsCommand(() -> project).commandLine();
    return line.setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(told, true))
        .execute(arguments);
  }

  private int draw(String... more) {
    List<String> all = Stream.concat(Stream.of(LAB, "figures"), Stream.of(more)).toList();
    return run(all.toArray(String[]::new));
  }

  private Path file(String name) {
    return folder.resolve("paper").resolve(name);
  }

  private List<String> left(Path where) throws IOException {
    if (!Files.isDirectory(where)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(where)) {
      return files.map(one -> one.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void withoutARunOfYoursTheReferenceRunIsDrawnAndNamed() throws IOException {
    Path file = file("a.svg");
    assertEquals(0, draw("--out", file.toString()), told::toString);
    assertTrue(
        told.toString().startsWith("drawn from the reference run of " + LAB), told::toString);
    assertTrue(Files.readString(file).startsWith("<svg "));
    assertEquals(List.of("a.svg"), left(file.getParent()));
  }

  @Test
  void aQuickRunOfYoursHidesNoRunWithVerdictsAndYourOwnComesFirst() throws IOException {
    ResultStore own = new ResultStore(project.results());
    own.save(ExampleResults.quick().with(run -> run.lab = LAB).build());
    assertEquals(0, draw("--out", file("a.svg").toString()), told::toString);
    assertTrue(told.toString().contains("drawn from the reference run"), told::toString);
    own.save(ExampleResults.everyVerdict().build());
    assertEquals(0, draw("--out", file("b.svg").toString()), told::toString);
    assertTrue(told.toString().contains("drawn from your newest run"), told::toString);
  }

  @Test
  void chartsOfAReferenceRunAreDrawnOutsideOfIt() throws IOException {
    assertEquals(0, run(LAB), told::toString);
    Path page = Path.of(said.toString().strip());
    assertTrue(page.startsWith(project.results()), page::toString);
    assertEquals(1, left(project.reference().resolve(LAB)).size(), "the result alone");
    assertTrue(Files.readString(page).contains("../../../reference/" + LAB + "/"));
    assertTrue(left(page.getParent()).contains("figures.pdf"));
  }

  @Test
  void captionIsAllThatStandsOnStandardOutput() {
    assertEquals(
        0, draw("--format", "PDF", "--width", "85", "--no-title", "--out", file("a").toString()));
    assertTrue(said.toString().startsWith("Two of nine documented figures are exceeded"));
    assertEquals(1, said.toString().lines().count());
    assertTrue(told.toString().contains("written to "), told::toString);
  }

  @Test
  void idsAreListedWithWhatTheyFound() {
    assertEquals(0, run(LAB, "--list"));
    assertEquals(
        List.of("figures", "saturation", "load", "spectrum", "limits", "trials"),
        said.toString().lines().map(line -> line.split(" +")[0]).toList());
    assertEquals(0, run("all", "overview", "--out", file("o.svg").toString()), told::toString);
    assertTrue(Files.exists(file("o.svg")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pie | svg | 85 | light | there is no chart pie of sequencer-burst; there is figures, ",
        "history | svg | 85 | light | there is no chart history of sequencer-burst; there is ",
        "figures | gif | 85 | light | --format is one of svg, png, pdf, csv, txt, not gif",
        "figures | svg | 0 | light | a chart is 70 to 400 mm wide, not 0",
        "figures | svg | 5 | light | a chart is 70 to 400 mm wide, not 5",
        "figures | svg | 100000 | light | a chart is 70 to 400 mm wide, not 100",
        "figures | svg | wide | light | Invalid value for option '--width'",
        "figures | svg | 85 | blue | --theme is one of reader, light, dark, not blue",
      })
  void whatIsNotThereIsAnsweredWithWhatIs(
      String chart, String format, String width, String theme, String sentence) throws IOException {
    int status =
        run(
            LAB,
            chart,
            "--format",
            format,
            "--width",
            width,
            "--theme",
            theme,
            "--out",
            file("a").toString());
    assertEquals(2, status, told::toString);
    assertTrue(told.toString().contains("error: " + sentence), told::toString);
    assertEquals("", said.toString());
    assertEquals(List.of(), left(folder.resolve("paper")));
  }

  @Test
  void folderThatCannotBeWrittenIsNamedAndNothingIsLeft() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "a file");
    assertEquals(3, draw("--out", taken.resolve("a.svg").toString()));
    assertTrue(told.toString().contains("error: the chart could not be saved in " + taken));
    assertEquals("a file", Files.readString(taken));
    Path there = Files.createDirectories(file("a.svg"));
    assertEquals(3, draw("--out", there.toString()));
    assertEquals(List.of("a.svg"), left(there.getParent()));
    assertEquals("", said.toString());
  }

  @Test
  void labWithoutResultIsToldHowToGetOne() {
    assertEquals(3, run("sequencer-none", "figures"));
    assertTrue(
        told.toString().contains("make one: jbang labs/sequencer-none.java"), told::toString);
    assertEquals(2, run(LAB, "--width", "85"));
    assertEquals(2, run());
    assertFalse(Files.exists(folder.resolve("paper")));
  }
}
