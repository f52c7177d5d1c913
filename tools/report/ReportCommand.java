package tools.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kit.finding.Finding;
import kit.finding.ResultFolder;
import kit.finding.Stands;
import kit.lab.Project;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import tools.Generated;

/// `./jbang report`: one page with what was documented and what came out.
///
/// Exit status: 0 written; 2 wrong arguments; 3 a result that was named is none, the figures cannot
/// be read, or the page cannot be written. Then no page is left behind, and an older one stands.
@Command(
    name = "./jbang report",
    description = {
      "Writes every documented figure with its verdict, the audit and all charts into one HTML",
      "page that opens offline. Without RESULT it takes your newest results, and the reference",
      "runs of labs of which you have none."
    })
public final class ReportCommand extends Program {
  /// More runs than these would hide each other in a history.
  private static final int EARLIER_RUNS = 40;

  private final Supplier<Project> here;

  @Parameters(
      arity = "0..*",
      paramLabel = "RESULT",
      description = "only these: the file of a result, a folder of them, or a lab")
  private List<String> named = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write it (default: ${DEFAULT-VALUE})")
  private Path out = Path.of("report", "index.html");

  @Option(
      names = "--reference",
      description =
          "no page, but the tables and the screen of this project's README.md that follow from the"
              + " documents and the reference runs")
  private boolean reference;

  /// @param here finds the project
  public ReportCommand(Supplier<Project> here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    if (reference) {
      return readme();
    }
    if (Files.isDirectory(out)) {
      throw wrong(
          "--out names a file, and %s is a folder; say %s", out, out.resolve("report.html"));
    }
    Project project = here.get();
    ResultFolder results = results(project);
    Stands stands = Stands.of(project.documented(), results);
    results.complaints().forEach(complaint -> err().println("note: " + complaint));
    if (results.runs().isEmpty()) {
      err().println("note: there is no result yet; the page has the documents and their audit");
    }
    List<LabSection> labs = new ArrayList<>();
    for (Path file : results.runs().values()) {
      labs.add(section(project, file));
    }
    String html =
        new Report(stands, project.documented(), labs, others(project, stands, labs)).html();
    ResultStore.whole("the page", html.getBytes(StandardCharsets.UTF_8), out);
    out().println(out);
    return ExitStatus.DONE.code();
  }

  private int readme() throws IOException {
    if (!named.isEmpty()) {
      throw wrong("--reference takes no result; it reads the reference runs");
    }
    Generated readme = ReadmeTables.of(here.get().root());
    readme.write();
    out().println(readme.path());
    return ExitStatus.DONE.code();
  }

  private ResultFolder results(Project project) throws IOException {
    if (named.isEmpty()) {
      return ResultFolder.read(project.root(), List.of(project.results(), project.reference()));
    }
    List<Path> files = new ArrayList<>();
    for (String name : named) {
      files.addAll(files(project, name));
    }
    files.sort(Comparator.comparing((Path file) -> file.getFileName().toString()).reversed());
    return ResultFolder.of(project.root(), files);
  }

  private static List<Path> files(Project project, String name) throws IOException {
    Path path = Path.of(name);
    if (Files.isDirectory(path)) {
      List<Path> files = new ResultStore(path).files();
      if (files.isEmpty()) {
        throw new IOException("there is no result in " + path);
      }
      return files;
    }
    if (name.endsWith(".json")) {
      if (ResultStore.read(path).ruler() < Verdict.RULER) {
        throw new IOException(
            "%s has verdicts by an earlier rule; ./jbang labs/%s.java --judge %s gives today's"
                .formatted(path, ResultStore.read(path).lab(), path));
      }
      return List.of(path.toAbsolutePath());
    }
    for (Path folder : List.of(project.results(), project.reference())) {
      List<Path> files = new ResultStore(folder).files(name);
      if (!files.isEmpty()) {
        return files;
      }
    }
    throw new IOException(
        "there is no result of " + name + ": name a lab that has one, a file or a folder");
  }

  private static LabSection section(Project project, Path file) throws IOException {
    Result result = ResultStore.read(file);
    Path root = project.root();
    return LabSection.of(
        result,
        ResultStore.before(file, EARLIER_RUNS),
        (file.startsWith(root) ? root.relativize(file) : file).toString());
  }

  /// Runs that verdicts rest on besides those that are shown: of a row that a newer run left out.
  private static List<LabSection> others(Project project, Stands stands, List<LabSection> shown)
      throws IOException {
    Set<String> files = new TreeSet<>();
    stands.audit().figures().all().stream()
        .map(stands::of)
        .flatMap(stand -> Stream.concat(stand.finding().stream(), stand.beside().stream()))
        .map(Finding::file)
        .forEach(files::add);
    shown.forEach(lab -> files.remove(lab.file()));
    List<LabSection> others = new ArrayList<>();
    for (String file : files) {
      others.add(new LabSection(ResultStore.read(project.root().resolve(file)), file, List.of()));
    }
    return others;
  }
}
