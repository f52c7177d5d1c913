package tools.figures;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.finding.Findings;
import kit.finding.ResultFolder;
import kit.finding.Stands;
import kit.report.Ink;
import kit.report.Style;
import kit.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import runtime.Project;

/// `./jbang figures`: every documented figure with its verdict, one of them in full, or the audit.
///
/// Exit status: 0 shown; 1 the audit found a figure with neither lab nor reason, or a relation that
/// comes out otherwise than written down; 2 wrong arguments; 3 the data cannot be read.
@Command(
    name = "./jbang figures",
    sortOptions = false,
    description = "Shows what the documents state and what became of it.",
    footer =
        "%nA list leaves out repeats and settings of the documents' protocols unless they are"
            + " contradicted or asked for by --all, --kind or --verdict; CSV and JSON hold all that"
            + " matches.")
public final class FiguresCommand extends Program {
  private final Supplier<Path> home;
  private final PrintStream out;
  private final Paper paper;

  @Parameters(
      paramLabel = "FIGURE",
      description = "show these in full: an id, or a document and line such as cronosstream:42")
  private List<String> wanted = List.of();

  @Mixin private Filters filters = new Filters();

  @Option(names = "--all", description = "list repeats and settings as well")
  private boolean all;

  @Option(names = "--audit", description = "compute every relation and look for what is missing")
  private boolean audit;

  @Option(names = "--csv", description = "as CSV on standard output")
  private boolean csv;

  @Option(names = "--json", description = "as JSON on standard output")
  private boolean json;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description =
          "take verdicts from here; without it from datasets/results and, for what is not there,"
              + " datasets/reference")
  private List<Path> results = List.of();

  FiguresCommand(Supplier<Path> home, PrintStream out, Terminal terminal) {
    this.home = home;
    this.out = out;
    this.paper = new Paper(new Style(terminal));
  }

  /// Runs the command for the process and returns its exit status.
  ///
  /// @param home finds the project's root
  public static void run(Supplier<Path> home, String... arguments) {
    new FiguresCommand(home, System.out, Terminal.detect()).run(arguments);
  }

  @Override
  public Integer call() {
    if (csv && json || audit && csv || audit && !wanted.isEmpty()) {
      throw wrong(
          "--audit, --csv, --json and single figures exclude each other, but --audit --json works");
    }
    Path home = this.home.get();
    Stands stands = Stands.of(home.resolve(DocumentedFigures.FOLDER), findings(home, results));
    if (Project.travelled(home)) {
      err().println("note: the reference runs are in a checkout only; here your own runs count");
    }
    stands.findings().complaints().forEach(complaint -> err().println("note: " + complaint));
    if (audit) {
      return showAudit(stands, home);
    }
    List<Figure> chosen =
        wanted.isEmpty() ? filters.apply(stands) : named(stands.audit().figures());
    if (csv || json) {
      FigureExport export = new FigureExport(stands);
      printBytes(csv ? export.csv(chosen) : export.json(chosen));
    } else if (wanted.isEmpty()) {
      showList(stands, chosen);
    } else {
      showCards(stands, chosen);
    }
    return ExitStatus.DONE.code();
  }

  private static Findings findings(Path home, List<Path> results) {
    return ResultFolder.read(
        home,
        results.isEmpty()
            ? List.of(Project.results(home), home.resolve("datasets/reference"))
            : results);
  }

  private int showAudit(Stands stands, Path home) {
    if (json) {
      printBytes(new FigureExport(stands).auditJson());
    } else {
      new AuditPage(paper, stands.audit()).lines(stands, labsThatStand(home)).forEach(out::println);
    }
    return (stands.audit().clean() ? ExitStatus.DONE : ExitStatus.FAILED).code();
  }

  private void showList(Stands stands, List<Figure> chosen) {
    boolean every = all || filters.askFor();
    List<Figure> shown = chosen.stream().filter(figure -> every || stands.speaks(figure)).toList();
    new FigureList(paper, stands).lines(shown).forEach(out::println);
    String hidden = shown.size() < chosen.size() ? "; --all for repeats and settings" : "";
    String count = "%s of %s shown%s".formatted(shown.size(), chosen.size(), hidden);
    for (String line : paper.wrapped(count, paper.width())) {
      out.println(paper.style().ink(Ink.DIM, line));
    }
  }

  private void showCards(Stands stands, List<Figure> chosen) {
    String gap = "";
    for (Figure figure : chosen) {
      out.print(gap);
      new FigureCard(paper, stands).lines(figure).forEach(out::println);
      gap = "\n";
    }
  }

  private List<Figure> named(DocumentedFigures figures) {
    List<Figure> found = new ArrayList<>();
    for (String name : wanted) {
      found.addAll(named(figures, name));
    }
    return found;
  }

  private List<Figure> named(DocumentedFigures figures, String name) {
    if (!name.matches("[a-z0-9-]+:[1-9]\\d{0,5}")) {
      try {
        return List.of(figures.figure(name));
      } catch (IllegalArgumentException e) {
        if (figures.all().stream().anyMatch(figure -> figure.document().equals(name))) {
          throw wrong("%s is a document and no figure: --document %s", name, name);
        }
        throw wrong(e.getMessage());
      }
    }
    int colon = name.indexOf(':');
    List<Figure> there =
        figures.at(name.substring(0, colon), Integer.parseInt(name.substring(colon + 1)));
    if (there.isEmpty()) {
      throw wrong("no figure stands at " + name);
    }
    return there;
  }

  private static Set<String> labsThatStand(Path home) {
    try (Stream<Path> files = Files.list(home.resolve("labs"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.replaceFirst("\\.java$", ""))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      return Set.of();
    }
  }

  /// Data for programs is UTF-8 whatever the terminal speaks.
  private void printBytes(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
