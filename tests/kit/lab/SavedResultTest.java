package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.regex.Pattern.quote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.chart.Gallery;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultJson;
import kit.result.Verdict;
import org.junit.jupiter.api.Test;

/// What a result carries, what saves it, and what an earlier one is compared with.
class SavedResultTest extends DrawingLab {
  /// Saves copies of a result with other starts, so that it is known how runs differ.
  private void moreRuns(Path file, int number) throws IOException {
    String json = Files.readString(file);
    for (int day = 1; day <= number; day++) {
      String other = json.replace("\"started\" : \"2026-01-02", "\"started\" : \"2025-12-0" + day);
      Files.writeString(file.resolveSibling("2025120" + day + "T030405Z-0000.json"), other);
    }
  }

  private String compared() {
    String screen = out.toString(UTF_8);
    return screen.substring(screen.indexOf("BASELINE"));
  }

  @Test
  void slowerThanTheBaselineIsARegressionOnceItIsKnownHowRunsDiffer() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"));
    Path file = newest();
    clockSetByMs = 60_000;
    String[] compared = {"--runtime", "process", "--baseline", file.toString()};
    assertEquals(0, run(lab(80), compared));
    assertTrue(out.toString(UTF_8).contains("no verdict"), out.toString(UTF_8));
    clockSetByMs = 120_000;
    assertEquals(5, run(lab(80), "--runtime", "process", "--strict", "--baseline", "" + file));
    assertEquals("no verdict against the baseline", saved().exit().reason());

