package tools.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runtime.ChildProcess;
import runtime.Folders;
import runtime.ProgramRun;
import runtime.Project;

/// Many labs compiled at once. JBang compiles each script with all that it stands on, mostly the
/// kit, which takes as long as several trials of a quick run.
///
/// What JBang builds is a script of a folder of its own, which names the heads of all labs once,
/// and copies of the labs without their directives.
///
/// @param java the command that starts a JVM on what was built, up to the class path
/// @param labs the folder of the scripts
record LabBuild(List<String> java, Path labs) {
  private static final String MAIN = "AllLabs";
  private static final Pattern HEAD = Pattern.compile("(?m)^//SOURCES (\\S+)$");
  private static final Pattern MAIN_CLASS = Pattern.compile("(?m)^//MAIN (\\S+)$");
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^//([A-Z]|/usr/).*\n");

  /// Builds these labs.
  ///
  /// @param home the project's root
  /// @return nothing if they cannot be built so; then each tells why when it is started by itself
  static Optional<LabBuild> of(Path home, List<String> names) throws InterruptedException {
    try {
      Path script = write(home, names);
      String launcher = Project.launcher(home).toString();
      ProcessBuilder build = new ProcessBuilder(launcher, "build", script.toString()).inheritIO();
      try (ChildProcess building = ChildProcess.start("the build of the labs", build)) {
        if (building.awaitEnd() != 0) {
          return Optional.empty();
        }
      }
      ProcessBuilder info = new ProcessBuilder(launcher, "info", "tools", script.toString());
      String said = ProgramRun.output("JBang does not know what it has built", info);
      return Optional.of(
          new LabBuild(java(new ObjectMapper().readTree(said)), home.resolve("labs")));
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Path write(Path home, List<String> names) throws IOException {
    Path folder = home.resolve(".jbang").resolve("labs");
    Folders.delete(folder);
    Files.createDirectories(folder);
    Set<String> sources = new TreeSet<>();
    for (String name : names) {
      Path lab = home.resolve("labs").resolve(name + ".java");
      String text = Files.readString(lab);
      HEAD.matcher(text).results().forEach(head -> sources.add(named(lab, folder, head.group(1))));
      Files.writeString(folder.resolve(lab.getFileName()), DIRECTIVE.matcher(text).replaceAll(""));
      sources.add(lab.getFileName().toString());
    }
    StringBuilder script = new StringBuilder("//JAVA 25+\n//MAIN " + MAIN + "\n");
    sources.forEach(source -> script.append("//SOURCES ").append(source).append('\n'));
    script.append("class ").append(MAIN).append(" {\n  static void main(String[] none) {}\n}\n");
    return Files.writeString(folder.resolve(MAIN + ".java"), script);
  }

  /// A head that a lab names, as the script in that folder has to.
  private static String named(Path lab, Path folder, String head) {
    Path meant = lab.resolveSibling(head).normalize();
    return folder.relativize(meant).toString().replace('\\', '/');
  }

  private static List<String> java(JsonNode built) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Set<String> options = new LinkedHashSet<>(); // which JBang has from every head
    built.path("runtimeOptions").forEach(option -> options.add(option.asText()));
    command.addAll(options);
    List<String> jars = new ArrayList<>(List.of(built.required("applicationJar").asText()));
    built.path("resolvedDependencies").forEach(jar -> jars.add(jar.asText()));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, jars)));
    return command;
  }

  /// The command that starts one of these labs.
  List<String> start(String name) throws IOException {
    Path script = labs.resolve(name + ".java");
    Matcher main = MAIN_CLASS.matcher(Files.readString(script));
    String mainClass = main.find() ? main.group(1) : name;
    return Stream.concat(java.stream(), Stream.of(mainClass)).toList();
  }
}
