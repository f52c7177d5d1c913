package kit.lab;

import static kit.lab.NumberServer.Manner.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/// What `EveryLabTest` asks of each lab, asked of labs that are broken in one way each.
@Tag("slow")
class LeastRunTest {
  private static final Measure RATE = Measure.more("rate", "Rate", "looks/s");

  @TempDir private Path folder;

  private LeastRun lab(Variant.Body body) {
    return new LeastRun(
        Lab.named("broken-lab")
            .title("looks at nothing, for a test")
            .protocol("Looks once.")
            .engines("plain")
            .row("rate", "looks", RATE, "looking")
            .plan(plan -> plan.system("looking", 0.1, body)),
        folder);
  }

  private static void look(Trial trial) {
    trial.metric(RATE, 1);
    trial.check("it was looked at", 1, 1, "looks");
  }

  private void caught(String complaint, Variant.Body body) {
    String said = assertThrows(AssertionError.class, () -> lab(body).measure()).getMessage();
    assertTrue(said.contains(complaint), said);
  }

  @Test
  void aSoundLabPasses() throws Exception {
    LeastRun lab =
        lab(
            trial -> {
              look(trial);
              trial.start(NumberServer.launch("numbers", RIGHT), trial.data("numbers"));
            });
    assertEquals(List.of(), lab.measure());
    lab.awaitEnd(Duration.ofMinutes(1));
  }

  @Test
  void ofVariantsAlikeOneIsRun() throws Exception {
    LeastRun lab =
        new LeastRun(
            Lab.named("broken-lab")
                .title("looks at nothing, for a test")
                .protocol("Looks once.")
                .row("rate", "looks", RATE, "looking")
                .row("again", "looks again", RATE, "looking again")
                .plan(
                    plan ->
                        plan.system("looking", 0.1, LeastRunTest::look)
                            .system("looking again", 0.1, _ -> Files.readString(folder))
                            .compare("rate", "looking again", "")
                            .alike("looking again")),
            folder);
    assertEquals(List.of(), lab.measure());
  }

  @Test
  void aRowWithoutANumberIsCaught() {
    caught("FigureRow[id=rate", trial -> trial.check("it was looked at", 1, 1, "looks"));
  }

  @Test
  void aSeriesThatIsEmptyIsCaught() {
    caught(
        "no numbers: looking, lanes",
        trial -> {
          look(trial);
          trial.series("lanes", List.of());
        });
  }

  @Test
  void aStatusOtherThan0IsCaughtWithWhatTheLabSaid() {
    caught("1 of 2", trial -> trial.check("nothing is lost", 1, 2, "looks"));
    caught("trial 1 of 1, looking, broke", _ -> Files.readString(folder.resolve("nowhere")));
  }

  @Test
  void aLabThatChecksNothingIsCaught() {
    caught("a check failed", trial -> trial.metric(RATE, 1));
  }

  @Test
  void anIdThatTheSchemaDoesNotKnowIsCaught() {
    caught(
        "does not follow the schema",
        trial -> {
          look(trial);
          trial.series("Lanes", List.of(1.0));
        });
  }

  @Test
  void aFileBesideTheResultIsCaught() {
    caught(
        "neither result nor charts",
        trial -> {
          look(trial);
          Files.createFile(Files.createDirectories(folder.resolve("broken-lab")).resolve("left"));
        });
  }

  private void sleeping(Function<Trial, ProcessBuilder> in, ThrowingConsumer<LeastRun> look)
      throws Throwable {
    Process[] left = new Process[1];
    LeastRun lab =
        lab(
            trial -> {
              look(trial);
              left[0] = in.apply(trial).start();
            });
    try {
      lab.measure();
      look.accept(lab);
    } finally {
      left[0].destroyForcibly();
    }
  }

  @Test
  void aProcessThatIsLeftIsCaught() throws Throwable {
    List<Function<Trial, ProcessBuilder>> ways =
        List.of(
            trial -> new ProcessBuilder("sleep", "600").directory(trial.temporary().toFile()),
            trial -> new ProcessBuilder("sh", "-c", "read _", "" + trial.temporary()));
    for (var way : ways) {
      sleeping(
          way,
          lab -> {
            Duration moment = Duration.ofMillis(1);
            String said =
                assertThrows(AssertionError.class, () -> lab.awaitEnd(moment)).getMessage();
            assertTrue(said.startsWith("broken-lab has left"), said);
          });
    }
  }

  @Test
  void aProcessOfAnotherClassIsNotTheLabs() throws Throwable {
    sleeping(_ -> new ProcessBuilder("sleep", "600"), lab -> lab.awaitEnd(Duration.ofMinutes(1)));
  }
}
