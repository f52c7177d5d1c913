package tools.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kit.lab.Comparison;
import kit.lab.Project;
import kit.lab.StoredResult;
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
    StoredResult old = labs.result(then);
    StoredResult recent = labs.result(now);
    if (Files.isSameFile(old.file(), recent.file())) {
      throw wrong(
          "both are %s; name two results%s",
          old.file(), old.quick() || recent.quick() ? ", a quick run of yours by its file" : "");
    }
    String lab = recent.result().lab();
    Comparison comparison =
        Comparison.of(
            old.file(), recent.file(), lab, new ResultStore(labs.results()).readable(lab));
    out().println("NOW  %s".formatted(recent.file()));
    out().println(BaselineTable.render(comparison.table(), Terminal.detect()).stripTrailing());
    out().flush();
    return (comparison.worse() ? ExitStatus.REGRESSION : ExitStatus.DONE).code();
  }
}
