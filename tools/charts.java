///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN charts
//DESCRIPTION draw the charts of stored results again, or of every reference run
//SOURCES ../labs/kit/package-info.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kit.chart.Format;
import kit.chart.Gallery;
import kit.lab.Project;
import kit.result.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// Draws charts from results alone: nothing is measured, and the same result gives the same charts.
@Command(
    name = "./jbang charts",
    description = {
      "Draws what a stored result can carry, with a page that shows it all, into a folder beside",
      "the result that has its name. A lab does the same at the end of its run."
    })
class charts extends Program {
  @Parameters(
      arity = "0..*",
      paramLabel = "RESULT",
      description = "the file of a result, or a lab whose newest result of yours is meant")
  private List<String> results = List.of();

  @Option(
      names = "--reference",
      description =
          "every reference run, into its own folder: the pictures of this project's pages")
  private boolean reference;

  public static void main(String... args) {
    new charts().run(args);
  }

  @Override
  public Integer call() throws IOException {
    if (reference == !results.isEmpty()) {
      throw wrong("name results or labs, or --reference");
    }
    Project project = Project.here();
    if (reference) {
      ResultStore store = new ResultStore(project.reference());
      for (String lab : folders(project.reference())) {
        Path file = store.newest(lab).orElseThrow(() -> new IOException("no result of " + lab));
        System.out.println(Gallery.draw(file, file.getParent(), Format.SMALL));
      }
    }
    for (String name : results) {
      Path file = file(project, name);
      System.out.println(Gallery.draw(file, Gallery.folder(file), Format.ALL));
    }
    return ExitStatus.DONE.code();
  }

  private static Path file(Project project, String name) throws IOException {
    return name.endsWith(".json")
        ? Path.of(name)
        : new ResultStore(project.results())
            .newest(name)
            .orElseThrow(() -> new IOException("there is no result of " + name + " of yours yet"));
  }

  private static List<String> folders(Path home) throws IOException {
    try (Stream<Path> all = Files.list(home)) {
      return all.filter(Files::isDirectory).map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
