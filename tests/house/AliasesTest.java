package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// Every alias compiles from what JBang finds for it, and tells about itself in a JVM of its own,
/// from a folder that is not the project's. What else labs tell without measuring is asked of them
/// by `EveryLabTest`.
///
/// One script of each kind goes all the way through the launcher and JBang's own build. The others
/// are compiled here: most of such a build is a cold compiler that reads the same modules again.
@Tag("slow")
class AliasesTest {
  private static final int BUILD_S = 240;
  private static final Path LAUNCHER = Project.home().resolve("jbang");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// A lab, a tool, the notebooks, and the script that runs this test, which is therefore built.
  private static final Set<String> BY_LAUNCHER =
      Set.of("sequencer-burst", "setup", "notebooks", "test");

  @TempDir Path elsewhere;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  @TestFactory
  Stream<DynamicTest> aliasesTellAboutThemselves() throws IOException {
    Catalog catalog = Catalog.of(House.project());
    assertTrue(catalog.aliases().keySet().containsAll(BY_LAUNCHER));
    Builds builds = new Builds(elsewhere);
    List<DynamicTest> tests = new ArrayList<>();
    for (String alias : catalog.aliases().keySet()) {
      Path script = Project.home().resolve(catalog.aliases().get(alias).script());
      Future<Outcome> answer =
          threads.submit(
              () -> {
                List<String> command =
                    BY_LAUNCHER.contains(alias)
                        ? new ArrayList<>(List.of(LAUNCHER.toString(), alias))
                        : compiled(script, builds);
                command.add("--help");
                return run(command);
              });
      tests.add(DynamicTest.dynamicTest(alias + " --help", () -> check(of(answer))));
    }
    return tests.stream();
  }

  private static void check(Outcome answer) {
    assertEquals(0, answer.status(), answer::err);
    assertTrue(answer.out().contains("--help"), answer::toString);
  }

  private static Outcome of(Future<Outcome> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) throw error;
      throw e;
    }
  }

  /// How the script is started once it is compiled.
  private List<String> compiled(Path file, Builds builds) throws Exception {
    Outcome info = run(List.of(LAUNCHER.toString(), "info", "tools", file.toString()));
    assertEquals(0, info.status(), info::err);
    Script script = Script.of(file, info.out());
    List<String> start =
        new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    start.addAll(script.jvmFlags());
    start.addAll(List.of("-cp", builds.classPath(script), script.mainClass()));
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
