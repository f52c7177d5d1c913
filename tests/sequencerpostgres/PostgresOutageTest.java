package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import house.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.Databases;
import sequencer.channel.Change;
import sequencer.engine.Books;
import sequencer.engine.Changes;
import sequencer.engine.Engine;
import sequencer.engine.EngineContract;

/// PostgreSQL goes away in the middle of it, by force: what the engine accepted is there in the
/// end, once, and what it did not accept is not.
@Waiting
class PostgresOutageTest {
  private static final int KILLS = 3;
  private static final int CHANNELS = 8;
  private static final long TMPFS_BYTES = 120L << 20;

  @TempDir Path folder;

  /// Pays from all channels in turns, now and then by a stream, as fast as the engine takes it.
  private static final class Payer {
    private final Engine engine;
    private final Books kept = new Books();
    private final int[] numbers = new int[CHANNELS];
    private long last;
    private int refused;

    Payer(Engine engine) {
      this.engine = engine;
      for (int channel = 0; channel < CHANNELS; channel++) {
        last = engine.append(Changes.seeded(channel));
        kept.change(Changes.seeded(channel));
      }
    }

    /// @return whether it was accepted
    boolean pay(int channel) {
      Change next = Changes.voucher(channel, numbers[channel] + 1);
      long position = engine.append(next);
      if (position == Engine.FULL) {
        refused++;
        Thread.onSpinWait();
        return false;
      }
      numbers[channel]++;
      kept.change(next);
      last = position;
      return true;
    }
  }

  @Test
  void killedAgainAndAgainItLosesAndDoublesNothing() throws Exception {
    try (Databases databases = Databases.start(folder)) {
      String url = databases.create();
      SplittableRandom random = new SplittableRandom(3);
      Books kept;
      try (Engine engine = open(url, new Books())) {
        EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
        Payer payer = new Payer(engine);
        awaited.durable(payer.last);
        for (int kill = 0; kill < KILLS; kill++) {
          long killAt = engine.durablePosition() + random.nextInt(1, 3_000);
          int channel = 0;
          while (engine.durablePosition() < killAt) {
            payer.pay(channel++ % CHANNELS);
          }
          databases.server().kill();
          int before = payer.refused;
          while (!(payer.refused > before
              && engine.whyFull().equals("PostgreSQL is away; try again"))) {
            payer.pay(channel++ % CHANNELS);
          }
          databases.startAgain();
          awaited.durable(payer.last);
        }
        kept = payer.kept;
      }
      Books found = new Books();
      open(url, found).close();
      assertEquals(kept.channels(), found.channels());
      assertEquals(kept.streams(), found.streams());
      assertEquals(
          "0",
          Databases.one(
              url, "SELECT count(*) - (SELECT sum(sequence_number) FROM channel) FROM voucher"));
    }
  }

  /// A server of the engine's own is started again by the engine.
  @Test
  void aServerOfItsOwnComesBackByItself() throws Exception {
    Books kept;
    Path data = folder.resolve("own");
    try (Engine engine = new PostgresEngines().open("", data, change -> {}, state -> {})) {
      EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
      Payer payer = new Payer(engine);
      awaited.durable(payer.last);
      long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst());
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      server.destroyForcibly();
      server.onExit().join();
      long before = payer.last;
      while (payer.last < before + 200) {
        payer.pay(0);
      }
      awaited.durable(payer.last);
      kept = payer.kept;
    }
    Books found = new Books();
    new PostgresEngines().open("", data, found::change, found::channel).close();
    assertEquals(kept.channels(), found.channels());
  }

  /// The disk is a small file system in memory; it takes root to make one.
  @Test
  void aFullDiskStopsPaymentsAndRoomLetsThemGoOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(isDone("mount", "-t", "tmpfs", "-o", "size=" + TMPFS_BYTES, "tmpfs", "" + disk));
    try (Databases databases = Databases.start(disk.resolve("data"))) {
      String url = databases.create();
      Books kept;
      try (Engine engine = open(url, new Books())) {
        EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
        Payer payer = new Payer(engine);
        awaited.durable(payer.last);
        Path filler = disk.resolve("filler");
        fill(filler);
        for (int i = 0; !engine.whyFull().equals("PostgreSQL is away; try again"); i++) {
          payer.pay(i % CHANNELS);
        }
        assertTrue(engine.durablePosition() < payer.last, "nothing was refused");
        Files.delete(filler);
        databases.startAgain(); // a log that cannot grow is the end of PostgreSQL itself
        awaited.durable(payer.last);
        kept = payer.kept;
      }
      Books found = new Books();
      open(url, found).close();
      assertEquals(kept.channels(), found.channels());
    } finally {
      isDone("umount", "-l", disk.toString());
    }
  }

  private static void fill(Path file) {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // That is what it is for.
    }
  }

  private static boolean isDone(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).start().waitFor() == 0;
  }

  private static Engine open(String url, Books books) throws IOException, SQLException {
    return new PostgresEngines().open(url, null, books::change, books::channel);
  }
}
