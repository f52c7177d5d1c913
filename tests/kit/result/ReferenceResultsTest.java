package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kit.report.RowNotes;
import org.junit.jupiter.api.Test;
import runtime.Project;

/// The results that the project commits.
class ReferenceResultsTest {
  /// Rows of which over a fifth of the trials are marked, and why they stand all the same. Whatever
  /// is not needed any more fails; nothing is added without a reason that lasts.
  ///
  /// The open loops of two labs are late where the load shares two cores with the system. Behind a
  /// merchant, three JVMs (and PostgreSQL) share them, and rates still rose as they were measured:
  /// in `sequencer-merchant` by a fifth to a third with 16 and 64 channels, in `sequencer-live` by
  /// 6 to 13 % with one agent and PostgreSQL and by 13 to 45 % with 16 agents and the journal; a
  /// lead-in goes on while compilers are busy since. In `transport-scale` a thousand sessions are
  /// not warm after 16 s.
  private static final Set<String> MARKED =
      new TreeSet<>(
          List.of(
              "sequencer-burst: open loop",
              "sequencer-latency: Poisson",
              "sequencer-latency: constant",
              "sequencer-live: two hops",
              "sequencer-live: two hops, PostgreSQL",
              "sequencer-merchant: PostgreSQL",
              "sequencer-merchant: two hops",
              "transport-scale: a session each"));

  @Test
  void noReferenceRunHasARowWithOverAFifthOfItsTrialsMarked() throws IOException {
    Set<String> marked = new TreeSet<>();
    List<Result> references = references();
    assertFalse(references.isEmpty());
    for (Result result : references) {
      for (FigureRow row : result.figures()) {
        if (!RowNotes.weaknesses(result, row).isEmpty()) {
          marked.add(result.lab() + ": " + row.variant());
        }
      }
    }
    assertEquals(
        MARKED,
        marked,
        "a reference run is clean: run it again, and take what is clean now from the list");
  }

  @Test
  void everyReferenceRunIsLongEnoughForVerdicts() throws IOException {
    for (Path file : files()) {
      assertFalse(ResultStore.read(file).smoke(), file::toString);
    }
  }

  private static List<Result> references() throws IOException {
    List<Result> read = new ArrayList<>();
    for (Path file : files()) {
      read.add(ResultStore.read(file));
    }
    return read;
  }

  private static List<Path> files() throws IOException {
    return new ResultStore(Project.home().resolve("datasets/reference")).files();
  }
}