    moreRuns(file, 5);
    clockSetByMs = 180_000;
    out.reset();
    assertEquals(4, run(lab(40), compared));
    assertTrue(out.toString(UTF_8).contains("regression"), out.toString(UTF_8));
    assertEquals(4, saved().exit().status());
  }

  @Test
  void baselineThatCannotBeComparedIsRefusedBeforeAnythingIsMeasured() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process", "--trials", "3"));
    Path good = newest();
    String json = Files.readString(good);
    Path bad = folder.resolve("bad.json");
    int before = measured.get();
    String[][] faults = {
      {"null", null, "it holds null"},
      {"{", null, "it is not JSON from line 1"},
      {"\"lab\" : \"demo-lab\"", "\"lab\" : \"demo-other\"", "is a result of demo-other"},
      {"\"profile\" : \"standard\"", "\"profile\" : \"quick\"", "is a quick run"},
      {"\"profile\" : \"standard\"", "\"profile\" : \"test\"", "is a test run"},
      {"\"engine\" : \"plain\"", "\"engine\" : \"fancy\"", "another engine (fancy, now plain)"},
      {"\"protocol_version\" : 1", "\"protocol_version\" : 2", "another protocol (version 2"},
      {"\"cores\" :", "\"kerne\" :", "machine.cores is missing"},
      {"\"cores\" : ", "\"cores\" : 9", "another machine, cores (9"},
      {"\"runtime\" : {", "\"runtime\" : null, \"was\" : {", "runtime is missing"},
      {"\"values\" : [", "\"values\" : 7, \"were\" : [", "figures[0].values: a list is expected"},
      {"\"value\" : ", "\"value\" : \"x\", \"was\" : ", "a number is expected"},
      {"\"held\" : true", "\"held\" : false", "checks[0]: check \"numbers were drawn\" cannot"},
      {"\"confirmed\" : ", "\"confirmed\" : null, \"was\" : ", "checks[0].confirmed: a number"},
      {"\"started\" : \"2026-", "\"started\" : \"now, 2026-", "started: a time like"},
    };
    for (String[] fault : faults) {
      err.reset();
      String text = fault[1] == null ? fault[0] : json.replaceFirst(quote(fault[0]), fault[1]);
      assertFalse(text.equals(json), fault[0]);
      Files.writeString(bad, text);
      assertEquals(2, run(lab(100), "--runtime", "process", "--baseline", "" + bad), fault[2]);
      String said = said();
      assertTrue(said.contains("--baseline") && said.contains("bad.json"), said);
      assertTrue(said.contains(fault[2]), said + " for " + fault[2]);
      assertFalse(said.contains("kit.") || said.contains("java."), said);
    }
    assertEquals(before, measured.get());
  }

  /// A row without a document has no verdict that could say so.
  @Test
  void rowWithOverAFifthOfItsTrialsMarkedIsNotCompared() throws IOException {
    assertEquals(0, run(lab(100), "--runtime", "process"));
    Path file = newest();
    clockSetByMs = 60_000;
    String[] compared = {"--runtime", "process", "--baseline", file.toString()};
    assertEquals(0, run(lab(100), compared));
    assertTrue(compared().contains("undocumented rate"), compared());

    clockSetByMs = 120_000;
    out.reset();
    Lab disturbed =
        lab(100)
            .plan(
                plan -> {
                  plan.system("drawn", 0.1, trial -> draw(trial, 100));
                  plan.control(
                      "control",
                      0.1,
                      trial -> {
                        draw(trial, 50);
                        trial.mark("late generator");
                      });
                });
    assertEquals(0, run(disturbed, compared));
    assertTrue(compared().contains("drawn rate"), compared());
    assertFalse(compared().contains("undocumented rate"), compared());
  }

  @Test
  void anEngineThatLeavesSomethingOutAnswersNoDocument() throws IOException {
    Lab lab = lab(100).promise("every one kept").lesserEngine("none", "nothing is kept");
    assertEquals(0, run(lab, "--runtime", "process", "--trials", "6", "--engine", "none"));
    Result result = saved();
    assertEquals("none", result.options().engine());
    assertEquals(
        "numbers out of thin air, for a test, engine none: nothing is kept", result.title());
    FigureRow row = result.figure("cronosstream.burst.throughput").orElseThrow();
    assertEquals(
        Verdict.OTHER.because(
            "measured with --engine none (nothing is kept); the figure is judged with plain"),
        row.ruling());
    assertEquals(List.of("engine none"), row.tags());
    String screen = out.toString(UTF_8);
    assertTrue(screen.startsWith("demo-lab, engine none"), screen);
    assertFalse(screen.contains("every one kept") || screen.contains("exceeded"), screen);
    String page = Files.readString(Gallery.folder(newest()).resolve("README.md"));
    assertTrue(page.contains("engine none: nothing is kept"), page);
    assertFalse(page.contains("every one kept") || page.contains("exceeded"), page);
  }

  @Test
  void aClockThatIsSetBackLosesNoResult() throws IOException {
    Lab lab =
        doing(
            trial -> {
              draw(trial, 100);
              nowNs += 1_000_000_000L;
              clockSetByMs = -3_600_000;
            });
    assertEquals(0, run(lab, "--runtime", "process", "--profile", "quick"));
    Result result = saved();
    assertEquals(STARTED.plusSeconds(3), result.finished());
    assertTrue(result.notes().getFirst().startsWith("the wall clock moved by -3600 s"));
    clockSetByMs = 60_000;
    assertEquals(0, run(lab(100), "--runtime", "process", "--profile", "quick"));
    assertEquals(List.of(), saved().notes());
  }

  @Test
  void whatCannotBeSavedIsPrintedAllTheSame() throws IOException {
    Path results = folder.resolve("datasets/results");
    Lab lab =
        doing(
            trial -> {
              draw(trial, 100);
              Files.createDirectories(results);
              if (Files.notExists(results.resolve("demo-lab"))) {
                Files.writeString(results.resolve("demo-lab"), "in the way");
              }
            });
    assertEquals(3, run(lab, "--runtime", "process", "--profile", "quick", "--json"));
    assertEquals(3, ResultJson.read(out.toString(UTF_8), "standard output").trials().size());
    String said = err.toString(UTF_8);
    assertTrue(said.contains("SMOKE RUN, 3 trials"), said);
    assertTrue(said.contains("error: ") && said.endsWith("exit 3\n"), said);
  }
}
