package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.OperatingSystem;
import runtime.Project;

/// Plain JBang in an empty folder: scripts by path, by a catalogue and by URL. What they read
/// travels with them, and what they write lands in that folder.
@Waiting
class OutsideTest {
  /// What the launcher does with an answer of JBang's, without a word of where the project is.
  private static final String PLAIN =
      """
      out=$("$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -jar "$JBANG_JAR" "$@")
      status=$?
      ((status == 255)) && eval "exec $out"
      printf '%s\\n' "$out"
      exit $status
      """;

  @TempDir Path folder;
  private Path here;

  @BeforeEach
  void makeFolder() throws IOException {
    here = Files.createDirectories(folder.resolve("empty folder"));
  }

  private Outcome jbang(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", PLAIN, "jbang"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(here.toFile());
    builder.environment().remove("REMEASURE_HOME");
    builder.environment().put("JBANG_JAR", jar().toString());
    builder.environment().put("JBANG_RUNTIME_SHELL", "bash");
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return Outcome.of(OwnCache.of(OutsideTest.class, builder));
  }

  /// The JBang that the launcher has brought, or the jar of the one that is installed.
  private static Path jar() throws IOException {
    Path state = Project.home().resolve(".jbang");
    try (Stream<Path> brought = Files.list(state)) {
      var jar =
          brought.filter(f -> f.getFileName().toString().matches("jbang-.*\\.jar")).findFirst();
      if (jar.isPresent()) return jar.get();
    }
    Path command = OperatingSystem.program("jbang").orElseThrow().toRealPath();
    return command.resolveSibling("jbang.jar");
  }

  private static void assertShowsFigures(Outcome answer) {
    assertEquals(0, answer.status(), answer::toString);
    assertTrue(answer.out().contains("cronosstream"), answer::toString);
  }

  @Test
  void byPathAndByTheCatalogueOfACheckout() throws Exception {
    Path project = Project.home();
    Outcome list = jbang(project.resolve("labs/batcher-frequency.java").toString(), "--list");
    assertEquals(0, list.status(), list::toString);
    assertTrue(list.out().contains("bsv-torrent"), list::toString);
    Outcome run =
        jbang("batcher-frequency@" + project, "--profile", "test", "--runtime", "process");
    assertEquals(0, run.status(), run::toString);
    try (Stream<Path> saved = Files.list(here.resolve("remeasure-results/batcher-frequency"))) {
      assertTrue(saved.anyMatch(file -> file.toString().endsWith(".json")));
    }
    try (Stream<Path> left = Files.list(here)) {
      assertEquals(List.of(here.resolve("remeasure-results")), left.toList());
    }
  }

  @Test
  void byUrlAndByACatalogueThatWasAddedByUrl() throws Exception {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Project.home(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    try {
      String root = "http://localhost:" + server.getAddress().getPort();
      Outcome added =
          jbang(
              "catalog",
              "add",
              "--file",
              here.resolve("jbang-catalog.json").toString(),
              "--name",
              "remeasure",
              root + "/jbang-catalog.json");
      assertEquals(0, added.status(), added::toString);
      assertShowsFigures(jbang("figures@remeasure", "--system", "sequencer"));
      assertShowsFigures(jbang(root + "/tools/figures.java", "--system", "sequencer"));
    } finally {
      server.stop(0);
    }
  }
}
