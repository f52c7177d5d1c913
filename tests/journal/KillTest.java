package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.DataInputStream;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// SIGKILL to a real process that appends as fast as it can, at points drawn from a seed, while it
/// recovers too. `-Djournal.kills=1000 -Djournal.seed=7` for more.
@Waiting
class KillTest {
  private static final int KILLS = Integer.getInteger("journal.kills", 25);
  private static final long SEED = Long.getLong("journal.seed", 42);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private long acknowledged;
  private long neededFrom = 1;
  private int openings;
  private int killedInRecovery;

  @Test
  void nothingAcknowledgedIsLostAndNothingIsMadeUpByKills(
      @TempDir Path folder, TestReporter reporter) throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      boolean early = random.nextInt(4) == 0;
      liveAndDie(folder, early ? random.nextInt(60) : 100 + random.nextInt(500));
    }
    liveAndDie(folder, 200);
    assertTrue(openings > KILLS / 2, "the test should mostly kill after recovery: " + openings);
    reporter.publishEntry(
        "kills",
        "%d with seed %d, %d while recovering; %d records acknowledged, all found"
            .formatted(KILLS, SEED, killedInRecovery, acknowledged));
  }

  /// Starts a victim, kills it after this many messages, and holds all that it said against what
  /// former ones had said.
  private void liveAndDie(Path folder, int messages) throws Exception {
    Process victim =
        ChildJvm.of(
                KillVictim.class, folder.toString(), Long.toString(SEED), Long.toString(neededFrom))
            .start();
    boolean opened = false;
    try (DataInputStream said = new DataInputStream(victim.getInputStream())) {
      for (int heard = 0; ; heard++) {
        if (heard == messages) {
          victim.toHandle().destroyForcibly(); // Process itself would close the pipe, half read
        }
        byte what = said.readByte();
        long number = said.readLong();
        switch (what) {
          case KillVictim.REPLAYED -> {}
          case KillVictim.OPENED -> {
            opened = true;
            opened(number);
          }
          case KillVictim.DURABLE -> {
            assertTrue(number > acknowledged, number + " acknowledged after " + acknowledged);
            acknowledged = number;
          }
          case KillVictim.SNAPSHOT -> neededFrom = number;
          default -> throw new AssertionError("record " + number + " came back changed");
        }
      }
    } catch (EOFException e) {
      assertEquals(128 + 9, victim.waitFor(), "the victim ended by itself");
    } finally {
      victim.destroyForcibly().waitFor();
    }
    killedInRecovery += opened ? 0 : 1;
  }

  private void opened(long last) {
    openings++;
    assertTrue(
        last >= acknowledged,
        "acknowledged up to " + acknowledged + ", found up to " + last + ", seed " + SEED);
    acknowledged = last;
  }
}
