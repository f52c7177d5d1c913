package tools.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tools.ShopProject.FIGURES;
import static tools.ShopProject.RELATIONS;
import static tools.ShopProject.RESULT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.report.Terminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runtime.Project;
import tools.ShopProject;

/// The command on a small project whose every figure has another fate, and on the committed data.
class FiguresCommandTest {
  private static final Terminal UTF8 = new Terminal(80, true, false, false);
  private static final Terminal ASCII = new Terminal(80, false, false, false);

  private static final List<String> MEASURED_VERDICTS =
      List.of("exceeded", "kept", "reproduced", "short", "differs", "inconclusive", "proxy");

  private static final int FIRST_ROW = RESULT.indexOf("{\"id\": \"burst\"");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path home;

  @BeforeEach
  void layOut() throws IOException {
    ShopProject.layOut(home);
    result("datasets/results", "20260102T030405Z-aaaa", "standard", "1432.25", "exceeded");
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text);
  }

  private void result(String folder, String name, String profile, String measured, String verdict)
      throws IOException {
    write(folder + "/shop-burst/" + name + ".json", RESULT.formatted(profile, measured, verdict));
  }

  private int run(Path root, Terminal terminal, String... arguments) {
    out.reset();
    err.reset();
    PrintStream lines = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new FiguresCommand(() -> root, lines, terminal)
        .commandLine()
        .setOut(new PrintWriter(lines, true))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private String shown(Terminal terminal, String... arguments) {
    assertEquals(0, run(home, terminal, arguments), () -> err.toString(StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private String refused(int status, String... arguments) {
    assertEquals(status, run(home, UTF8, arguments));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
    return err.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("");
  }

  @Test
  void aListShowsWhatSpeaksWithItsVerdict() {
    assertEquals(
        """
        page
        LINE  FIGURE                    KIND       STATED            VERDICT
           4  throughput, burst         achieved   27.81 TPS         ▲ exceeded 51.5x
           5  turns of the loop in th…  parameter  20 turns          ✗ contradicted (A1)
           6  mean latency              achieved   35 – 45 ms        · not run
           7  gain by training          achieved   20 – 40 %         – unmeasurable
           8  orders matched            achieved   15 000+ orders/s  · not run
        5 of 7 shown; --all for repeats and settings
        """,
        shown(UTF8));
  }

  @Test
  void allShowsRepeatsWithTheirFirstsVerdictAndSettingsWithout() {
    String list = shown(UTF8, "--all");
    assertTrue(list.contains("   9  throughput, burst"), list);
    assertTrue(list.lines().filter(line -> line.contains("▲ exceeded 51.5x")).count() == 2, list);
    assertTrue(list.contains("1 000 payments      setting"), list);
    assertTrue(list.endsWith("7 of 7 shown\n"), list);
  }

  @Test
  void withoutUtf8EverythingIsAscii() {
    String all = shown(ASCII, "--all") + shown(ASCII, "page:4", "page:7") + shown(ASCII, "--audit");
    assertTrue(all.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), all);
    assertTrue(all.contains("^ exceeded 51.5x"), all);
    assertTrue(all.contains("35 - 45 ms"), all);
    assertTrue(all.contains("turns of the loop in ...  "), all);
  }

  @Test
  void escapesAreWrittenOnlyInColour() {
    assertTrue(!shown(UTF8, "--all").contains("\u001b"));
    String coloured = shown(new Terminal(80, true, true, false), "--all");
    assertTrue(coloured.contains("\u001b[32m▲ exceeded 51.5x\u001b[0m"), coloured);
    assertEquals(shown(UTF8, "--all"), coloured.replaceAll("\u001b\\[[0-9]+m", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "tr-TR"})
  void theLocaleOfTheMachineChangesNothing(String tag) {
    Locale before = Locale.getDefault();
    String expected = shown(UTF8, "--audit") + shown(UTF8) + shown(UTF8, "--csv");
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(expected, shown(UTF8, "--audit") + shown(UTF8) + shown(UTF8, "--csv"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void oneFigureIsShownWithAllThatIsKnown() {
    assertEquals(
        """
        page.burst.throughput
          metric      throughput, burst
          stated      27.81 TPS, achieved, more is better
          where       page:4, "27.81 TPS", under Results
          conditions  1 channel
          origin      measured once
          standing    measured by shop-burst (system shop)
          verdict     ▲ exceeded 51.5x
          measured    1 432 payments/s (95 % interval: 1 390 – 1 475), in a standard run
                      of shop-burst
          result      datasets/results/shop-burst/20260102T030405Z-aaaa.json
          relation    A2 holds: a payment takes no longer than the mean latency; 1 000 /
                      27.81 = 35.952 – 35.965 can be at most 35 – 45
          measure     ./jbang labs/shop-burst.java --only page.burst.throughput
        """,
        shown(UTF8, "page.burst.throughput"));
  }

  @Test
  void aLineShowsEveryFigureThatStandsThere() {
    String cards = shown(UTF8, "page:4");
    assertTrue(cards.contains("page.burst.throughput\n"), cards);
    assertTrue(cards.contains("\n\npage.burst.payments\n"), cards);
  }

  @Test
  void theAuditShowsTheArithmeticAndWhatIsMissing() {
    assertEquals(
        """
        RELATIONS   1 hold, 1 fail
        A1    ✗ fails  the loop of the drawing sends the payments (page:4,5)
              20 is not 1 000
              contradicts page.loop.turns
        A2    ✓ holds  a payment takes no longer than the mean latency (page:4,6)
              1 000 / 27.81 = 35.952 – 35.965 can be at most 35 – 45

        COVERAGE    7 figures: 4 to judge, the others settings (2) and repeats (1)
              1 exceeded, 2 not run, 1 unmeasurable
              ! labs that figures name and that are not written yet: shop-latency
              ✓ every figure has a lab, or the reason why none measures it
        """,
        shown(UTF8, "--audit"));
  }

  @Test
  void theAuditFailsOnAFigureWithNeitherLabNorReason() throws IOException {
    write(
        "datasets/documented/page.csv",
        FIGURES.replace("no lab yet: the shop will measure it", ""));
    assertEquals(1, run(home, UTF8, "--audit"));
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("✗ page.rate (page:8) has neither lab nor reason"), page);
  }

  @Test
  void theAuditFailsOnARelationThatComesOutOtherwise() throws IOException {
    write("datasets/documented/relations.csv", RELATIONS.replace("0,holds", "0,fails"));
    assertEquals(1, run(home, UTF8, "--audit"));
    String page = out.toString(StandardCharsets.UTF_8);
    assertTrue(page.contains("it was written down as one that fails"), page);
  }

  @Test
  void filtersNarrowEachOther() {
    assertTrue(shown(UTF8, "--standing", "unmeasurable").endsWith("1 of 1 shown\n"));
    assertTrue(shown(UTF8, "--verdict", "not run").endsWith("2 of 2 shown\n"));
    assertTrue(shown(UTF8, "--kind", "parameter").endsWith("2 of 2 shown\n"));
    assertTrue(shown(UTF8, "--lab", "shop-burst,shop-latency").contains("mean latency"));
    assertTrue(shown(UTF8, "--lab", "shop-latency", "--all").endsWith("1 of 1 shown\n"));
    assertTrue(
        shown(UTF8, "--system", "shop", "--verdict", "contradicted")
            .contains("✗ contradicted (A1)"));
  }

  @Test
  void aFateThatNoFigureHasIsAnEmptyListAndNoMistake() {
    assertEquals("0 of 0 shown\n", shown(UTF8, "--verdict", "short"));
    assertEquals("0 of 0 shown\n", shown(UTF8, "--kind", "cost"));
    assertEquals("[ ]\n", shown(UTF8, "--json", "--verdict", "proxy"));
    assertEquals(
        1, shown(UTF8, "--csv", "--lab", "shop-latency", "--kind", "cost").lines().count());
  }

  @Test
  void whatIsUnknownIsRefusedWithWhatWouldBeRight() {
    assertEquals(
        "error: --lab shop-bust is unknown; it is one of shop-burst, shop-latency",
        refused(2, "--lab", "shop-bust"));
    assertEquals(
        "error: --standing guessed is unknown; it is one of measured, simulated, proxy,"
            + " unmeasurable",
        refused(2, "--standing", "guessed"));
    assertEquals("error: no figure stands at page:3", refused(2, "page:3"));
    assertEquals(
        "error: there is no documented figure \"page.burst.through\"; the nearest is"
            + " \"page.burst.throughput\"",
        refused(2, "page.burst.through"));
    assertTrue(refused(2, "--csv", "--json").startsWith("error: --audit, --csv, --json"));
    assertTrue(refused(2, "--frobnicate").startsWith("error: Unknown option"));
  }

  @Test
  void brokenDataAreToldInOneSentence() throws IOException {
    write("datasets/documented/page.csv", FIGURES.replace("27.81,,TPS", "27;81,,TPS"));
    assertEquals(
        "error: page.csv line 2, column low: \"27;81\" is no number; write digits and a point,"
            + " such as 1250 or 27.81",
        refused(3));
  }

  @Test
  void machineFormatsHoldEverythingThatMatches() throws IOException {
    List<String> csv = shown(ASCII, "--csv").lines().toList();
    assertEquals(1 + 7, csv.size());
    assertTrue(
        csv.get(1)
            .endsWith(
                "exceeded,,1432.25,1390.4,1475.0,51.5,"
                    + "datasets/results/shop-burst/20260102T030405Z-aaaa.json"),
        csv.get(1));
    JsonNode json = new ObjectMapper().readTree(shown(ASCII, "--json"));
    assertEquals(7, json.size());
    assertEquals(1432.25, json.get(0).get("measured").asDouble());
    assertEquals("contradicted", json.get(2).get("verdict").asText());
    assertEquals("A1", json.get(2).get("relation").asText());
    assertTrue(json.get(3).get("measured").isNull());
    JsonNode audit = new ObjectMapper().readTree(shown(ASCII, "--audit", "--json"));
    assertTrue(audit.get("clean").asBoolean());
    assertEquals(2, audit.get("relations").size());
  }

  @Test
  void theNewestDecidingResultGivesTheVerdict() throws IOException {
    result("datasets/results", "20260301T000000Z-bbbb", "standard", "20.5", "short");
    result("datasets/results", "20260401T000000Z-cccc", "quick", "1500", "smoke");
    assertTrue(shown(UTF8).contains("▼ short"));
    assertTrue(shown(UTF8, "page:4").contains("20.5 payments/s"));
  }

  /// The document's conditions are those of one row; another row stands beside it, however new
  /// and far ahead it is.
  @Test
  void aRowUnderOtherConditionsNeverGivesTheVerdict() throws IOException {
    String other =
        RESULT
            .formatted("standard", "9999", "other conditions")
            .replace("\"id\": \"burst\"", "\"id\": \"one.hop\"")
            .replace("\"note\": \"\"", "\"note\": \"one hop; the document has two\"");
    write("datasets/results/shop-burst/20270301T000000Z-bbbb.json", other);
    assertTrue(shown(UTF8).contains("▲ exceeded 51.5x"), shown(UTF8));
    String card = shown(UTF8, "page:4").replaceAll("\\s+", " ");
    assertTrue(card.contains("beside 9 999 payments/s"), card);
    assertTrue(card.contains("other conditions"), card);
    assertTrue(card.contains("one hop; the document has two"), card);
    Files.delete(home.resolve("datasets/results/shop-burst/20260102T030405Z-aaaa.json"));
    assertTrue(shown(UTF8).contains("○ other conditions"), shown(UTF8));
  }

  /// Of two labs that measured under the document's conditions the less favourable one decides,
  /// whichever ran last.
  @Test
  void theLeastKindOfSeveralVerdictsDecidesWhateverTheOrderOfFiles() throws IOException {
    for (String name : List.of("20250101T000000Z-eeee", "20270101T000000Z-ffff")) {
      write(
          "datasets/results/shop-live/" + name + ".json",
          RESULT.formatted("standard", "20.5", "short").replace("shop-burst", "shop-live"));
      assertTrue(shown(UTF8).contains("▼ short"), shown(UTF8));
      Files.delete(home.resolve("datasets/results/shop-live/" + name + ".json"));
    }
  }

  @Test
  void verdictsOfAnEarlierRuleArePassedOver() throws IOException {
    result("datasets/results", "20260301T000000Z-bbbb", "standard", "20.5", "short");
    Path file = home.resolve("datasets/results/shop-burst/20260301T000000Z-bbbb.json");
    Files.writeString(file, Files.readString(file).replace("\"ruler\": 2, ", ""));
    assertTrue(shown(UTF8).contains("▲ exceeded"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("earlier rule; ./jbang labs/shop-burst.java --judge"), said);
  }

  @Test
  void whatFewTrialsHaveIsNotCalledAnInterval() throws IOException {
    String file = "datasets/results/shop-burst/20260102T030405Z-aaaa.json";
    String json = Files.readString(home.resolve(file));
    assertTrue(shown(UTF8, "page:4").contains("(95 % interval: 1 390 – 1 475)"));
    write(file, json.replace("1400, ", ""));
    assertTrue(shown(UTF8, "page:4").contains("(min – max: 1 390 – 1 475)"));
  }

  @Test
  void aSmokeRunIsShownWhereNothingDecides() throws IOException {
    Files.delete(home.resolve("datasets/results/shop-burst/20260102T030405Z-aaaa.json"));
    result("datasets/results", "20260401T000000Z-cccc", "quick", "1500", "smoke");
    assertTrue(shown(UTF8, "page:4").contains("1 500 payments/s (min – max: 1 390 – 1 475)"));
  }

  @Test
  void ownResultsComeBeforeReferenceResults() throws IOException {
    result("datasets/reference", "20270101T000000Z-dddd", "standard", "5", "short");
    assertTrue(shown(UTF8).contains("▲ exceeded"));
    Files.delete(home.resolve("datasets/results/shop-burst/20260102T030405Z-aaaa.json"));
    assertTrue(shown(UTF8).contains("▼ short"));
    assertTrue(
        shown(UTF8, "--results", home.resolve("elsewhere").toString()).contains("· not run"));
  }

  @Test
  void aResultThatCannotBeReadIsPassedOverAloud() throws IOException {
    write("datasets/results/shop-burst/20260501T000000Z-eeee.json", "{\"figures\": [");
    result("datasets/results", "20260601T000000Z-ffff", "standard", "5", "splendid");
    assertTrue(shown(UTF8).contains("▲ exceeded"));
    List<String> notes = err.toString(StandardCharsets.UTF_8).lines().toList();
    String folder = "note: datasets/results/shop-burst/";
    assertEquals(
        List.of(
            folder
                + "20260601T000000Z-ffff.json is no result file: figures[0].verdict: \"splendid\""
                + " is no verdict; it is passed over",
            folder
                + "20260501T000000Z-eeee.json is no result file: it is not JSON from line 1,"
                + " column 14 on; it is passed over"),
        notes);
  }

  /// Numbers at the ends of what a double holds, and names that are pictures.
  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.0", "-1432.25", "1.7e308", "-1.7e308", "4.9e-324"})
  void oddNumbersAndNamesAreShownInsideTheTerminal(String measured) throws IOException {
    String odd = RESULT.formatted("standard", measured, "short");
    for (String number : List.of("1390.4", "1400", "1430", "1435", "1460", "1475.0")) {
      odd = odd.replace(" " + number, " " + measured).replace("[" + number, "[" + measured);
    }
    odd = odd.replace("burst\", \"group", "💸 burst 🚀\", \"group").replace("payments/s", "💸/s");
    write("datasets/results/shop-burst/20260601T000000Z-ffff.json", odd);
    for (Terminal terminal : List.of(UTF8, ASCII, NARROW_ASCII, wide(40))) {
      assertTrue(shown(terminal).contains("short"), shown(terminal));
      String shown = shown(terminal) + shown(terminal, "page:4");
      shown
          .lines()
          .filter(line -> !line.contains("./jbang ")) // a command is not broken
          .forEach(line -> assertTrue(line.codePoints().count() <= terminal.width(), line));
    }
    JsonNode json = new ObjectMapper().readTree(shown(ASCII, "--json"));
    assertEquals(Double.parseDouble(measured), json.get(0).get("measured").asDouble());
  }

  @Test
  void aResultWithoutRowsAnswersNothing() throws IOException {
    Files.delete(home.resolve("datasets/results/shop-burst/20260102T030405Z-aaaa.json"));
    write(
        "datasets/results/shop-burst/20260601T000000Z-ffff.json",
        RESULT.substring(0, FIRST_ROW).formatted("standard") + "]}");
    assertTrue(shown(UTF8).contains("· not run"), shown(UTF8));
    assertTrue(shown(UTF8, "page:4").contains("not run"), shown(UTF8, "page:4"));
  }

  private static final Terminal NARROW_ASCII = new Terminal(40, false, false, false);

  private static Terminal wide(int width) {
    return new Terminal(width, true, false, false);
  }

  @Test
  void aDocumentIsNoFigureAndTheOptionForItIsNamed() {
    assertEquals("error: page is a document and no figure: --document page", refused(2, "page"));
  }

  @Test
  void aWideTerminalShowsNamesWhole() throws IOException {
    String name = "turns of the loop ".repeat(6) + "in the drawing";
    write(
        "datasets/documented/page.csv", FIGURES.replace("turns of the loop in the drawing", name));
    assertTrue(shown(wide(200)).contains(name), shown(wide(200)));
    assertTrue(shown(wide(120)).contains("turns of the loop tu"), shown(wide(120)));
  }

  @Test
  void aNarrowTerminalGetsAListWithWholeNames() {
    assertTrue(
        shown(wide(40))
            .contains(
                """
                   5  turns of the loop in the drawing
                      parameter, 20 turns
                      ✗ contradicted (A1)
                """),
        shown(wide(40)));
  }

  @Test
  void noLineOfTheCommittedDataIsWiderThanTheTerminal() {
    for (Terminal terminal :
        List.of(UTF8, ASCII, NARROW_ASCII, wide(40), wide(60), wide(140), wide(240))) {
      for (String option : List.of("--all", "--audit")) {
        assertEquals(0, run(Project.home(), terminal, option));
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> assertTrue(line.length() <= terminal.width(), line));
      }
    }
  }

  /// As it stands after some weeks of measuring: every kind of verdict at once.
  @Test
  void theCountOfManyKindsOfVerdictsStaysInsideTheTerminal() throws IOException {
    StringBuilder figures = new StringBuilder(FIGURES.lines().findFirst().orElseThrow() + "\n");
    List<String> rows = new ArrayList<>();
    for (String verdict : MEASURED_VERDICTS) {
      String id = "page." + verdict;
      figures.append(id).append(",4,Results,rate,achieved,=,1,,TPS,more,,shop,shop-burst,");
      figures.append("measured,,once,,1\n");
      rows.add(
          RESULT
              .substring(FIRST_ROW, RESULT.lastIndexOf("]}"))
              .formatted("1.0", verdict)
              .replace("\"burst\"", "\"" + id + "\"")
              .replace("page.burst.throughput", id)
              .replace("\"note\": \"\"", "\"note\": \"why\""));
    }
    FIGURES
        .lines()
        .filter(row -> row.startsWith("page.gain,") || row.startsWith("page.rate,"))
        .forEach(row -> figures.append(row).append('\n'));
    write("datasets/documented/page.csv", figures.toString());
    write("datasets/documented/relations.csv", RELATIONS.lines().findFirst().orElseThrow() + "\n");
    write(
        "datasets/results/shop-burst/20260601T000000Z-ffff.json",
        RESULT.substring(0, FIRST_ROW).formatted("standard") + String.join(",", rows) + "]}");
    String audit = shown(UTF8, "--audit");
    assertTrue(audit.contains("1 exceeded, 1 inconclusive, 1 kept, "), audit);
    audit.lines().forEach(line -> assertTrue(line.length() <= UTF8.width(), line));
  }

  @Test
  void everyCommittedFigureHasACard() {
    assertEquals(0, run(Project.home(), UTF8, "--json"));
    List<String> ids = new ArrayList<>();
    try {
      new ObjectMapper()
          .readTree(out.toString(StandardCharsets.UTF_8))
          .forEach(figure -> ids.add(figure.get("id").asText()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    assertEquals(0, run(Project.home(), ASCII, ids.toArray(String[]::new)));
    String cards = out.toString(StandardCharsets.UTF_8);
    assertTrue(cards.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127));
  }
}
