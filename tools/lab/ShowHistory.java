package tools.lab;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kit.chart.Charts;
import kit.lab.Project;
import kit.report.Columns;
import kit.report.MachineWords;
import kit.report.Terminal;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.ResultStore;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// `./jbang lab history`: how a lab's rows moved from run to run.
@Command(
    name = "history",
    sortOptions = false,
    description =
        "Shows each row of a lab in all your runs of it that may be compared with the newest one,"
            + " and the changes that are greater than what runs differ by.")
final class ShowHistory extends Program {
  private static final CSVFormat NUMBERS =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  @Parameters(paramLabel = "LAB", description = "whose runs are meant")
  private String lab;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "the folder of your results (default: datasets/results)")
  private Path results;

  @Option(names = "--csv", description = "the numbers as CSV")
  private boolean csv;

  @Override
  public Integer call() throws IOException {
    Project project = Project.here();
    Labs labs = new Labs(project, results == null ? project.results() : results);
    String name = labs.meant(List.of(lab)).getFirst();
    if (!name.equals(lab)) {
      throw wrong("'%s' is no lab but a system; name one lab, such as %s", lab, name);
    }
    List<Result> runs = new ResultStore(labs.results()).readable(lab);
    if (runs.isEmpty()) {
      throw labs.none(lab);
    }
    String numbers = Charts.historyCsv(runs);
    if (csv) {
      out().print(numbers);
    } else {
      lines(runs, numbers).forEach(out()::println);
    }
    out().flush();
    return ExitStatus.DONE.code();
  }

  private static List<String> lines(List<Result> runs, String numbers) throws IOException {
    Result newest = runs.getLast();
    long comparable = runs.stream().filter(run -> run.comparableWith(newest)).count();
    int width = Terminal.detect().textWidth();
    List<String> lines = new ArrayList<>();
    lines.addAll(
        Columns.wrap(
            "%s: %s of %s, those that may be compared with the newest (%s, %s, %s)"
                .formatted(
                    newest.lab(),
                    comparable,
                    Numbers.counted(runs.size(), "run"),
                    newest.profile(),
                    newest.runtime().kind(),
                    MachineWords.machine(newest.machine())),
            width));
    String row = "";
    for (CSVRecord each : NUMBERS.parse(new StringReader(numbers))) {
      if (!each.get("row").equals(row)) {
        row = each.get("row");
        lines.add("");
        lines.addAll(Columns.wrap(each.get("label") + ", " + each.get("unit"), width));
      }
      lines.addAll(Columns.wrap(words(each), width - 2).stream().map(line -> "  " + line).toList());
    }
    return lines;
  }

  /// `2026-11-28 1155e46 1 234 [1 200 – 1 300] 1.05x improvement`
  private static String words(CSVRecord row) {
    String unit = row.get("unit");
    String interval =
        row.get("low").isEmpty()
            ? ""
            : "[" + Numbers.range(number(row, "low"), number(row, "high"), unit) + "]";
    String change =
        row.get("change").isEmpty()
            ? ""
            : Numbers.ratio(number(row, "ratio_to_run_before")) + "x " + row.get("change");
    return String.join(
        " ",
        Stream.of(
                row.get("started").substring(0, "2026-11-28".length()),
                row.get("commit").substring(0, Math.min(7, row.get("commit").length())),
                Numbers.inUnit(number(row, "measured"), unit),
                interval,
                change)
            .filter(word -> !word.isEmpty())
            .toList());
  }

  private static double number(CSVRecord row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
