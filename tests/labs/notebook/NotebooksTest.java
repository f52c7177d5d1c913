package labs.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Outcome;
import house.OwnCache;
import house.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.chart.Charts;
import kit.lab.Project;
import kit.result.ExampleResults;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import peers.NodePackages;
import tools.Diagnosis;
import tools.LocalCommands;
import tools.Prerequisites;

/// Every notebook runs from top to bottom on the reference runs, by the command that the reader
/// types, and shows every chart that its cells call for.
@Waiting
@Order(2)
class NotebooksTest {
  private static final Pattern LAB = Pattern.compile("NotebookResult\\.open\\(\\\\\"([a-z-]+)");

  private static final Path HOME = Project.here().root();

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> notebooksRunWithoutAnErrorAndShowTheirCharts()
      throws IOException, InterruptedException {
    if (new Prerequisites(new LocalCommands()).python() instanceof Diagnosis.Note absent) {
      Assumptions.abort("SKIPPED, NOT PASSED: " + absent.seen() + ": " + absent.advice());
    }
    Map<String, List<String>> lacking = new TreeMap<>();
    try (Stream<Path> files = Files.list(HOME.resolve("notebooks"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".ipynb")).toList()) {
        lacking.put(name(file), labsWithoutReference(Files.readString(file)));
      }
    }
    List<String> ready =
        lacking.keySet().stream().filter(name -> lacking.get(name).isEmpty()).toList();
    String said = run(ready); // all at once: JBang and what it compiles are waited for once
    return lacking.keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> check(name, lacking.get(name), said)));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".ipynb", "");
  }

  private String run(List<String> notebooks) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("jbang").toString(), "notebooks"));
    command.addAll(notebooks);
    command.addAll(List.of("--reference", "--execute", folder.toString()));
    return Outcome.of(OwnCache.of(NotebooksTest.class, new ProcessBuilder(command))).said();
  }

  private void check(String name, List<String> lacking, String said) throws IOException {
    if (!lacking.isEmpty()) {
      Assumptions.abort("SKIPPED, NOT PASSED: no reference run yet of " + lacking);
    }
    Path page = folder.resolve(name + ".html");
    assertTrue(Files.exists(page), said);
    String notebook = Files.readString(HOME.resolve("notebooks/" + name + ".ipynb"));
    assertEquals(List.of(), new RenderedNotebook(notebook, Files.readString(page)).complaints());
    Diagnosis browser = new Prerequisites(new LocalCommands()).browser();
    Assumptions.assumeTrue(browser instanceof Diagnosis.Ready, browser::toString);
    NodePackages packages = NodePackages.of(HOME.resolve("tests/tools/report"));
    Assumptions.assumeTrue(packages.absence().isEmpty(), () -> packages.absence().orElseThrow());
    packages.install();
    assertEquals(
        "", packages.script("notebook.mjs").output("", browser.seen(), page.toString()).strip());
  }

  private static List<String> labsWithoutReference(String notebook) {
    return LAB.matcher(notebook)
        .results()
        .map(found -> found.group(1))
        .filter(lab -> !Files.isDirectory(HOME.resolve("datasets/reference").resolve(lab)))
        .toList();
  }

  private static RenderedNotebook page(String call, String html) {
    String notebook =
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"show(a." + call + "());\"]}]}";
    return new RenderedNotebook(notebook, html);
  }

  @Test
  void readingComplainsOfAMissingAnEmptyAndAnotherPicture() throws IOException {
    String good = Html.picture("figures", Charts.figures(ExampleResults.standard().build()));
    assertEquals(List.of(), page("figuresChart", good).complaints());
    assertEquals(
        List.of("the load chart is called and not shown, 1 time"),
        page("loadChart", good).complaints());
    assertEquals(
        List.of("the figures chart is called and not shown, 1 time"),
        page("figuresChart", "<p>This run measured nothing.</p>").complaints());
    String dot =
        "<img data-chart='figures'"
            + " src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAA"
            + "fFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='>";
    assertTrue(
        page("figuresChart", dot).complaints().contains("the figures chart is an empty picture"));
    assertEquals(List.of("no cell calls for a chart"), page("verdicts", good).complaints());
  }

  @Test
  void readingComplainsOfAChartOfOnesOwnThatIsNotShown() throws IOException {
    String notebook =
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":[\"new XYChartBuilder().build()\"]}]}";
    assertEquals(
        List.of("the own chart is called and not shown, 1 time"),
        new RenderedNotebook(notebook, "<p></p>").complaints());
  }

  @Test
  void readingComplainsOfAnIdAndOfErrorOutput() throws IOException {
    String good = Html.picture("figures", Charts.figures(ExampleResults.standard().build()));
    assertEquals(
        List.of("a cell shows the id that display(...) returns; call show(...)"),
        page("figuresChart", good + "<pre>8b5ed1a3-1f6c-4b9e-9d4c-0a1b2c3d4e5f</pre>")
            .complaints());
    assertEquals(
        List.of("a cell writes to standard error"),
        page("figuresChart", good + "<div data-mime-type=\"application/vnd.jupyter.stderr\">")
            .complaints());
  }
}
