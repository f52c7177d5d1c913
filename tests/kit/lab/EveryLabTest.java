package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kit.result.ResultStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every lab of the catalog, measured once at its least size ([LeastRun]).
///
/// The labs run in this JVM and start their systems as always. Those of one system take turns,
/// because they share what they have signed; the systems with most labs have a class of their own,
/// which runs beside this one. A lab is skipped, whole or in part, only where its own plan says
/// what this machine lacks.
@Waiting
@Order(1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryLabTest {
  private static final Set<String> APART = Set.of("sequencer", "transport");

  private final List<LeastRun> runs = new ArrayList<>();

  /// Whether this class runs the labs of a system.
  boolean takes(String system) {
    return !APART.contains(system);
  }

  /// The names of the labs that this class runs.
  Stream<String> labs() throws IOException {
    return LabScripts.all().names().stream().filter(lab -> takes(lab.replaceFirst("-.*", "")));
  }

  @AfterAll
  void nothingIsLeftRunning() throws Exception {
    for (LeastRun run : runs) {
      run.awaitEnd(Duration.ofMinutes(2));
    }
  }

  @ParameterizedTest
  @MethodSource("labs")
  void measures(String name, @TempDir Path results) throws Exception {
    LeastRun run = new LeastRun(LabScripts.all().lab(name), results);
    runs.add(run);
    List<String> leftOut = run.measure();
    Assumptions.assumeTrue(leftOut.isEmpty(), () -> "SKIPPED IN PART: " + leftOut);
  }

  @ParameterizedTest
  @MethodSource("labs")
  void tellsWhatItMeasuresAndJudgesItsReferenceRunsAsTheyAreJudged(
      String name, @TempDir Path folder) throws Exception {
    Lab lab = LabScripts.all().lab(name);
    LeastRun run = new LeastRun(lab, folder);
    assertTrue(run.said("--list").startsWith(name + "   " + lab.title()));
    ResultStore references = new ResultStore(Project.here().root().resolve("datasets/reference"));
    for (Path reference : references.files(name)) {
      if (ResultStore.read(reference).protocolVersion() == lab.protocolVersion()) {
        Path copy = Files.copy(reference, folder.resolve(name + ".json"));
        assertEquals("every row is judged as before\n", run.said("--judge=" + copy));
      }
    }
  }
}
