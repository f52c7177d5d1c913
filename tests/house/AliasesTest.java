package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// Every alias compiles from what JBang finds for it, and tells about itself in a JVM of its own,
/// from a folder that is not the project's. What else labs tell without measuring is asked of them
/// by `EveryLabTest`.
///
/// One script goes all the way through the launcher and JBang's own build, as labs do in
/// [OutsideTest] and `BurstRuntimesTest`, and the notebooks in `NotebooksTest`. Of the others JBang
/// is asked once for each head what it comes to, and they are compiled here: most of such a build
/// is a cold compiler that reads the same modules again.
@Waiting
@Order(2)
class AliasesTest {
  private static final Path LAUNCHER = Project.home().resolve("jbang");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  /// A tool, and the script that runs this test, which is therefore built.
  private static final Set<String> BY_LAUNCHER = Set.of("setup", "test");

  @TempDir Path elsewhere;

  @TestFactory
  @Timeout(value = 20, unit = TimeUnit.MINUTES) // the limit of a test, here of many
  Stream<DynamicTest> aliasesTellAboutThemselves() throws Exception {
    Map<String, Path> scripts = new LinkedHashMap<>();
    Catalog.of(House.project())
        .aliases()
        .forEach((alias, at) -> scripts.put(alias, Project.home().resolve(at.script())));
    assertTrue(scripts.keySet().containsAll(BY_LAUNCHER));
    Map<String, Script> heads = new LinkedHashMap<>();
    for (String alias : scripts.keySet()) {
      Path file = scripts.get(alias);
      String head = Script.headOf(file);
      if (!BY_LAUNCHER.contains(alias) && !heads.containsKey(head)) {
        heads.put(head, askJBang(file));
      }
    }
    Builds builds = new Builds(elsewhere, heads.values());
    return scripts.keySet().stream()
        .map(
            alias ->
                DynamicTest.dynamicTest(
                    alias + " --help",
                    () -> {
                      Path file = scripts.get(alias);
                      List<String> command =
                          BY_LAUNCHER.contains(alias)
                              ? new ArrayList<>(List.of(LAUNCHER.toString(), alias))
                              : start(file, heads.get(Script.headOf(file)), builds);
                      command.add("--help");
                      check(run(new ProcessBuilder(command)));
                    }));
  }

  private static void check(Outcome answer) {
    assertEquals(0, answer.status(), answer::err);
    assertTrue(answer.out().contains("--help"), answer::toString);
  }

  private Script askJBang(Path file) throws Exception {
    List<String> info = List.of(LAUNCHER.toString(), "info", "tools", file.toString());
    Outcome answer = run(OwnCache.of(AliasesTest.class, new ProcessBuilder(info)));
    assertEquals(0, answer.status(), answer::err);
    Script script = Script.of(file, answer.out());
    assertFalse(script.jars().isEmpty(), answer::err);
    return script;
  }

  /// How the script is started once it is compiled.
  private static List<String> start(Path file, Script head, Builds builds) throws Exception {
    List<String> start =
        new ArrayList<>(List.of(JAVA.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    start.addAll(head.jvmFlags());
    start.addAll(List.of("-cp", builds.classPath(file, head), Script.mainClassOf(file)));
    return start;
  }

  private Outcome run(ProcessBuilder builder) throws Exception {
    builder.environment().put("REMEASURE_HOME", Project.home().toString());
    return Outcome.of(builder.directory(elsewhere.toFile()));
  }
}
