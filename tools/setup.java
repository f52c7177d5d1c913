///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION make plain jbang work here, and say what this machine has and what would get the rest
//SOURCES package-info.java
//JAVA_OPTIONS -XX:TieredStopAtLevel=1

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import runtime.ExitStatus;
import runtime.Program;
import runtime.Project;
import tools.Commands;
import tools.Diagnosis;
import tools.JdkLink;
import tools.LocalCommands;
import tools.Prerequisites;

/// Run it once, or as often as you like: it changes nothing that is right already.
@Command(
    name = "./jbang setup",
    description = {
      "Makes plain jbang find this JDK, and says what this machine has of what a full",
      "run uses, with the command that would get each missing thing. Installs nothing."
    })
class setup extends Program {
  static void main(String[] args) {
    new setup().run(args);
  }

  @Override
  public Integer call() {
    Commands commands = new LocalCommands();
    List<Diagnosis> findings = new ArrayList<>();
    Diagnosis jdk =
        new JdkLink(commands, Project.launcher(Project.home()), jbangCache(System.getenv()))
            .make(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    findings.add(jdk);
    findings.addAll(new Prerequisites(commands).look());
    findings.forEach(finding -> write(System.out, finding));
    long ready = findings.stream().filter(Diagnosis.Ready.class::isInstance).count();
    long absent = findings.size() - ready;
    String rest = absent == 0 ? "nothing missing" : absent + " to get if you want them";
    System.out.println(ready + " ready, " + rest);
    boolean linked = jdk instanceof Diagnosis.Ready;
    return (linked ? ExitStatus.DONE : ExitStatus.ENVIRONMENT_LACKS).code();
  }

  /// Where JBang keeps its JDKs, by its own rules.
  private static Path jbangCache(Map<String, String> environment) {
    String cache = environment.getOrDefault("JBANG_CACHE_DIR", "");
    if (!cache.isEmpty()) return Path.of(cache);
    String folder = environment.getOrDefault("JBANG_DIR", "");
    Path jbang =
        folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".jbang") : Path.of(folder);
    return jbang.resolve("cache");
  }

  private static void write(PrintStream out, Diagnosis found) {
    boolean utf8 = out.charset().equals(StandardCharsets.UTF_8);
    String mark = found instanceof Diagnosis.Ready ? utf8 ? "✓" : "+" : "!";
    out.printf(Locale.ROOT, "  %s %-10s  %s%n", mark, found.name(), found.seen());
    found.advice().forEach(line -> out.printf(Locale.ROOT, "    %-10s  %s%n", "", line));
  }
}
