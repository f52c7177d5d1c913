package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A disk that forgets what was not forced. SIGKILL alone proves nothing about fdatasync, since the
/// page cache survives it.
class PowerLossTest {
  private static final Path FOLDER = Path.of("journal");
  private static final int PAYLOAD_BYTES_MAX = 1000;
  private static final JournalOptions OPTIONS =
      JournalOptions.DEFAULT
          .withRecordBytesMax(PAYLOAD_BYTES_MAX)
          .withSegmentBytes(16384)
          .withWaitingBytesMax(8192)
          .withCommitBytesMax(4096)
          .withSpin(Duration.ZERO);

  private static final int SEEDS = Integer.getInteger("journal.seeds", 300);

  @Test
  void nothingAcknowledgedIsLostAtAnyOperation() throws Exception {
    int losses = 0;
    for (long at = 0; ; at++) {
      SimulatedDisk disk = null;
      for (int chance = 0; chance < 4; chance++) {
        RandomGenerator random = new SplittableRandom(1000 * at + chance);
        disk = new SimulatedDisk(random).losePowerAfter(at);
        try {
          Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
          live(disk, promise, random, 120);
          requireKeptAfterLoss(disk, promise, random);
        } catch (Exception | AssertionError e) {
          fail("power lost at operation " + at + ", chance " + chance + ": " + e.getMessage(), e);
        }
      }
      if (!disk.hasFailed()) {
        break;
      }
      losses++;
    }
    assertTrue(losses > 60, "the workload has too few operations: " + losses);
  }

  @Test
  void nothingAcknowledgedIsLostOverManyLivesNorAnythingRevived() throws Exception {
    for (long seed = 0; seed < SEEDS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
      SimulatedDisk disk = new SimulatedDisk(random);
      try {
        for (int life = 0; life < 10; life++) {
          disk.losePowerAfter(random.nextInt(random.nextBoolean() ? 10 : 120));
          if (random.nextInt(4) == 0) {
            disk.failForceAfter(random.nextInt(20));
          }
          live(disk, promise, random, random.nextInt(80));
          disk = random.nextInt(3) == 0 ? disk.afterKill() : disk.afterPowerLoss();
        }
        requireKeptAfterLoss(disk, promise, random);
      } catch (Exception | AssertionError e) {
        fail("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /// A clean close, then two lives that end in the middle: what the first of them left torn behind
  /// the seal must not be found by the recovery after the second.
  @Test
  void whatWasTornBehindASealIsNotFoundLater() throws Exception {
    for (long seed = 0; seed < 1_000; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
      SimulatedDisk disk = new SimulatedDisk(random);
      try {
        live(disk, promise, random, 3);
        for (int life = 0; life < 3; life++) {
          disk.losePowerAfter(8 + random.nextInt(8));
          live(disk, promise, random, 12);
          disk = disk.afterPowerLoss();
        }
        requireKeptAfterLoss(disk, promise, random);
      } catch (Exception | AssertionError e) {
        fail("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  @Test
  void droppingLeavesNoHole() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
      SimulatedDisk disk = new SimulatedDisk(random);
      try (Journal journal = open(disk, promise, random)) {
        for (long sequence = 1; sequence <= 100; sequence++) {
          journal.append(promise.handIn(sequence), Duration.ofMinutes(1));
        }
        journal.awaitDurable(100);
        disk.losePowerAfter(random.nextInt(12));
        journal.dropSegmentsBefore(promise.snapshot(0));
      } catch (IOException | JournalFailed e) {
        assertTrue(disk.hasFailed(), e.getMessage());
      }
      requireKeptAfterLoss(disk, promise, random);
    }
  }

  /// Opens, appends this many records with some waiting and dropping, and closes; or until the
  /// power goes.
  private static void live(SimulatedDisk disk, Promise promise, RandomGenerator random, int records)
      throws Exception {
    try (Journal journal = open(disk, promise, random)) {
      promise.requireKept(journal);
      long sequence = journal.durableSequence();
      for (int i = 0; i < records; i++) {
        sequence++;
        assertEquals(sequence, journal.append(promise.handIn(sequence), Duration.ofMinutes(1)));
        switch (random.nextInt(16)) {
          case 0, 1, 2 -> journal.awaitDurable(sequence);
          case 3 -> journal.dropSegmentsBefore(promise.snapshot(random.nextInt(20)));
          default -> {}
        }
      }
    } catch (JournalCorrupt e) {
      throw e;
    } catch (IOException | JournalFailed e) {
      assertTrue(disk.hasFailed(), "refused without a reason: " + e.getMessage());
    }
  }

  private static void requireKeptAfterLoss(
      SimulatedDisk disk, Promise promise, RandomGenerator random) throws IOException {
    try (Journal journal = open(disk.afterPowerLoss(), promise, random)) {
      promise.requireKept(journal);
    }
  }

  private static Journal open(SimulatedDisk disk, Promise promise, RandomGenerator random)
      throws IOException {
    return Journal.open(
        disk,
        random,
        FOLDER,
        OPTIONS.withReplayFrom(promise.neededFrom()),
        promise.replay(),
        promise);
  }
}
