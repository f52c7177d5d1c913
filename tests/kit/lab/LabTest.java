package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kit.chart.Format;
import kit.chart.Gallery;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Metric;
import kit.result.Result;
import kit.result.ResultJson;
import kit.result.ResultSchema;
import kit.result.ResultStore;
import kit.result.TrialRow;
import kit.result.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One run of a lab, from its arguments to its exit status.
class LabTest extends DrawingLab {
  @Test
  void standardRunGivesVerdictsIntervalsAndPeers() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"), err.toString(UTF_8));
    Result result = saved();
    assertEquals(30, result.trials().size());
    FigureRow row = result.figure("cronosstream.burst.throughput").orElseThrow();
    assertEquals(Verdict.EXCEEDED, row.verdict());
    assertTrue(row.low() <= row.measured() && row.measured() <= row.high());
    assertEquals(10, row.values().size());
    assertEquals(Verdict.NONE, result.figure("undocumented").orElseThrow().verdict());
    assertEquals(4, result.peers().getFirst().ratio(), 0.2);
    assertEquals(0, result.exit().status());
    assertTrue(out.toString(UTF_8).contains("exceeded"), out.toString(UTF_8));
    assertTrue(out.toString(UTF_8).contains("datasets/results/demo-lab/20260102T030405Z"));
  }

  @Test
  void whatTheCalibrationWritesLiesWhereADeadRunIsSwept() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"), err.toString(UTF_8));
    Path place = folder.toRealPath().relativize(calibrated.get());
    assertTrue(place.toString().matches("\\.work/[0-9a-f]{8}/tmp"), place.toString());
    assertTrue(Files.notExists(calibrated.get()));
  }

  @Test
  void runLeavesItsChartsAndAPageBesideTheResult() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"), err.toString(UTF_8));
    Path page = Gallery.folder(store().files("demo-lab").get(0)).resolve("README.md");
    assertTrue(Files.readString(page).contains("](figures.svg)"));
    for (String name : List.of("figures.png", "figures.svg", "figures.csv", "trials.png")) {
      assertTrue(Files.size(page.resolveSibling(name)) > 0, name);
    }
    String shown = folder.relativize(page).toString();
    assertTrue(out.toString(UTF_8).contains("charts  " + shown), out.toString(UTF_8));
  }

  @Test
  void runWhoseChartsCannotBeSavedKeepsItsResultAndSaysSo() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--profile", "quick"));
    ResultStore store = store();
    Path first = store.files("demo-lab").getFirst();
    Path inTheWay = Gallery.folder(first);
    try (Stream<Path> files = Files.list(inTheWay)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(inTheWay);
    Files.writeString(inTheWay, "a file where the folder would be");
    Result again = ResultStore.read(first);
    Harvest harvest = new Harvest(store, new Project(folder), "demo-lab");
    Map<String, String> saved = harvest.draw(harvest.save(again), Format.ALL);
    assertTrue(Files.isRegularFile(folder.resolve(saved.get("result"))), saved.toString());
    assertTrue(saved.get("charts").startsWith("none: "), saved.toString());
  }

  @Test
  void trialsOfAllVariantsTakeTurnsInAnOrderDrawnFromTheSeed() throws IOException {
    run(lab(100), "--runtime", "process");
    List<String> names = saved().trials().stream().map(TrialRow::name).toList();
    assertEquals(3, List.copyOf(names.subList(0, 3)).stream().distinct().count());
    assertEquals(3, List.copyOf(names.subList(27, 30)).stream().distinct().count());
  }

  @ParameterizedTest
  @CsvSource({"quick, SMOKE RUN, 3 trials", "test, SMOKE RUN, 1 trial"})
  void shortRunGivesNoVerdict(String profile, String heading, String trials) throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--profile", profile));
    assertEquals(Verdict.SMOKE, saved().figure("rate").orElseThrow().verdict());
    assertTrue(out.toString(UTF_8).contains(heading + ", " + trials), out.toString(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"5, 3", "10, 2", "11, 1", "60, 1"})
  void aQuickRunMakesAsManyTrialsAsItHasTimeFor(double plannedSeconds, int trials)
      throws IOException {
    Lab lab =
        lab(100).plan(plan -> plan.system("drawn", plannedSeconds, trial -> draw(trial, 100)));
    assertEquals(0, run(lab, "--runtime", "process", "--profile", "quick"));
    assertEquals(trials, saved().trials().size());
    assertEquals(trials, alone().options().trials());
    assertEquals(0, run(lab, "--runtime", "process", "--profile", "quick", "--trials", "4"));
    assertEquals(4, saved().trials().size());
  }

  @Test
  void whatATrialHasSeenStandsInItsRow() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--profile", "quick"));
    for (TrialRow trial : saved().trials()) {
      assertEquals(new Metric(0.5, ""), trial.seen().get("luck.share"), trial.name());
      assertEquals("s", trial.seen().get("noise.window_s").unit(), trial.name());
    }
  }

  @Test
  void resultSaysHowLongTheUserWaitedForTheFirstMeasurement() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--profile", "quick"));
    Map<String, String> details = saved().runtime().details();
    assertEquals("0.25", details.get("start_lab_s"));
    assertEquals("0.50", details.get("start_limits_s"));
    assertEquals("0.75", details.get("start_trials_s"));
    assertTrue(err.toString(UTF_8).contains("0.50 s from the command"), err.toString(UTF_8));
  }

  @Test
  void jsonStandsAloneOnStandardOutput() {
    run(lab(100), "--runtime", "process", "--profile", "quick", "--json");
    ResultSchema.check(out.toString(UTF_8));
    Result result = ResultJson.read(out.toString(UTF_8), "standard output");
    assertEquals("demo-lab", result.lab());
    assertTrue(err.toString(UTF_8).contains("SMOKE RUN"));
  }

  @Test
  void failedCheckGivesStatusOneNoVerdictAndStillAResult() throws IOException {
    Lab lab =
        doing(
            trial -> {
              draw(trial, 100);
              trial.check("nothing is lost", 9, 10, "payments", "payment 7");
            });
    assertEquals(1, run(lab, "--runtime", "process", "--peers", "none"));
    Result result = saved();
    assertEquals(Verdict.INCONCLUSIVE, result.figure("rate").orElseThrow().verdict());
    assertEquals("not run", result.figure("undocumented").map(r -> "not run").orElseThrow());
    assertTrue(out.toString(UTF_8).contains("90 of 100"), out.toString(UTF_8));
  }

  @Test
  void evidenceIsNotExpectedOfWhatOnlyLeavesOut() throws IOException {
    Lab lab =
        lab(100)
            .plan(
                plan -> {
                  plan.expect("nothing is lost", "payments");
                  plan.control("control", 0.1, trial -> draw(trial, 50));
                  plan.system(
                      "drawn",
                      0.1,
                      trial -> {
                        draw(trial, 100);
                        trial.check("nothing is lost", 1, 1, "payments");
                      });
                });
    assertEquals(0, run(lab, "--runtime", "process", "--only", "undocumented"));
    assertEquals(
        List.of("numbers were drawn"), saved().checks().stream().map(CheckRow::name).toList());
    assertEquals(0, run(lab, "--runtime", "process"));
  }

  @Test
  void expectedCheckWithoutEvidenceFails() throws IOException {
    Lab lab =
        lab(100)
            .plan(
                plan ->
                    plan.expect("nothing is lost", "payments")
                        .system("drawn", 0.1, trial -> draw(trial, 100)));
    assertEquals(1, run(lab, "--runtime", "process", "--profile", "quick"));
    assertFalse(saved().checks().getFirst().held());
  }

  private static Lab answering(String figure, Measure measure, Variant.Body body) {
    return Lab.named("demo-lab")
        .title("numbers out of thin air, for a test")
        .row(Row.of("rate", "drawn", measure, "drawn").answers(figure))
        .plan(plan -> plan.system("drawn", 0.1, body));
  }

  private static Variant.Body showing(Measure measure, double value) {
    return trial -> {
      trial.metric(measure, value);
      trial.check("numbers were drawn", 1, 1, "numbers");
    };
  }

  @Test
  void rowsAndFiguresAgreeOnWhatIsBetter() {
    Measure less = Measure.less("rate", "Rate", "payments/s");
    assertFalse(
        0 == run(answering("cronosstream.burst.throughput", less, showing(less, 30)), "--list"));
    String said = said();
    assertTrue(said.contains("says that less is better"), said);
  }

  @Test
  void anotherEngineMeasuresUnderOtherConditions() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--engine", "fancy"));
    FigureRow row = saved().figure("rate").orElseThrow();
    assertEquals(
        Verdict.OTHER.because("measured with --engine fancy; the figure is judged with plain"),
        row.ruling());
    assertTrue(row.ratio() > 1, "the ratio is shown all the same");
  }

  @Test
  void contradictedFigureIsSmokeInAQuickRunAndSkipsNoCheck() throws IOException {
    String figure = "bsv-torrent.concurrent.events";
    Measure events = Measure.neutral("events", "Events", "events");
    Lab lab = answering(figure, events, showing(events, 5440));
    assertEquals(0, run(lab, "--runtime", "process", "--profile", "quick"));
    FigureRow quick = alone().figure(figure).orElseThrow();
    assertEquals(Verdict.SMOKE, quick.verdict());
    assertTrue(quick.note().startsWith("the documented figure is contradicted if"), quick.note());
    Lab losing =
        answering(
            figure,
            events,
            trial -> {
              trial.metric(events, 5440);
              trial.check("nothing is lost", 9, 10, "events");
            });
    assertEquals(1, run(losing, "--runtime", "process"));
    FigureRow row = saved().figure(figure).orElseThrow();
    assertEquals(
        Verdict.INCONCLUSIVE.because("a check failed, so the run does not count"), row.ruling());
  }

  @Test
  void computedRowHasNeitherIntervalNorRatioNorVerdict() throws IOException {
    String figure = "bsv-torrent.frequency.throughput";
    Measure rate = Measure.more("rate", "Rate", "events/s");
    Lab lab =
        Lab.named("demo-lab")
            .title("numbers out of thin air, for a test")
            .row(
                Row.of("rate", "by the schedule", rate, "drawn")
                    .answers(figure)
                    .computed("events over the schedule's time"))
            .plan(plan -> plan.system("drawn", 0.1, showing(rate, 1071.5)));
    assertEquals(0, run(lab, "--runtime", "process"), err.toString(UTF_8));
    FigureRow row = saved().figure(figure).orElseThrow();
    assertEquals(Verdict.COMPUTED.because("events over the schedule's time"), row.ruling());
    assertEquals(1071.5, row.measured());
    assertNull(row.low());
    assertNull(row.ratio());
  }

  @Test
  void controlThatRepeatsTheOriginalSaysWhatOfTheRatioIsTheMachine() throws IOException {
    Lab lab =
        Lab.named("demo-lab")
            .title("numbers out of thin air, for a test")
            .row(
                Row.of("rate", "drawn", RATE, "drawn")
                    .answers("cronosstream.burst.throughput")
                    .besideControl("as documented"))
            .plan(
                plan -> {
                  plan.system("drawn", 0.1, trial -> draw(trial, 278.1));
                  plan.control("as documented", 0.1, trial -> draw(trial, 55.62));
                });
    assertEquals(0, run(lab, "--runtime", "process"), err.toString(UTF_8));
    FigureRow row = saved().figure("rate").orElseThrow();
    assertEquals(Verdict.EXCEEDED, row.verdict());
    assertTrue(row.note().contains("own pattern and reaches 2.0"), row.note());
    assertTrue(row.note().endsWith("that much is the machine"), row.note());
  }

  @Test
  void aPeerThatBreaksOnceIsMeasuredAgainAndTheResultSaysSo() throws IOException {
    assertEquals(0, run(withPeer(1), "--runtime", "process"), err.toString(UTF_8));
    assertEquals(20, saved().trials().size());
    List<String> broke =
        saved().notes().stream().filter(note -> note.contains("measured again")).toList();
    assertEquals(1, broke.size(), saved().notes().toString());
    assertTrue(
        broke.getFirst().matches("trial \\d+ of 20, other, broke .*: it hung up"), broke::getFirst);
    assertTrue(err.toString(UTF_8).contains("! " + broke.getFirst().substring(0, 20)));
  }

  @Test
  void aPeerThatBreaksTwiceEndsTheRun() {
    assertEquals(1, run(withPeer(2), "--runtime", "process"));
    assertTrue(err.toString(UTF_8).contains("other, broke"), err.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains("nothing: no result is written"));
  }

  /// Has a peer whose first trials break.
  private Lab withPeer(int breaking) {
    AtomicInteger left = new AtomicInteger(breaking);
    return lab(100)
        .plan(
            plan -> {
              plan.system("drawn", 0.1, trial -> draw(trial, 100));
              plan.peer(
                  "other",
                  "1.0",
                  "rate",
                  "out of thin air",
                  0.1,
                  trial -> {
                    if (left.getAndDecrement() > 0) throw new IOException("it hung up");
                    draw(trial, 50);
                  });
            });
  }

  @Test
  void proportionOfFewTrialsGivesNoVerdict() throws IOException {
    Measure accepted = Measure.more("accepted", "Accepted", "%");
    Lab lab =
        answering(
            "cronosstream.reliability.success",
            accepted,
            trial -> {
              trial.proportion(accepted, 1000, 1000);
              trial.check("numbers were drawn", 1, 1, "numbers");
            });
    assertEquals(0, run(lab, "--runtime", "process", "--trials", "5"));
    assertEquals(Verdict.INCONCLUSIVE, alone().figure("rate").orElseThrow().verdict());
    assertEquals(0, run(lab, "--runtime", "process", "--trials", "6"));
    FigureRow row = saved().figure("rate").orElseThrow();
    assertEquals(
        Verdict.REPRODUCED.because("failures < 0.050 %, none of 6 000 seen"), row.ruling());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "standard"})
  void proportionOfNothingIsNoNumberAndLosesNothingElse(String profile) throws IOException {
    Measure accepted = Measure.more("accepted", "Accepted", "%");
    Lab lab =
        answering(
            "cronosstream.reliability.success",
            accepted,
            trial -> {
              trial.proportion(accepted, 0, 0);
              trial.check("numbers were drawn", 0, 1, "numbers");
            });
    assertEquals(1, run(lab, "--runtime", "process", "--profile", profile));
    FigureRow row = saved().figure("rate").orElseThrow();
    assertNull(row.measured());
    assertEquals(Verdict.NOT_RUN.because("no trial had anything to count"), row.ruling());
  }

  @Test
  void earlierResultIsJudgedAgainByItsOwnTrials() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"));
    Path file = newest();
    String today = Files.readString(file);
    Files.writeString(
        file, today.replace("\"exceeded\"", "\"short\"").replace("\"ruler\" : 2", "\"ruler\" : 1"));
    out.reset();
    assertEquals(0, run(lab(100), "--judge", file.toString()));
    assertEquals("1 of 2 rows judged otherwise than before\n", out.toString(UTF_8));
    Result again = saved();
    assertEquals(Verdict.EXCEEDED, again.figure("rate").orElseThrow().verdict());
    assertEquals(Verdict.RULER, again.ruler());
    assertTrue(
        again.notes().getLast().contains("ruler " + Verdict.RULER), again.notes().toString());
    out.reset();
    assertEquals(0, run(lab(100), "--judge", file.toString()));
    assertEquals("every row is judged as before\n", out.toString(UTF_8));
    assertEquals(2, run(lab(100).protocolVersion(2), "--judge", file.toString()));
    String said = said();
    assertTrue(said.contains("of protocol version 1, and the rows of version 2 are others"), said);
  }

  @Test
  void numberThatIsNotFiniteStopsTheTrialThatRecordsIt() {
    Lab lab = doing(trial -> trial.metric(RATE, 1 / 0.0));
    assertFalse(0 == run(lab, "--runtime", "process", "--peers", "none"));
    String said = said();
    assertTrue(said.contains("\"throughput\" is Infinity payments/s"), said);
  }

  @Test
  void trialThatBreaksLeavesNoResult() throws IOException {
    Lab lab =
        doing(
            trial -> {
              throw new IOException("the wire was cut");
            });
    assertEquals(1, run(lab, "--runtime", "process"));
    assertTrue(err.toString(UTF_8).contains("the wire was cut"), err.toString(UTF_8));
    assertTrue(store().files("demo-lab").isEmpty());
  }

  @Test
  void wrongArgumentsAreStatusTwoAndOneSentence() {
    for (String[] wrong :
        new String[][] {
          {"--profile", "slow"},
          {"--runtime", "cloud"},
          {"--engine", "steam"},
          {"--peers", "nobody"},
          {"--trials", "0"},
          {"--trials", "many"},
          {"--only", "no.such.figure"},
          {"--only", ","},
          {"--only", ""},
          {"--only", "rate,,undocumented"},
          {"--peers", ","},
          {"--baseline", "missing.json"},
          {"--frobnicate"}
        }) {
      err.reset();
      assertEquals(2, run(lab(100), wrong), String.join(" ", wrong));
      String said = err.toString(UTF_8);
      assertTrue(said.startsWith("error: "), said);
      assertTrue(said.endsWith("exit 2\n"), said);
      assertFalse(said.contains("Exception"), said);
    }
    assertEquals(0, measured.get());
  }

  @Test
  void helpNamesTheEnginesAndThePeers() {
    assertEquals(0, run(lab(100), "--help"));
    String said = out.toString(UTF_8);
    assertTrue(
        said.endsWith("Engines of this lab: plain, fancy\nPeers of this lab: other\n"), said);
  }

  @Test
  void whatNobodyForesawIsOneSentenceAndTheWayToItsPlace() {
    Lab broken = lab(100).plan(plan -> Math.floorDiv(1, 0));
    assertEquals(1, run(broken));
    String said = err.toString(UTF_8);
    assertTrue(said.startsWith("error: something that nobody foresaw: ArithmeticExc"), said);
    assertTrue(said.contains("--stacktrace") && !said.contains("\tat "), said);
    err.reset();
    assertEquals(1, run(broken, "--stacktrace"));
    assertTrue(err.toString(UTF_8).contains("\tat "), err.toString(UTF_8));
  }

  @Test
  void unwritableOutputIsSaidBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertEquals(3, run(lab(100), "--out", file.toString()));
    assertTrue(err.toString(UTF_8).contains("results cannot be saved"), err.toString(UTF_8));
    assertEquals(0, measured.get());
  }

  @Test
  void listRunsNothingAndNamesTheDocumentedFigure() {
    assertEquals(0, run(lab(100), "--list"));
    assertTrue(out.toString(UTF_8).contains("27.81 TPS (cronosstream:"), out.toString(UTF_8));
    assertEquals(0, measured.get());
  }

  @Test
  void onlyMeasuresTheVariantsThatTheChosenRowsNeed() throws IOException {
    assertEquals(
        0, run(lab(100), "--runtime", "process", "--only", "undocumented", "--profile", "quick"));
    assertEquals(
        List.of("control", "control", "control"),
        saved().trials().stream().map(TrialRow::name).toList());
  }
}
