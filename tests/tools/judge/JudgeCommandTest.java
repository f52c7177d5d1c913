package tools.judge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.Approval;
import kit.chart.Charts;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.ResultSchema;
import kit.result.Verdict;
import org.junit.jupiter.api.Test;
import tools.exports.Exports;

class JudgeCommandTest extends JudgeCase {
  /// Eight trials around 20, none of them equal.
  private static final String TRIALS =
      """
      name,value,unit
      start,20.3,ms
      start,19.8,ms
      start,20.1,ms
      start,19.9,ms
      start,20.4,ms
      start,19.7,ms
      start,20.2,ms
      start,20.0,ms
      """;

  private static FigureRow row(Result result, String figure) {
    return result.figure("page." + figure).orElseThrow();
  }

  @Test
  void exampleLooksAsOnItsPage() throws IOException {
    List<Object> arguments = new ArrayList<>(List.of(EXPORTS.resolve("example/fastify.csv")));
    for (String name : List.of("fastify", "http")) {
      arguments.addAll(List.of(exports("example/" + name + "-N.json", 1, 7)));
    }
    judged(arguments.toArray());
    String screen = out.toString(UTF_8);
    String table = screen.substring(0, screen.indexOf("\nresult ") + 1);
    Approval.check("report/judge.txt", table);
    String page = Files.readString(runtime.Project.home().resolve("tools/README.md"));
    assertTrue(page.contains("```text\n" + table + "```"), "tools/README.md shows another table");
    String charts = savedFile().toString().replaceFirst("\\.json$", "");
    assertTrue(Files.isRegularFile(Path.of(charts, "figures.svg")), screen);
  }

  @Test
  void exampleOfAnotherTreeAndMachineHasNoVerdictAndItsRatiosAreThoseOfTheExports()
      throws IOException {
    List<Object> arguments = new ArrayList<>(List.of(EXPORTS.resolve("fd/fd.csv")));
    StringBuilder ratios = new StringBuilder("name,value,unit\n");
    for (Path file : exports("fd/fd-N.json", 1, 10)) {
      arguments.add(file);
      Map<String, Double> means = new HashMap<>();
      new ObjectMapper()
          .readTree(file.toFile())
          .get("results")
          .forEach(one -> means.put(one.get("command").asText(), one.get("mean").asDouble()));
      for (String find : List.of("find -iregex", "find -iname")) {
        double ratio = means.get(find) / means.get("fd");
        ratios.append("against %s,%s,x\n".formatted(find, ratio));
      }
    }
    Path made = export("fd/ratios.csv");
    assertEquals(ratios.toString(), Files.readString(made));
    arguments.addAll(List.of(made, "--relations", EXPORTS.resolve("fd/relations.csv")));
    Result result = judged(arguments.toArray());
    assertEquals(5, result.figures().size());
    for (FigureRow row : result.figures()) {
      assertEquals(Verdict.PROXY, row.verdict(), row.label());
    }
    String page = Files.readString(runtime.Project.home().resolve("tools/README.md"));
    String regex = Numbers.plain(result.figure("fd.regex.ratio").orElseThrow().measured());
    assertTrue(page.contains(": " + regex + " times as fast as `find -iregex`"), regex);
  }

  @Test
  void helpNamesEveryFormat() {
    assertEquals(0, run("--help"));
    String help = out.toString(UTF_8);
    Exports.ways().forEach(way -> assertTrue(help.contains(way), way + " is not in " + help));
    assertTrue(help.lines().allMatch(line -> line.length() <= 90), help);
  }

  @Test
  void ratesOfJmhAreInOperationsPerSecond() throws IOException {
    Path export = export("jmh-thrpt.json");
    String name = "bench.Digest.crc bytes=1024";
    Result result = judged(figures("crc,1,CRC,=,64,ops/s,more," + name + ",64 M/s"), export);
    assertEquals(1000 * (57909.56079525895 + 70917.27144737604) / 2, row(result, "crc").measured());
  }

  @Test
  void howManyValuesATrendOfK6HasIsNoTime() throws IOException {
    String summary = Files.readString(EXPORTS.resolve("k6-handle-summary.json"));
    Path run = file("api.json", summary.replace("\"med\": 8.0,", "\"med\": 8.0, \"count\": 200,"));
    Path figures = figures("n,1,slowest,=,200,ms,less,api:http_req_duration.count,200 ms");
    String said = refused(2, figures, run);
    assertTrue(said.contains("\"http_req_duration.count\" of \"api\", which has"), said);
  }

  @Test
  void earlierPytestBenchmarkIsRead() throws IOException {
    String name = "test_digest.py::test_md5";
    Result result =
        judged(figures("md5,1,MD5,<,1,s,less," + name + ",under 1 s"), export("pytest-v4.json"));
    assertEquals("a trial is one file", result.notes().getFirst().substring(18, 37));
    assertEquals(1, row(result, "md5").values().size());
    assertEquals("Nothing watched the machine during 2 trials", Charts.trials(result).title());
  }

  @Test
  void figureIsAnsweredByItsIdByItsColumnOrByTheMapping() throws IOException {
    Path trials = file("trials.csv", TRIALS);
    Path figures =
        figures(
            "start,1,start-up,=,20,ms,less,,starts in 20 ms",
            "boot,2,boot,=,20,ms,less,start,boots in 20 ms",
            "wake,3,wake-up,=,20,ms,less,,wakes in 20 ms",
            "nap,4,nap,=,20,ms,less,start:value,naps in 20 ms");
    Result result = judged(figures, trials, "--map", "page.wake=start:value");
    for (String figure : List.of("start", "boot", "wake", "nap")) {
      assertEquals(Verdict.REPRODUCED, row(result, figure).verdict(), figure);
      assertEquals(8, row(result, figure).values().size());
    }
  }

