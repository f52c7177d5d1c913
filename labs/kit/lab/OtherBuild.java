package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import kit.report.Trouble;
import kit.result.Against;
import kit.result.ProjectFacts;
import runtime.ExitStatus;

/// The build that `--against` names: a commit of this repository, which is checked out into the
/// run's work folder and compiled there, or the folder of another checkout, which is compiled where
/// it stands. Its own launcher compiles it. Whatever forbids a comparison is said before the first
/// trial.
record OtherBuild(
    String asked, Project project, Lab lab, Optional<Path> folder, ProjectFacts facts) {
  private static final int LAST_WORDS = 5;

  /// Finds what the user named, and builds nothing yet.
  ///
  /// @throws Trouble with exit status 2 if there is no such build, or it has no such lab
  static OtherBuild find(String asked, Project project, Lab lab) {
    if (lab.runsInTheLabsJvm()) {
      throw refusal(
          asked,
          "can be no other build: what %s measures runs in the lab's own JVM"
              .formatted(lab.name()));
    }
    Path named = Path.of(asked).toAbsolutePath().normalize();
    if (Files.exists(named.resolve(runtime.Project.MARK))) {
      if (Files.notExists(named.resolve(script(lab)))) {
        throw refusal(asked, "has no lab " + lab.name());
      }
      return new OtherBuild(asked, project, lab, Optional.of(named), new Project(named).facts());
    }
    if (project.facts().commit().equals("unknown")) {
      throw refusal(asked, "is no folder of a checkout, and this project has no commits here");
    }
    String commit =
        project
            .git("rev-parse", "--verify", "--quiet", asked + "^{commit}")
            .orElseThrow(() -> refusal(asked, unknown(project)));
    if (project.git("cat-file", "-e", commit + ":" + script(lab)).isEmpty()) {
      throw refusal(asked, "has no lab " + lab.name());
    }
    String shortened = project.git("rev-parse", "--short=12", commit).orElse(commit);
    ProjectFacts facts = new ProjectFacts(Project.VERSION, shortened, false);
    return new OtherBuild(asked, project, lab, Optional.empty(), facts);
  }

  private static String unknown(Project project) {
    boolean shallow =
        project.git("rev-parse", "--is-shallow-repository").filter("true"::equals).isPresent();
    return "is neither a commit of this repository nor a folder of a checkout"
        + (shallow ? "; this clone is shallow, and git fetch --unshallow brings the rest" : "");
  }

  private static Trouble refusal(String asked, String sentence) {
    return Trouble.of(ExitStatus.WRONG_ARGUMENTS, "--against " + asked + " " + sentence);
  }

  private static String script(Lab lab) {
    return "labs/" + lab.name() + ".java";
  }

  /// `HEAD~3 (1a2b3c4d5e6f)`.
  String words() {
    return Against.words(asked, facts.commit(), facts.dirty());
  }

  /// Compiles it, and makes sure that its lab has the same protocol.
  ///
  /// @param temporary folder that goes with the run
  /// @throws Trouble with exit status 2 if it does not compile, or its lab is another one
  Build build(Path temporary, String engine) {
    try {
      Path home = folder.isPresent() ? folder.get() : checkOut(temporary.resolve("against"));
      List<Path> classPath = compile(home, temporary);
      refuseUnlike(classPath, home, engine);
      return new Build(classPath, ", " + asked);
    } catch (IOException e) {
      throw refusal(asked, "cannot be built: " + e.getMessage()).because(e);
    }
  }

  /// Leaves nothing in the repository: neither its index nor a list of work trees is touched.
  private Path checkOut(Path place) throws IOException {
    Files.createDirectories(place);
    String index = place.resolveSibling(place.getFileName() + ".index").toString();
    String prefix = "--prefix=" + place + "/";
    if (project.gitWithIndex(index, "read-tree", facts.commit()).isEmpty()
        || project.gitWithIndex(index, "checkout-index", "--all", prefix).isEmpty()) {
      throw refusal(asked, "cannot be checked out into " + place);
    }
    Path own = project.root().resolve(".jbang");
    if (Files.isDirectory(own)) { // JBang itself, which the launcher would bring once more
      Files.createSymbolicLink(place.resolve(".jbang"), own);
    }
    return place;
  }

  private List<Path> compile(Path home, Path temporary) throws IOException {
    launcher(home, temporary, "build", script(lab));
    String said = launcher(home, temporary, "info", "classpath", script(lab));
    List<Path> entries =
        Arrays.stream(said.strip().lines().toList().getLast().split(File.pathSeparator))
            .map(Path::of)
            .toList();
    for (Path entry : entries) {
      if (!entry.isAbsolute() || Files.notExists(entry)) {
        throw refusal(asked, "names \"" + entry + "\" on its class path, which is not there");
      }
    }
    return entries;
  }

  /// What the other build's launcher prints.
  private String launcher(Path home, Path temporary, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(runtime.Project.launcher(home).toString());
    command.addAll(List.of(arguments));
    Path log = temporary.resolve("against.log");
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(ProcessBuilder.Redirect.to(log.toFile()))
            .start();
    Thread ending = new Thread(() -> end(process), "end of the other build");
    Runtime.getRuntime().addShutdownHook(ending);
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.onExit().join().exitValue();
    Runtime.getRuntime().removeShutdownHook(ending);
    if (status != 0) {
      List<String> words = Files.readAllLines(log);
      throw refusal(asked, "cannot be built: its launcher ended with " + status)
          .fact(
              "log",
              words.stream()
                  .skip(Math.max(0, words.size() - LAST_WORDS))
                  .map(line -> "| " + line)
                  .toArray(String[]::new));
    }
    return said;
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Asks the other build's own lab. Nothing of it is seen here but texts and numbers: its classes
  /// have the names of ours and are others.
  private void refuseUnlike(List<Path> classPath, Path home, String engine) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path entry : classPath) {
      urls.add(entry.toUri().toURL());
    }
    ClassLoader none = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader classes = new URLClassLoader(urls.toArray(URL[]::new), none)) {
      Field field = classes.loadClass(main(home)).getDeclaredField("LAB");
      field.setAccessible(true);
      Object other = field.get(null);
      Object version = answer(other, "protocolVersion");
      if (!version.equals(lab.protocolVersion())) {
        throw refusal(
            asked,
            "measures by another protocol (version %s, now version %s)"
                .formatted(version, lab.protocolVersion()));
      }
      if (!engine.isEmpty() && !((List<?>) answer(other, "engines")).contains(engine)) {
        throw refusal(asked, "knows no engine " + engine);
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw refusal(asked, "does not tell its protocol: " + e).because(e);
    }
  }

  private static Object answer(Object lab, String question) throws ReflectiveOperationException {
    Method method = lab.getClass().getDeclaredMethod(question);
    method.setAccessible(true);
    return method.invoke(lab);
  }

  private String main(Path home) throws IOException {
    String mark = "//MAIN ";
    return Files.readAllLines(home.resolve(script(lab))).stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> line.substring(mark.length()).strip())
        .findFirst()
        .orElseThrow(() -> refusal(asked, "names no //MAIN in " + script(lab)));
  }
}
