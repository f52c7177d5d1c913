///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION what this machine can do: 30 s of its noise, its disk, Docker, and what to change
//SOURCES doctor/package-info.java

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import kit.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Program;
import runtime.Project;
import tools.Commands;
import tools.Diagnosis;
import tools.LocalCommands;
import tools.Prerequisites;
import tools.doctor.DockerCheck;
import tools.doctor.Doctor;
import tools.doctor.DoctorPage;

/// Run it before you measure, and add what it says with `--json` to a bug report.
@Command(
    name = "./jbang doctor",
    description = {
      "Says what this machine can do and what to change before you measure on it. It",
      "watches the noise of other programs first, so leave the machine alone meanwhile."
    })
class doctor extends Program {
  private static final int LONGEST_S = 3_600;
  private static final long SECOND_NS = 1_000_000_000L;

  private final Terminal terminal = Terminal.detect();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "how long to watch the noise; default: 30")
  int seconds;

  @Option(
      names = "--json",
      description = "everything on standard output as JSON, without names of host or user")
  boolean json;

  static void main(String[] args) {
    new doctor().run(args);
  }

  @Override
  public Integer call() throws Exception {
    if (seconds < 1 || seconds > LONGEST_S) {
      throw wrong("--seconds is 1 to %s, not %s", LONGEST_S, seconds);
    }
    Path project = Project.home();
    List<Diagnosis> programs = programs(new LocalCommands(), project);
    Doctor.Findings findings = new Doctor(project, this::passSecond).look(seconds, programs);
    clearProgress();
    if (json) {
      System.out.println(
          new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(findings.asMap()));
    } else {
      new DoctorPage(terminal).lines(findings.diagnoses()).forEach(System.out::println);
    }
    return findings.exitStatus().code();
  }

  private static List<Diagnosis> programs(Commands commands, Path project) {
    Prerequisites prerequisites = new Prerequisites(commands);
    String docker = String.join("", prerequisites.docker().advice());
    return List.of(
        new Diagnosis.Ready(
            "JDK",
            System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"),
        jbang(commands, project),
        prerequisites.fonts(),
        DockerCheck.look(docker));
  }

  private static Diagnosis jbang(Commands commands, Path project) {
    return commands
        .ask(List.of(project.resolve("jbang").toString(), "--version"))
        .filter(answer -> answer.status() == 0)
        .<Diagnosis>map(answer -> new Diagnosis.Ready("JBang", answer.text()))
        .orElseGet(
            () ->
                new Diagnosis.Note(
                    "JBang", "does not say its version", List.of("./jbang --version")));
  }

  private void passSecond(int over) {
    if (terminal.interactive()) {
      System.err.print("\r  watching the noise of this machine, " + (seconds - over) + " s left  ");
      System.err.flush();
    } else if (over == 0) {
      System.err.println("watching the noise of this machine for " + seconds + " s");
    }
    LockSupport.parkNanos(SECOND_NS);
  }

  private void clearProgress() {
    if (terminal.interactive()) {
      System.err.print("\r\033[K");
      System.err.flush();
    }
  }
}
