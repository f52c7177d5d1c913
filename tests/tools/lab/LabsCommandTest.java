package tools.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import kit.result.CheckRow;
import kit.result.FigureBuilder;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The command line of `./jbang lab` on made-up results of a lab of this project.
class LabsCommandTest {
  @TempDir Path results;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = new LabsCommand().commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private Path save(int day, double rate, Consumer<ResultBuilder> change) throws IOException {
    ResultBuilder result = new ResultBuilder();
    result.started = ResultBuilder.STARTED.plus(Duration.ofDays(day));
    result.finished = result.started.plusSeconds(60);
    result.checks.add(CheckRow.of("every one was counted", 7, 7, "payments", ""));
    result.figures.add(
        FigureBuilder.row("burst", "burst, 1 channel", "burst")
            .measured(rate, rate - 1, rate + 1, rate - 1, rate, rate + 1)
            .build());
    change.accept(result);
    return new ResultStore(results).save(result.build());
  }

  @Test
  void twoResultsOfOneMachineAreComparedAndChangeNeedsMoreRuns() throws IOException {
    Path then = save(0, 100, it -> {});
    Path now = save(1, 60, it -> {});
    String[] compare = {"compare", "" + then, "" + now, "--results", "" + results};
    assertEquals(0, run(compare));
    assertTrue(out.toString().contains("0.60x"), out.toString());
    assertTrue(out.toString().contains("no verdict"), out.toString());
    for (int day = 2; day < 8; day++) {
      save(day, 100 + day % 3, it -> {});
    }
    assertEquals(4, run(compare));
    assertTrue(out.toString().contains("regression"), out.toString());
  }

  @Test
  void resultsOfTwoMachinesStandBesideEachOtherWithoutAVerdict() throws IOException {
    Path then = save(0, 100, it -> {});
    for (int day = 2; day < 8; day++) {
      save(day, 100 + day % 3, it -> {});
    }
    Path now =
        save(
            1,
            60,
            it -> {
              Map<String, Object> machine = new HashMap<>(it.machine);
              machine.put("cores", 64);
              it.machine = machine;
            });
    assertEquals(0, run("compare", "" + then, "" + now, "--results", "" + results));
    assertTrue(out.toString().contains("0.60x"), out.toString());
    assertTrue(out.toString().contains("another machine, cores (2, now 64)"), out.toString());
  }

  @Test
  void historyShowsEachRunOfARowAndWhatChanged() throws IOException {
    for (int day = 0; day < 8; day++) {
      save(day, 100 + day % 3, it -> {});
    }
    save(9, 50, it -> {});
    save(8, 1, it -> it.profile = "quick");
    assertEquals(0, run("history", "sequencer-burst", "--results", "" + results));
    String[] lines = out.toString().split("\n");
    assertTrue(lines[0].startsWith("sequencer-burst: 9 of 10 runs"), lines[0]);
    assertTrue(out.toString().contains("burst, 1 channel, payments/s\n  2026-11-20 3f2a9c1 100"));
    assertTrue(lines[lines.length - 1].contains("0.495x regression"), lines[lines.length - 1]);
    assertEquals(0, run("history", "sequencer-burst", "--csv", "--results", "" + results));
    assertEquals(10, out.toString().lines().count());
  }

  /// A quick run is not meant by its lab's name where there is a reference run.
  @Test
  void ownQuickRunIsComparedByItsFile() throws IOException {
    save(1, 60, it -> it.profile = "quick");
    String both = "sequencer-burst sequencer-burst@reference";
    assertEquals(2, run(("compare " + both + " --results " + results).split(" ")));
    assertTrue(err.toString().contains("a quick run of yours by its file"), err.toString());
  }

  @Test
  void whatMakesNoSenseIsToldInASentence() throws IOException {
    Path one = save(0, 100, it -> {});
    Files.writeString(results.resolve("half.json"), "{\"schema\": 1");
    String[][] wrong = {
      {"", "say what to do: run, compare or history"},
      {"run", "Missing required parameter"},
      {"run nothing", "no lab and no system is called 'nothing'"},
      {"run all --profile slow", "--profile is 'slow'"},
      {"run all --runtime moon", "--runtime is 'moon'"},
      {"run all --peers some", "--peers is 'some'; it must be one of: all, none"},
      {"compare " + one, "Missing required parameter"},
      {"compare " + one + " " + one, "name two results"},
      {"compare " + one + " " + results.resolve("none.json"), "there is no result file"},
      {"compare " + one + " sequencer-burst@reference", "no row to compare|another"},
      {"history sequencer --results " + results, "'sequencer' is no lab but a system"},
      {"history sequencer-crypto --results " + results, "there is no result of sequencer-crypto"},
    };
    for (String[] each : wrong) {
      int status = run(each[0].isEmpty() ? new String[0] : each[0].split(" "));
      String said = err.toString() + out;
      assertTrue(
          java.util.regex.Pattern.compile(each[1]).matcher(said).find(), each[0] + ": " + said);
      assertTrue(each[0].endsWith("@reference") || status == 2 || status == 3, each[0] + status);
    }
  }
}
