package labs.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Relations;
import kit.finding.Stand;
import kit.lab.Project;
import kit.result.ExampleResults;
import kit.result.FigureBuilder;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the overview shows of all results and documents, without a notebook.
class OverviewTest {
  private static final Project HERE = Project.here();

  @TempDir Path root;
  private Project project;

  /// A project with the documents of this one and no result.
  @BeforeEach
  void documents() throws IOException {
    project = new Project(root);
    Files.createDirectories(project.documented());
    try (Stream<Path> files = Files.list(HERE.documented())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, project.documented().resolve(file.getFileName()));
      }
    }
  }

  private Overview open() throws IOException {
    return Overview.open(project, "latest");
  }

  private static Audit audit() {
    DocumentedFigures figures = DocumentedFigures.load(HERE.documented());
    return Audit.of(figures, Relations.load(HERE.documented(), figures));
  }

  private static Result run(String lab, FigureRow... rows) {
    return new ResultBuilder()
        .with(
            run -> {
              run.lab = lab;
              run.figures.addAll(List.of(rows));
            })
        .build();
  }

  @Test
  void everyRelationThatFailsStandsWithItsArithmeticAndNoOther() throws IOException {
    String shown = open().audit();
    for (var outcome : audit().outcomes()) {
      String row = ">" + outcome.relation().id() + "</td>";
      assertEquals(!outcome.holds(), shown.contains(row), outcome.relation().id());
    }
  }

  @Test
  void aLineMayEndInsideAPathAndAnIdAndInsideNoNumberWithItsUnit() {
    assertTrue(
        Html.words("a.b.speed in results/all_1.json: 25.3 GB, 10.5 requests/s, 16 640")
            .endsWith(
                ">a.b.<wbr>speed in results/<wbr>all_<wbr>1.<wbr>json: 25.3&nbsp;GB, 10.5"
                    + " requests/s, 16&nbsp;640</td>"));
  }

  @Test
  void anOwnRunTakesThePlaceOfItsLabsReferenceRun() throws IOException {
    assertTrue(open().intro().contains("0 labs"), open().intro());
    Result result = ExampleResults.standard().build();
    new ResultStore(project.reference()).save(result);
    assertTrue(open().intro().contains("none of yours, 1 reference run"), open().intro());
    new ResultStore(project.results()).save(result);
    assertTrue(open().intro().contains("1 of yours, 0 reference runs"), open().intro());
    assertEquals(List.of(result), open().results());
  }

  @Test
  void eachFigureThatCanBeJudgedIsCountedOnceByDocumentAndByKind() throws IOException {
    String document = "cronosstream";
    long before = verdicts(open(), "document").get("all").get(document);
    long judged =
        audit().figures().all().stream()
            .filter(figure -> figure.document().equals(document) && Stand.judged(figure))
            .count();
    assertEquals(judged, before);
    Figure figure =
        audit().figures().all().stream()
            .filter(one -> one.document().equals(document) && one.kind() == Kind.ACHIEVED)
            .filter(one -> Stand.judged(one) && audit().against(one).isEmpty())
            .findFirst()
            .orElseThrow();
    Result result =
        run(
            "saw-iron",
            FigureBuilder.row(figure.id().replaceFirst(".*?\\.", ""), "a cut", "v")
                .documented(100, "100")
                .measured(50, 49, 51)
                .verdict("short", "")
                .build());
    new ResultStore(project.results()).save(result);
    for (String by : List.of("document", "kind")) {
      Map<String, Map<String, Long>> counts = verdicts(open(), by);
      assertEquals(
          Map.of(by.equals("document") ? document : "achieved", 1L, "all", 1L),
          counts.remove("▼ short"));
      Map<String, Long> all = counts.remove("all");
      counts
          .values()
          .forEach(row -> row.forEach((name, count) -> all.merge(name, -count, Long::sum)));
      assertEquals(1L, all.remove("all"), "the one that is short");
      assertEquals(1L, all.values().stream().mapToLong(left -> left).sum());
    }
  }

  /// Counts by the head of their row, then by that of their column.
  private static Map<String, Map<String, Long>> verdicts(Overview shown, String by) {
    String html = shown.verdicts().split("By document|By kind")[by.equals("document") ? 1 : 2];
    List<String> heads = texts(html, "scope='col'");
    Map<String, Map<String, Long>> counts = new HashMap<>();
    for (String row : html.split("<tr>")) {
      List<String> cells = texts(row, "<td");
      for (int at = 0; at < cells.size(); at++) {
        if (!cells.get(at).isEmpty()) {
          counts
              .computeIfAbsent(texts(row, "scope='row'").getFirst(), _ -> new HashMap<>())
              .put(heads.get(at + 1), Long.valueOf(cells.get(at)));
        }
      }
    }
    return counts;
  }

  private static List<String> texts(String html, String mark) {
    return Pattern.compile(mark + "[^>]*>(?:<b>)?([^<]*)")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void aResultThatCannotBeReadIsPassedOverWithASentence() throws IOException {
    Path folder = Files.createDirectories(project.results().resolve("saw-iron"));
    Files.writeString(folder.resolve("20261101T000000Z-0000.json"), "{\"schema\": 0}");
    assertEquals(List.of(), open().results());
    assertTrue(open().intro().contains("it is passed over."), open().intro());
    assertTrue(open().overviewChart().contains("No measured figure"), open().overviewChart());
  }

  @Test
  void whatFallsOutOfLineIsFoundByRule() {
    Result saw =
        run(
            "saw-iron",
            FigureBuilder.row("a", "slow cut", "v")
                .documented(100, "100")
                .measured(50, 49, 51)
                .verdict("short", "")
                .build(),
            FigureBuilder.row("b", "fast cut", "v")
                .documented(1, "1")
                .measured(30, 29, 31)
                .verdict("exceeded", "")
                .build());
    Result other =
        run(
            "saw-gold",
            FigureBuilder.row("b", "a cut elsewhere", "v")
                .documented(1, "1")
                .measured(900, 899, 901)
                .verdict("other conditions", "a larger saw")
                .build());
    Map<String, List<String>> found = new Surprises(List.of(saw, other), audit()).all();
    assertEquals(
        List.of("saw-iron, \"slow cut\": 50 payments/s against 100, 0.500x [0.490 – 0.510]."),
        found.get("Worse than documented"));
    assertEquals(
        List.of("saw-iron, \"fast cut\": 30 payments/s against 1, 30.0x [29.0 – 31.0]."),
        found.get("Furthest beyond the document, under its own conditions"));
    assertEquals(
        List.of(
            "cronosstream.b, stated as 1 payments/s: saw-iron, \"fast cut\": 30 payments/s;"
                + " saw-gold, \"a cut elsewhere\": 900 payments/s; a factor of 30.0."),
        found.get("One documented figure, measured in ways that lie more than tenfold apart"));
    assertEquals(3, found.size(), found::toString);
  }

  @Test
  void aLimitThatATrialExceededHasNoShare() throws IOException {
    Result saw =
        new ResultBuilder()
            .with(
                run -> {
                  run.limits.add(
                      new Limit("arm", "an arm", 100, "payments/s", 100, 100, "by hand"));
                  run.figures.add(
                      FigureBuilder.row("a", "slow cut", "v")
                          .measured(50, 49, 51, 50, 51, 49)
                          .limit("arm", 0.5)
                          .build());
                  run.figures.add(
                      FigureBuilder.row("b", "fast cut", "v")
                          .measured(80, 70, 110, 80, 110, 70)
                          .limit("arm", 0.8)
                          .build());
                })
            .build();
    new ResultStore(project.results()).save(saw);
    String shown = open().limits().replace("&nbsp;", " ");
    assertTrue(shown.contains("<b>50 %</b>"), shown);
    assertFalse(shown.contains("<b>80 %</b>"), shown);
    assertTrue(
        shown.contains("fast cut: the limit of an arm does not hold: exceeded in trial 2 of 3"),
        shown);
  }
}
