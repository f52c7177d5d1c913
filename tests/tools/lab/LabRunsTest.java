package tools.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import kit.lab.Project;
import kit.report.Trouble;
import kit.result.CheckRow;
import kit.result.ProjectFacts;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import kit.result.RunOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.lab.LabRuns.Asked;
import tools.lab.LabRuns.Outcome;

/// Many labs in a made-up project, with a lab that only writes a result.
class LabRunsTest {
  private static final List<String> ALL = List.of("bank-loan", "shop-buy", "shop-sell");

  @TempDir Path root;
  private final List<String> started = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final Map<String, Integer> statuses = new HashMap<>();
  private String lastStarted = "";
  private boolean ending;
  private Instant clock = ResultBuilder.STARTED;
  private Labs labs;
  private Asked asked;

  @BeforeEach
  void makeProject() throws IOException {
    String aliases =
        ALL.stream()
            .map(lab -> "\"%s\": {\"script-ref\": \"labs/%s.java\"}".formatted(lab, lab))
            .collect(
                Collectors.joining(
                    ", ", "", ", \"charts\": {\"script-ref\": \"tools/charts.java\"}"));
    Files.writeString(root.resolve("jbang-catalog.json"), "{\"aliases\": {" + aliases + "}}");
    labs = new Labs(new Project(root), root.resolve("own"));
    ResultBuilder usual = new ResultBuilder();
    asked = new Asked("standard", "auto", "all", usual.machine, usual.project, false);
  }

  private void save(String lab, Consumer<ResultBuilder> change) throws IOException {
    clock = clock.plusSeconds(3600);
    ResultBuilder result = new ResultBuilder();
    result.lab = lab;
    result.started = clock;
    result.finished = clock.plusSeconds(300);
    result.checks.add(CheckRow.of("every one was counted", 7, 7, "payments", ""));
    change.accept(result);
    new ResultStore(labs.results()).save(result.build());
  }

  private int runOne(String lab) throws IOException {
    started.add(lab);
    int status = statuses.getOrDefault(lab, 0);
    ending = lab.equals(lastStarted);
    if (status == 0) {
      save(lab, nothing -> {});
    }
    return status;
  }

  private List<Outcome> run(Asked what, String... words) throws Exception {
    return new LabRuns(labs, what, said::add, () -> ending)
        .run(labs.meant(List.of(words)), this::runOne);
  }

  private static List<String> words(List<Outcome> outcomes) {
    return outcomes.stream().map(outcome -> outcome.lab() + " " + outcome.words()).toList();
  }

  @Test
  void allTheLabsOfASystemOrSingleOnesAreMeantEachOnce() throws IOException {
    assertEquals(ALL, labs.meant(List.of("all")));
    assertEquals(ALL.subList(1, 3), labs.meant(List.of("shop")));
    assertEquals(
        List.of("shop-sell", "shop-buy"), labs.meant(List.of("shop-sell", "shop", "shop-buy")));
    Trouble none = assertThrows(Trouble.class, () -> labs.meant(List.of("shop", "sho")));
    assertTrue(
        none.getMessage()
            .startsWith("no lab and no system is called 'sho'; the systems are bank, shop"),
        none.getMessage());
  }

  @Test
  void whatIsMeasuredIsLeftOutUntilItIsAskedForAgain() throws Exception {
    assertEquals(
        List.of("bank-loan measured", "shop-buy measured", "shop-sell measured"),
        words(run(asked, "all")));
    assertEquals(
        "[2 of 3] shop-buy; 0 seconds so far, about 0 seconds to go",
        said.get(1).replaceAll("\\d seconds? so", "0 seconds so"));
    List<Outcome> kept = run(asked, "all");
    assertEquals("shop-buy kept from 2026-11-20", words(kept).get(1));
    assertEquals(ALL, started);
    run(new Asked("standard", "auto", "all", asked.machine(), asked.now(), true), "shop-buy");
    assertEquals("shop-buy", started.getLast());
    assertEquals("[1 of 1] shop-buy; about 5 min to go", said.getLast());
  }

  @Test
  void resultOfAnotherStateOrMachineOrOfAPartOfTheLabIsNoneOfThisRun() throws Exception {
    Map<String, Object> other = new HashMap<>(asked.machine());
    other.put("cores", 64);
    List<Consumer<ResultBuilder>> changes =
        List.of(
            it -> it.profile = "quick",
            it -> it.machine = other,
            it -> it.project = new ProjectFacts("0.1", "3f2a9c1d5e", true),
            it -> it.project = new ProjectFacts("0.1", "aaaaaaaaaa", false),
            it -> it.options = options(List.of("p"), List.of("burst"), "journal", 10),
            it -> it.options = options(List.of("p"), List.of(), "none", 10),
            it -> it.options = options(List.of("p"), List.of(), "journal", 2),
            it -> it.options = options(List.of(), List.of(), "journal", 10),
            it -> it.checks.clear(),
            it -> it.checks.add(CheckRow.of("none was lost", 6, 7, "payments", "one is missing")));
    for (Consumer<ResultBuilder> change : changes) {
      save("shop-buy", change);
      started.clear();
      Path own = labs.results().resolve("shop-buy");
      run(asked, "shop-buy");
      assertEquals(List.of("shop-buy"), started);
      for (Path file : new ResultStore(labs.results()).files("shop-buy")) {
        Files.delete(file);
      }
      assertTrue(Files.isDirectory(own));
    }
    save("shop-buy", it -> {});
    run(new Asked("standard", "process", "all", asked.machine(), asked.now(), false), "shop-buy");
    assertEquals(2, started.size(), "a result from a container does not answer for processes");
  }

  private static RunOptions options(
      List<String> peers, List<String> only, String engine, int trials) {
    return new RunOptions(engine, "journal", peers, List.of("p"), only, trials, "auto");
  }

  @Test
  void quickRunOfFewerTrialsIsWholeToo() throws Exception {
    Asked quick = new Asked("quick", "auto", "all", asked.machine(), asked.now(), false);
    for (int trials : List.of(4, 1)) {
      started.clear();
      save(
          "shop-buy",
          it -> {
            it.profile = "quick";
            it.options = options(List.of("p"), List.of(), "journal", trials);
          });
      run(quick, "shop-buy");
      assertEquals(trials == 1 ? List.of() : List.of("shop-buy"), started);
    }
  }

  @Test
  void resultWithoutThePeersAnswersOnlyWhereNoneAreAskedFor() throws Exception {
    save("shop-buy", it -> it.options = options(List.of(), List.of(), "journal", 10));
    run(new Asked("standard", "auto", "none", asked.machine(), asked.now(), false), "shop-buy");
    assertEquals(List.of(), started);
    run(asked, "shop-buy");
    assertEquals(List.of("shop-buy"), started);
  }

  @Test
  void labThatFailsOrIsInterruptedAloneDoesNotStopTheOthersAndCtrlCDoes() throws Exception {
    statuses.put("bank-loan", 130);
    statuses.put("shop-buy", 1);
    lastStarted = "shop-buy";
    List<Outcome> outcomes = run(asked, "all");
    assertEquals(
        List.of("bank-loan ended with status 130", "shop-buy ended with status 1"),
        words(outcomes));
    statuses.clear();
    started.clear();
    lastStarted = "";
    assertEquals(3, run(asked, "all").size());
    assertEquals(ALL, started);
  }
}
