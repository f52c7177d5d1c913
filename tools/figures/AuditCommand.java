package tools.figures;

import java.nio.file.Path;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Relations;
import kit.report.Style;
import kit.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// `./jbang audit`: whether the figures of any document can be true together.
///
/// Exit status: 0 every relation comes out as written down; 1 one does not; 2 wrong arguments; 3 a
/// file cannot be read.
@Command(
    name = "./jbang audit",
    description = {
      "Computes what the figures of a document must satisfy together. Nothing is measured: a",
      "relation that fails is a proof that the figures cannot all be true."
    },
    footer = {
      "",
      "FIGURES.csv is that of ./jbang judge. RELATIONS.csv has a relation a row; it needs",
      "id,left,comparator,right,meaning,source, where both sides are arithmetic over ids:",
      "  A1,1000 / api.latency.mean,>=,api.throughput,one client cannot do more,Little's law",
      "A relation is expected to hold unless its column expected says that it fails."
    })
public final class AuditCommand extends Program {
  private final Paper paper;

  @Parameters(index = "0", paramLabel = "FIGURES.csv", description = "the documented figures")
  private Path figures;

  @Parameters(index = "1", paramLabel = "RELATIONS.csv", description = "what they must satisfy")
  private Path relations;

  @Option(
      names = "--json",
      description = "as JSON on standard output, as by ./jbang figures --audit --json")
  private boolean json;

  AuditCommand(Terminal terminal) {
    this.paper = new Paper(new Style(terminal));
  }

  /// Runs the command for the process and ends it with its status.
  public static void main(String... arguments) {
    new AuditCommand(Terminal.detect()).run(arguments);
  }

  @Override
  public Integer call() {
    DocumentedFigures documented = DocumentedFigures.read(figures);
    Audit audit = Audit.of(documented, Relations.read(relations, documented));
    if (json) {
      out().print(FigureExport.relationsJson(audit));
    } else {
      new AuditPage(paper, audit).relations().forEach(out()::println);
    }
    out().flush();
    return (audit.surprises().isEmpty() ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }
}
