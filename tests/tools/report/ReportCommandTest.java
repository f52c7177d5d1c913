package tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runtime.ChildJvm;
import tools.ShopProject;

/// The command on a small project: what it takes, what it refuses, and that nothing is left behind.
class ReportCommandTest {
  private static final String OWN = "datasets/results/shop-burst/20260102T030405Z-aaaa.json";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path home;
  private Path page;

  @BeforeEach
  void layOut() throws IOException {
    ShopProject.layOut(home);
    page = home.resolve("report/index.html");
    result(OWN, "standard", "1432.25", "exceeded");
  }

  private void result(String file, String profile, String measured, String verdict)
      throws IOException {
    write(file, ShopProject.RESULT.formatted(profile, measured, verdict));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text);
  }

  private int run(String... arguments) {
    return new ReportCommand(() -> new Project(home))
        .commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(
            Stream.concat(Stream.of("--out", page.toString()), Stream.of(arguments))
                .toArray(String[]::new));
  }

  private String written(String... arguments) throws IOException {
    assertEquals(0, run(arguments), err::toString);
    return Files.readString(page).replace('\u00a0', ' ');
  }

  private String refused(int status, String... arguments) throws IOException {
    write("report/index.html", "an older page");
    assertEquals(status, run(arguments));
    assertEquals("an older page", Files.readString(page));
    try (Stream<Path> left = Files.list(page.getParent())) {
      assertEquals(List.of(page), left.toList());
    }
    return err.toString().lines().findFirst().orElse("");
  }

  private static String row(String html, String id) {
    int from = html.indexOf("<tr id=\"" + id + "\"");
    return html.substring(from, html.indexOf("</tr>", from));
  }

  @Test
  void aFigureStandsWithItsLineVerdictIntervalProvenanceAndResult() throws IOException {
    String row = row(written(), "page.burst.throughput");
    for (String part :
        List.of(
            "page:4",
            "27.81 TPS",
            "1 432 payments/s",
            "1 390 – 1 475",
            "51.5x",
            "exceeded",
            "measured once",
            "&quot;27.81 TPS&quot;, under Results",
            OWN)) {
      assertTrue(row.contains(part), part + " is not in " + row);
    }
  }

  @Test
  void aFigureLinksTheRelationThatItFailsAndTheAuditHasTheArithmetic() throws IOException {
    String html = written();
    assertTrue(row(html, "page.loop.turns").contains("<a href=\"#relation-A1\">A1</a>"), html);
    String relation = row(html, "relation-A1");
    assertTrue(relation.contains("20 is not 1 000"), relation);
    assertTrue(relation.contains("contradicts page.loop.turns"), relation);
    assertFalse(row(html, "page.burst.throughput").contains("relation-A2"), "that one holds");
  }

  @Test
  void everyFigureHasARowAndPlacesInEachOrder() throws IOException {
    String html = written();
    assertEquals(7, html.split(" data-ranks=\"").length - 1);
    // by name, line, documented, measured, ratio and verdict: only one was measured
    String rank = "data-ranks=\"%s\"";
    assertTrue(row(html, "page.burst.throughput").contains(rank.formatted("4,0,2,0,0,0")), html);
    assertTrue(row(html, "page.gain").contains(rank.formatted("0,4,0,-,-,3")), html);
  }

  @Test
  void textOfADocumentIsNoMarkUp() throws IOException {
    write(
        "datasets/documented/page.csv",
        ShopProject.FIGURES.replace("measured once", "<b>bold</b> & {{more}}"));
    String html = written();
    assertTrue(html.contains("&lt;b&gt;bold&lt;/b&gt; &amp; {{more}}"), html);
    assertFalse(html.contains("<b>bold"), html);
  }

  @Test
  void theSameResultsGiveTheSameBytes() throws IOException {
    assertEquals(written(), written());
  }

  @Test
  void whatADocumentIsAndClaimsStandsAboveItsFigures() throws IOException {
    write(
        "datasets/documented/about/page.csv",
        "title,about,headlines\nThe Page,a shop,page.burst.throughput\n");
    String html = written();
    assertTrue(html.contains("The Page<small>a shop</small>"), html);
    assertTrue(html.contains("▲ exceeded: 1 432 payments/s, 51.5x (burst)"), html);
    write("datasets/documented/about/page.csv", "title,about,headlines\nThe Page,a shop,page.x\n");
    assertEquals(
        "error: page.csv line 2, column headlines: page.x is no figure of page", refused(3));
  }

  @Test
  void withoutAnyResultThePageHasTheDocumentsAndTheAudit() throws IOException {
    Files.delete(home.resolve(OWN));
    String html = written();
    assertTrue(html.contains("20 is not 1 000"), html);
    assertTrue(row(html, "page.burst.throughput").contains("not run"), html);
    assertEquals(
        "note: there is no result yet; the page has the documents and their audit\n",
        err.toString());
  }

  @Test
  void ownResultsComeBeforeReferenceRunsAndAQuickOneHidesNone() throws IOException {
    result("datasets/reference/shop-burst/20270101T000000Z-bbbb.json", "standard", "20.5", "short");
    assertTrue(row(written(), "page.burst.throughput").contains("1 432 payments/s"));
    result(OWN, "quick", "1432.25", "smoke");
    assertTrue(row(written(), "page.burst.throughput").contains("20.5 payments/s"));
  }

  @Test
  void namedResultsAreTheOnlyOnes() throws IOException {
    String reference = "datasets/reference/shop-burst/20270101T000000Z-bbbb.json";
    result(reference, "standard", "20.5", "short");
    for (String name :
        List.of(
            home.resolve(reference).toString(), home.resolve("datasets/reference").toString())) {
      String html = written(name);
      assertTrue(row(html, "page.burst.throughput").contains("20.5 payments/s"), html);
      assertFalse(html.contains(OWN), html);
    }
    assertTrue(written("shop-burst").contains(OWN), "of a lab one's own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"schema": 1, "lab"  | is no result file: it is not JSON from line 1, column 20 on
          {"schema": 0         | schema 0
          [1, 2]               | is no result file
          {"name": "else"}     | is no result file
          null                 | is no result file
          """)
  void whatIsNoResultIsSaidSoAndNoPageIsWritten(String json, String why) throws IOException {
    String text = json.endsWith("0") ? ShopProject.RESULT.replace("{\"schema\": 1", json) : json;
    write("torn.json", text.formatted("standard", "1", "short"));
    String said = refused(3, home.resolve("torn.json").toString());
    assertTrue(said.startsWith("error: "), said);
    assertTrue(said.contains("torn.json") && said.contains(why), said);
  }

  @Test
  void aNamedResultOfAnEarlierRuleIsRefusedWithTheCommandThatJudgesIt() throws IOException {
    write(OWN, Files.readString(home.resolve(OWN)).replace("\"ruler\": 2", "\"ruler\": 1"));
    String said = refused(3, home.resolve(OWN).toString());
    assertTrue(said.contains("./jbang labs/shop-burst.java --judge "), said);
  }

  @Test
  void aFileThatIsNoResultAmongOthersIsLeftOutAndThePageSaysSo() throws IOException {
    write("datasets/results/shop-burst/20270101T000000Z-bbbb.json", "{\"figures\": [");
    String html = written();
    assertTrue(err.toString().startsWith("note: datasets/results/shop-burst/2027"), err::toString);
    assertTrue(html.contains("Left out:"), html);
    assertTrue(row(html, "page.burst.throughput").contains("1 432 payments/s"), html);
  }

  @Test
  void aLabOrAFolderWithoutResultsIsRefused() throws IOException {
    String lab = refused(3, "shop-lost");
    assertTrue(lab.startsWith("error: there is no result of shop-lost"), lab);
    err.getBuffer().setLength(0);
    String folder = refused(3, home.resolve("labs").toString());
    assertTrue(folder.startsWith("error: there is no result in "), folder);
  }

  @Test
  void aPlaceThatTakesNoPageIsSaidSo() throws IOException {
    write("file", "");
    page = home.resolve("file/index.html");
    assertEquals(3, run());
    assertTrue(
        err.toString().startsWith("error: the page could not be saved in " + home.resolve("file")),
        err::toString);
    assertTrue(err.toString().contains(home.resolve("file") + " is no folder"), err::toString);
    err.getBuffer().setLength(0);
    page = home.resolve("labs");
    assertEquals(2, run());
    assertTrue(err.toString().startsWith("error: --out names a file, and "), err::toString);
  }

  private static void open(Path pipe) {
    try {
      Files.newOutputStream(pipe, StandardOpenOption.WRITE).close();
    } catch (IOException e) {
      // it is gone, as it should be
    }
  }

  /// The report of a project in a JVM of its own, once a byte comes.
  static final class Reporting {
    static void main(String[] arguments) throws IOException {
      Project project = new Project(Path.of(arguments[0]));
      System.in.read();
      new ReportCommand(() -> project).run("--out", arguments[1]);
    }
  }

  /// The file that is written first is a pipe here, so that the writing waits half-way; where it is
  /// never written, this test writes it, for who opens a pipe waits for the other end.
  @Test
  void aReportThatIsInterruptedLeavesTheOlderPageAndNothingElse() throws Exception {
    write("report/index.html", "an older page");
    write(
        "datasets/documented/page.csv",
        ShopProject.FIGURES.replace("measured once", "more than a pipe holds; ".repeat(10_000)));
    Process process =
        ChildJvm.of(Reporting.class, home.toString(), page.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path half = page.resolveSibling(".index.html-" + process.pid() + ".tmp");
      assertEquals(0, new ProcessBuilder("mkfifo", half.toString()).start().waitFor());
      process.onExit().thenRun(() -> open(half));
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      try (InputStream writing = Files.newInputStream(half)) {
        assertEquals('<', writing.read());
        process.toHandle().destroy();
        assertEquals(143, process.waitFor());
      }
    } finally {
      process.destroyForcibly();
    }
    assertEquals("an older page", Files.readString(page));
    try (Stream<Path> left = Files.list(page.getParent())) {
      assertEquals(List.of(page), left.toList());
    }
  }
}
