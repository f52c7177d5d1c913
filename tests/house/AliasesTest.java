package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.result.ResultStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// Every alias compiles from what JBang finds for it, and tells about itself in a JVM of its own,
/// from a folder that is not the project's.
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
      Set.of("sequencer-economics", "setup", "notebooks", "test");

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
      Map<String, String> expected = new HashMap<>(Map.of("--help", "--help"));
      if (catalog.isLab(alias)) {
        expected.put("--list", alias);
        for (Path reference : references(alias, catalog.aliases().get(alias).script())) {
          expected.put("--judge=" + reference, "every row is judged as before");
        }
      }
      Path script = Project.home().resolve(catalog.aliases().get(alias).script());
      Future<Map<String, Outcome>> answers =
          threads.submit(
              () -> {
                List<String> start =
                    BY_LAUNCHER.contains(alias)
                        ? List.of(LAUNCHER.toString(), alias)
                        : compiled(script, builds);
                return answers(start, expected.keySet());
              });
      expected.forEach((option, words) -> tests.add(test(alias, option, words, answers)));
    }
    return tests.stream();
  }

  /// Copies of a lab's reference results, which today's rule must judge as they are judged. Those
  /// of an earlier protocol had other rows.
  private List<Path> references(String lab, String script) throws IOException {
    Path home = Project.home().resolve("datasets/reference").resolve(lab);
    Matcher version =
        Pattern.compile("protocolVersion\\((\\d+)\\)")
            .matcher(Files.readString(Project.home().resolve(script)));
    int protocol = version.find() ? Integer.parseInt(version.group(1)) : 1;
    List<Path> copies = new ArrayList<>();
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        if (ResultStore.read(file).protocolVersion() != protocol) continue;
        copies.add(Files.copy(file, elsewhere.resolve(file.getFileName())));
      }
    }
    return copies;
  }

  private static DynamicTest test(
      String alias, String option, String expected, Future<Map<String, Outcome>> answers) {
    return DynamicTest.dynamicTest(
        alias + " " + option,
        () -> {
          Outcome answer = of(answers).get(option);
          assertEquals(0, answer.status(), answer::err);
          assertTrue(answer.out().contains(expected), answer::toString);
        });
  }

  private static <T> T of(Future<T> future) throws Exception {
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

  private Map<String, Outcome> answers(List<String> start, Set<String> options) throws Exception {
    Map<String, Outcome> answers = new HashMap<>();
    for (String option : options) {
      List<String> command = new ArrayList<>(start);
      command.add(option);
      answers.put(option, run(command));
    }
    return answers;
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