  @Test
  void unitsOfOneKindAreConvertedAndOthersRefused() throws IOException {
    Path trials = file("trials.csv", TRIALS);
    Result result = judged(figures("start,1,start-up,<,0.03,s,less,,under 0.03 s"), trials);
    assertEquals(Verdict.KEPT, row(result, "start").verdict());
    assertEquals(0.02005, row(result, "start").measured(), 1e-12);
    assertEquals("s", row(result, "start").unit());

    assertEquals(
        "page.start is documented in MB, and \"value\" of \"start\" was measured in ms: they cannot"
            + " be compared",
        refused(2, figures("start,1,start-up,=,20,MB,less,,20 MB"), trials));
  }

  @Test
  void whatLacksTheOtherSideIsListedOnBothSides() throws IOException {
    Path trials = file("trials.csv", TRIALS + "spare,1,MB\n");
    Path figures =
        figures(
            "start,1,start-up,=,20,ms,less,,starts in 20 ms",
            "stop,2,shut-down,=,5,ms,less,,stops in 5 ms");
    Result result = judged(figures, trials);
    assertEquals(Verdict.NOT_RUN, row(result, "stop").verdict());
    assertEquals("nothing measured is called \"stop\"", row(result, "stop").note());
    assertEquals(null, row(result, "stop").measured());
    String screen = out.toString(UTF_8);
    assertTrue(screen.contains("nothing measured is called \"stop\""), screen);
    assertTrue(screen.contains("Measured, and answers no figure: \"spare\" (value)."), screen);
    assertEquals(1, result.trialsOf("spare").size());
  }

  @Test
  void oneTrialHasNoIntervalAndNoVerdict() throws IOException {
    Path trials = file("trials.csv", "name,value,unit\nstart,20,ms\n");
    Result result = judged(figures("start,1,start-up,=,20,ms,less,,20 ms"), trials);
    FigureRow row = row(result, "start");
    assertEquals(Verdict.INCONCLUSIVE, row.verdict());
    assertEquals("1 trial is too few for a verdict; 6 carry one, and 10 are usual", row.note());
    assertEquals(20, row.measured());
    assertEquals(null, row.low());
    assertEquals(null, row.ratioLow());
    assertEquals(5, run(folder.resolve("page.csv"), trials, "--strict"), () -> err.toString(UTF_8));
  }

  @Test
  void filesOfOneNameAreTrialsOfOneThingButNoFileCountsTwice() throws IOException {
    Path figures = figures("api,1,requests,=,20,requests/s,more,,20 requests/s");
    Path[] runs = new Path[6];
    for (int at = 0; at < runs.length; at++) {
      runs[at] =
          file("run-" + at + ".csv", "name,value,unit\napi,%s,requests/s\n".formatted(at + 18));
    }
    FigureRow row =
        row(judged(figures, runs[0], runs[1], runs[2], runs[3], runs[4], runs[5]), "api");
    assertEquals(List.of(18.0, 19.0, 20.0, 21.0, 22.0, 23.0), row.values());
    Path twin = file("twin.csv", Files.readString(runs[0]));
    assertEquals(2, run(figures, runs[0], twin));
    assertTrue(err.toString(UTF_8).contains("are the same run; it counts once"));
  }

  @Test
  void figuresThatContradictEachOtherAreNotJudgedByTrials() throws IOException {
    Path trials = file("trials.csv", TRIALS);
    Path figures =
        figures(
            "start,1,start-up,=,20,ms,less,,starts in 20 ms",
            "rate,2,starts,=,100,starts/s,more,,100 starts/s one after the other");
    Path relations =
        file(
            "relations.csv",
            """
            id,left,comparator,right,expected,refutes,force,meaning,source
            A1,1000 / page.start,>=,page.rate,fails,page.start,contradicted,one after the other,time
            """);
    Result result = judged(figures, trials, "--relations", relations);
    assertEquals(Verdict.CONTRADICTED, row(result, "start").verdict());
    assertEquals(1, run(figures, trials, "--relations", relations, "--fail-on-short"));
  }

  @Test
  void shortFigureFailsWhoAsksForIt() throws IOException {
    Path trials = file("trials.csv", TRIALS);
    Path figures = figures("start,1,start-up,=,10,ms,less,,starts in 10 ms");
    assertEquals(Verdict.SHORT, row(judged(figures, trials), "start").verdict());
    assertEquals(1, run(figures, trials, "--fail-on-short"));
    assertEquals("a figure does not hold", saved().exit().reason());
  }

  @Test
  void jsonAloneStandsOnStandardOutput() throws IOException {
    Path trials = file("trials.csv", TRIALS);
    Path figures = figures("start,1,start-up,=,20,ms,less,,starts in 20 ms");
    assertEquals(0, run(figures, trials, "--json"));
    ResultSchema.check(out.toString(UTF_8));
    assertTrue(err.toString(UTF_8).contains("● reproduced"), err.toString(UTF_8));
  }

  @Test
  void runsThatFailedDoNotCount() throws IOException {
    Path export = export("hyperfine-failing.json");
    Path figures = figures("find,1,search,<,1,s,less,grep nothing,under 1 s");
    assertEquals(1, run(figures, export), () -> err.toString(UTF_8));
    assertEquals(Verdict.INCONCLUSIVE, row(saved(), "find").verdict());
    assertEquals("a check failed", saved().exit().reason());
    assertTrue(out.toString(UTF_8).contains("0 of 6 runs"), out.toString(UTF_8));
  }
}
