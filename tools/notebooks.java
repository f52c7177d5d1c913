///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN notebooks
//DESCRIPTION open JupyterLab with the Java kernel on the notebooks, or run them headless
//SOURCES package-info.java
//SOURCES ../labs/notebook/package-info.java

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import tools.Jupyter;

/// Opens the notebooks, or runs them from top to bottom.
@Command(
    name = "./jbang notebooks",
    description = {
      "Opens JupyterLab with the Java kernel on the notebooks. The first time it installs both"
          + " into",
      "an environment of the project's own."
    })
class notebooks extends Program {
  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "the notebook to open, such as a system's, or those to run; all if absent")
  private List<String> chosen = List.of();

  @Option(
      names = "--execute",
      paramLabel = "DIR",
      description = "run headless and write HTML into this folder; exit 1 if a cell fails")
  private Path execute;

  @Option(
      names = "--reference",
      description = "on the reference runs, even if you have results of your own")
  private boolean reference;

  @Option(names = "--install", description = "only install, then end")
  private boolean install;

  public static void main(String... args) {
    new notebooks().run(args);
  }

  @Override
  public Integer call() throws Exception {
    Project project = Project.here();
    Path folder = project.root().resolve("notebooks");
    for (String name : chosen) {
      if (!Files.isRegularFile(folder.resolve(name + ".ipynb"))) {
        throw wrong(
            "no notebook is called '%s'; there are %s", name, String.join(", ", names(folder)));
      }
    }
    if (execute == null && chosen.size() > 1) {
      throw wrong("JupyterLab opens on one notebook, not on %s", String.join(", ", chosen));
    }
    Jupyter jupyter = Jupyter.install(project.root().resolve("environment/jupyter"));
    if (install) {
      System.out.println("ready: ./jbang notebooks");
      return ExitStatus.DONE.code();
    }
    String result = reference ? "reference" : "latest";
    if (execute != null) {
      List<String> run = chosen.isEmpty() ? names(folder) : chosen;
      return jupyter.execute(folder, run, execute.toAbsolutePath(), result);
    }
    return jupyter.open(folder, chosen.isEmpty() ? "" : chosen.getFirst() + ".ipynb", result);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".ipynb"))
          .map(name -> name.substring(0, name.length() - ".ipynb".length()))
          .sorted()
          .toList();
    }
  }
}
