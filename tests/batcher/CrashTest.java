package batcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Bytes32;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

/// Kills a batcher at random moments and looks at what its sink was given over all its lives.
@Tag("slow")
class CrashTest {
  private static final int LIVES = 12;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void killedAtAnyMomentItLosesNothingDurableAndDoublesNothing() throws Exception {
    Random random = new Random();
    int first = 0;
    Set<Integer> durable = new HashSet<>();
    for (int life = 0; life < LIVES; life++) {
      int last = liveAndDie(first, 1 + random.nextInt(60));
      for (int i = first; i <= last; i++) {
        durable.add(i);
      }
      first += 1_000_000;
    }
    Statistics end =
        Batcher.open(CrashVictim.settings(folder), shard -> new LogSink(folder.resolve("log")))
            .close(LONG);
    assertEquals(0, end.pending());

    Map<String, List<Integer>> delivered = delivered();
    Set<Integer> all = new HashSet<>();
    delivered.forEach(
        (key, pieces) -> {
          for (int i = 0; i < pieces.size(); i++) {
            assertTrue(all.add(pieces.get(i)), pieces.get(i) + " was delivered twice");
            assertTrue(
                i == 0 || pieces.get(i - 1) < pieces.get(i),
                () -> "order of " + key + " is lost: " + pieces);
            assertEquals(key, Bytes32.named("key-" + pieces.get(i) % CrashVictim.KEYS) + ":sent");
          }
        });
    Set<Integer> lost = new HashSet<>(durable);
    lost.removeAll(all);
    assertEquals(Set.of(), lost, durable.size() + " were durable");
    assertTrue(durable.size() > LIVES, "the victims hardly lived");
  }

  /// Starts a victim, kills it after so many of its lines, and returns the last durable number.
  private int liveAndDie(int first, int lines) throws IOException, InterruptedException {
    Process victim =
        ChildJvm.of(CrashVictim.class, String.valueOf(first), folder.toString())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try (BufferedReader out = victim.inputReader()) {
      int last = first - 1;
      String line = null;
      for (int i = 0; i < lines && (line = out.readLine()) != null; i++) {
        last = Integer.parseInt(line.substring("durable ".length()));
      }
      assertTrue(line != null, () -> "the victim died by itself; see " + folder.resolve("errors"));
      victim.toHandle().destroyForcibly(); // unlike Process.destroyForcibly it leaves `out` open
      while ((line = out.readLine()) != null && line.matches("durable \\d+")) {
        last = Integer.parseInt(line.substring("durable ".length()));
      }
      return last;
    } finally {
      victim.destroyForcibly().waitFor();
    }
  }

  private Map<String, List<Integer>> delivered() throws IOException {
    Map<String, List<Integer>> pieces = new HashMap<>();
    for (String line : LogSink.read(folder.resolve("log"))) {
      String[] parts = line.split(" ");
      for (String piece : parts[3].split(",")) {
        pieces.computeIfAbsent(parts[2], key -> new ArrayList<>()).add(Integer.parseInt(piece));
      }
    }
    return pieces;
  }
}
