package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// Every alias compiles from what JBang finds for it, and tells about itself in a JVM of its own,
/// from a folder that is not the project's. What else labs tell without measuring is asked of them
/// by `EveryLabTest`.
///
/// One script goes all the way through the launcher and JBang's own build, as labs do in
/// [OutsideTest] and `BurstRuntimesTest`, and the notebooks in `NotebooksTest`; each builds scripts
/// that no other does, since two builds of one script at a time break each other. Of the others
/// JBang is asked once for each head what it comes to, and they are compiled here: most of such a
/// build is a cold compiler that reads the same modules again.
@Waiting
class AliasesTest {
  private static final int BUILD_S = 600;
  private static final Path LAUNCHER = Project.home().resolve("jbang");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// A tool, and the script that runs this test, which is therefore built.
  private static final Set<String> BY_LAUNCHER = Set.of("setup", "test");

  @TempDir Path elsewhere;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> aliasesTellAboutThemselves() throws IOException {
    Map<String, Path> scripts = new LinkedHashMap<>();
    Catalog.of(House.project())
        .aliases()
        .forEach((alias, at) -> scripts.put(alias, Project.home().resolve(at.script())));
    assertTrue(scripts.keySet().containsAll(BY_LAUNCHER));
    // None of these waits for one that is handed in after it.
    Map<String, Future<Script>> heads = new LinkedHashMap<>();
    for (String alias : scripts.keySet()) {
      if (!BY_LAUNCHER.contains(alias)) {
        Path file = scripts.get(alias);
        heads.computeIfAbsent(Script.headOf(file), _ -> threads.submit(() -> askJBang(file)));
      }
    }
    Future<Builds> builds = threads.submit(() -> new Builds(elsewhere, all(heads.values())));
    Map<String, Future<Outcome>> answers = new LinkedHashMap<>();
    for (String alias : BY_LAUNCHER) {
      answers.put(alias, help(() -> List.of(LAUNCHER.toString(), alias)));
    }
    scripts.forEach(
        (alias, file) -> {
          Future<Script> head = heads.get(Script.headOf(file));
          answers.computeIfAbsent(alias, _ -> help(() -> start(file, of(head), of(builds))));
        });
    return scripts.keySet().stream()
        .map(
            alias ->
                DynamicTest.dynamicTest(alias + " --help", () -> check(of(answers.get(alias)))));
  }

  private Future<Outcome> help(Callable<List<String>> command) {
    return threads.submit(
        () -> {
          List<String> words = new ArrayList<>(command.call());
          words.add("--help");
          return run(words);
        });
  }

  private static void check(Outcome answer) {
    assertEquals(0, answer.status(), answer::err);
    assertTrue(answer.out().contains("--help"), answer::toString);
  }

  private static <T> T of(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) throw error;
      throw e;
    }
  }

  private static List<Script> all(Collection<Future<Script>> heads) throws Exception {
    List<Script> scripts = new ArrayList<>();
    for (Future<Script> head : heads) scripts.add(of(head));
    return scripts;
  }

  private Script askJBang(Path file) throws Exception {
    Outcome info = run(List.of(LAUNCHER.toString(), "info", "tools", file.toString()));
    assertEquals(0, info.status(), info::err);
    return Script.of(file, info.out());
  }

  /// How the script is started once it is compiled.
  private static List<String> start(Path file, Script head, Builds builds) throws Exception {
    List<String> start =
        new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    start.addAll(head.jvmFlags());
    start.addAll(List.of("-cp", builds.classPath(file, head), Script.mainClassOf(file)));
    return start;
  }

  private Outcome run(List<String> command) throws Exception {
    Path out = Files.createTempFile(elsewhere, "out", "");
    Path err = Files.createTempFile(elsewhere, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("REMEASURE_HOME", Project.home().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(BUILD_S, TimeUnit.SECONDS)) process.destroyForcibly();
    return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
  }
}
