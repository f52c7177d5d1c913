package tools.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kit.lab.Comparison;
import kit.lab.Project;
import kit.report.BaselineTable;
import kit.report.Terminal;
import kit.result.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// `./jbang lab compare`: two results of one lab, row by row.
@Command(
    name = "compare",
    sortOptions = false,
    description =
        "Sets two results of one lab beside each other: a ratio for each row, and a verdict where"
            + " it is known how runs of that row differ by themselves. A result is a file, a lab's"
            + " name (your newest, or the reference run where you have none), or LAB@reference.")
final class CompareResults extends Program {
  @Parameters(index = "0", paramLabel = "THEN", description = "what is compared with")
  private String then;

  @Parameters(index = "1", paramLabel = "NOW", description = "what is compared")
  private String now;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description = "the folder of your results (default: datasets/results)")
  private Path results;

  @Override
  public Integer call() throws IOException {
    Project project = Project.here();
    Labs labs = new Labs(project, results == null ? project.results() : results);
    Path file = labs.file(then);
    Path other = labs.file(now);
    if (Files.exists(file) && Files.exists(other) && Files.isSameFile(file, other)) {
      throw wrong("both are %s; name two results", file);
    }
    String lab = ResultStore.read(other).lab();
    Comparison comparison =
        Comparison.of(file, other, lab, new ResultStore(labs.results()).readable(lab));
    out().println("NOW  %s".formatted(other));
    out().println(BaselineTable.render(comparison.table(), Terminal.detect()).stripTrailing());
    out().flush();
    return (comparison.worse() ? ExitStatus.REGRESSION : ExitStatus.DONE).code();
  }
}
