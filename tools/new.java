///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN NewSystem
//DESCRIPTION write a further system, small and whole: server, lab, figure, notebook, page, tests
//SOURCES package-info.java

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;
import runtime.Project;
import tools.Skeleton;

/// Writes what a system consists of, to be written over, and has the lists brought up to date.
@Command(
    name = "./jbang new",
    description = {
      "Writes a further system that is small and whole: a server, a lab that measures it, a",
      "figure, a notebook, a page and tests. It edits nothing but the lists that",
      "./jbang format writes."
    })
class NewSystem extends Program {
  @Parameters(paramLabel = "NAME", description = "one word of small letters, such as uuid")
  private String name;

  static void main(String[] args) {
    new NewSystem().run(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Project.home();
    write(home).forEach(file -> out().println(home.relativize(file)));
    out().flush();
    int status =
        new ProcessBuilder(Project.launcher(home).toString(), "format")
            .inheritIO()
            .start()
            .waitFor();
    if (status != ExitStatus.DONE.code()) {
      err().println("error: the files are written, but the lists are not up to date");
      err().println("  do        ./jbang format");
      return status;
    }
    out().printf("next      ./jbang %s-latency --profile quick   measures it%n", name);
    out().printf("          ./jbang serve %s   starts it%n", name);
    out().printf("          ./jbang test %s house   tests it%n", name);
    out().printf("          labs/kit/README.md tells how to write yours into it%n");
    return ExitStatus.DONE.code();
  }

  private List<Path> write(Path home) throws IOException {
    try {
      return new Skeleton(home, name).write();
    } catch (IllegalArgumentException e) {
      throw wrong("%s", e.getMessage());
    }
  }
}
