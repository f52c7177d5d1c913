package tools.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kit.chart.Format;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Relations;
import kit.lab.Harvest;
import kit.lab.Project;
import kit.report.EndTable;
import kit.report.Terminal;
import kit.report.Trouble;
import kit.result.CheckRow;
import kit.result.ExitRow;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultJson;
import kit.result.ResultStore;
import kit.result.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import tools.exports.Exports;
import tools.exports.Measured;

/// `./jbang judge`: documented figures of anybody beside what another tool measured.
///
/// Exit status: 0 judged; 1 a check failed, or with `--fail-on-short` a figure does not hold; 2
/// figures and measurements do not go together; 3 a file cannot be read or written; 5 with
/// `--strict`, a figure is inconclusive.
@Command(
    name = "./jbang judge",
    sortOptions = false,
    description = {
      "Sets documented figures beside what another tool measured, with the verdicts,",
      "intervals, table and charts of a lab. It runs nothing: it reads what a tool wrote.",
      ""
    },
    footer = {
      "",
      "FIGURES.csv has a figure a row; ids begin with the name of the file. page.csv:",
      "  id,line,metric,comparator,low,unit,better,lab,quote",
      "  page.start,12,start-up,<,50,ms,less,,starts in under 50 ms",
      "  page.rate,14,throughput,>=,9000,requests/s,more,api:throughput,\"9,000+ req/s\"",
      "All but comparator and lab are needed; datasets/documented/README.md has the rest.",
      "",
      "A figure is answered by what has its name, here 'start'. Where the tool says it",
      "otherwise, the column lab, or --map, names it: NAME, or NAME:QUANTITY where several",
      "things were measured, as by wrk in a file api-1.txt.",
      "",
      "RESULT is what one of these has written:",
      "  hyperfine --export-json FILE",
      "  k6 run --summary-export=FILE, or handleSummary",
      "  JMH -rf json -rff FILE",
      "  autocannon -j URL > FILE",
      "  wrk --latency URL > FILE",
      "  pytest --benchmark-json=FILE",
      "  any program, as CSV: name,value,unit, a trial a row",
      "Files whose names differ by a number at the end, api-1.txt and api-2.txt, are",
      "trials of one thing; a verdict takes 6 trials, and 10 are usual.",
      "",
      "Status: 0 judged, 1 a check failed, 2 figures and results do not go together, 3 a",
      "file cannot be read or written; 5 and another 1 as --strict and --fail-on-short say."
    },
    usageHelpWidth = 90)
public final class JudgeCommand extends Program {
  private final Supplier<Project> project;
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FIGURES.csv", description = "the documented figures")
  private Path figures;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "RESULT",
      description = "what was measured: a file that any of the tools below has written")
  private List<Path> files = List.of();

  @Option(
      names = "--map",
      paramLabel = "FIGURE=NAME[:QUANTITY]",
      description = "what answers a figure; once for each")
  private Map<String, String> named = new HashMap<>();

  @Option(
      names = "--relations",
      paramLabel = "FILE",
      description = "what the figures must satisfy together, as ./jbang audit reads it")
  private Path relations;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder of results (default: datasets/results of this project)")
  private Path out;

  @Option(names = "--json", description = "the result on standard output, all else on the other")
  private boolean json;

  @Option(names = "--strict", description = "status 5 if a figure is inconclusive")
  private boolean strict;

  @Option(
      names = "--fail-on-short",
      description = "status 1 if a figure is short, differs or is contradicted")
  private boolean failOnShort;

  @Option(
      names = {"-v", "--verbose"},
      description = "ratios, outliers and trials as well")
  private boolean verbose;

  JudgeCommand(Supplier<Project> project, Terminal terminal) {
    this.project = project;
    this.terminal = terminal;
  }

  /// Runs the command for the process and ends it with its status.
  public static void main(String... arguments) {
    new JudgeCommand(Project::here, Terminal.detect()).run(arguments);
  }

  @Override
  public Integer call() throws IOException {
    DocumentedFigures documented = DocumentedFigures.read(figures);
    Audit audit =
        Audit.of(documented, relations == null ? List.of() : Relations.read(relations, documented));
    Map<String, Measured> measured = measured();
    Result result = judged(audit, measured);
    Project home = project.get();
    ResultStore store = new ResultStore(out == null ? home.results() : out);
    store.obstacle(result.lab()).ifPresent(JudgeCommand::refuse);
    Harvest harvest = new Harvest(store, home, "./jbang judge ...");
    Path file = harvest.save(result);
    if (json) {
      out().print(ResultJson.write(result));
      out().flush();
    }
    Map<String, String> saved = harvest.draw(file, Format.ALL);
    (json ? err() : out()).print(EndTable.render(result, terminal, verbose, saved, Map.of()));
    (json ? err() : out()).flush();
    return result.exit().status();
  }

  private static void refuse(String obstacle) {
    throw Trouble.of(ExitStatus.ENVIRONMENT_LACKS, obstacle + "; --out names another folder");
  }

  /// What was measured by name, in the order of the files.
  private Map<String, Measured> measured() throws IOException {
    Map<String, Path> seen = new HashMap<>();
    Map<String, Measured> all = new LinkedHashMap<>();
    for (Path file : files) {
      List<Measured> read = Exports.read(file);
      Path twin = seen.put(Files.readString(file), file);
      if (twin != null) {
        throw wrong("%s and %s are the same run; it counts once", twin, file);
      }
      try {
        read.forEach(one -> all.merge(one.name(), one, Measured::plus));
      } catch (IllegalArgumentException e) {
        throw wrong("%s", e.getMessage());
      }
    }
    return all;
  }

  private Result judged(Audit audit, Map<String, Measured> measured) throws IOException {
    List<Answer> answers;
    try {
      answers = Answer.of(audit.figures(), measured, named);
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
    String document = figures.getFileName().toString().replaceFirst("\\.csv$", "");
    Result result =
        new Judgement(audit, answers, measured.values()).result(document, newest(files));
    return result.endingWith(ending(result));
  }

  private static Instant newest(List<Path> files) throws IOException {
    Instant newest = Instant.EPOCH;
    for (Path file : files) {
      Instant written = Files.getLastModifiedTime(file).toInstant();
      newest = written.isAfter(newest) ? written : newest;
    }
    return newest;
  }

  private ExitRow ending(Result result) {
    if (!result.checks().stream().allMatch(CheckRow::held)) {
      return new ExitRow(ExitStatus.FAILED.code(), "a check failed");
    }
    List<Verdict> verdicts = result.figures().stream().map(FigureRow::verdict).toList();
    boolean broken =
        verdicts.contains(Verdict.SHORT)
            || verdicts.contains(Verdict.DIFFERS)
            || verdicts.contains(Verdict.CONTRADICTED);
    if (failOnShort && broken) {
      return new ExitRow(ExitStatus.FAILED.code(), "a figure does not hold");
    }
    return strict && verdicts.contains(Verdict.INCONCLUSIVE)
        ? new ExitRow(ExitStatus.INCONCLUSIVE.code(), "inconclusive")
        : result.exit();
  }
}
