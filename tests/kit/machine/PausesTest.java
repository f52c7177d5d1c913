package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.machine.Stall.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PausesTest {
  @TempDir private Path folder;

  @Test
  void eachLineOfTheJvmIsAPauseThatEndedThen() throws IOException {
    Path log = folder.resolve("system.log");
    Files.writeString(
        log,
        """
        listening on 127.0.0.1:4711
        [9000000ns] Safepoint "G1CollectForAllocation", Time since last: 1652565 ns, Reaching \
        safepoint: 2792 ns, At safepoint: 1012975 ns, Leaving safepoint: 1 ns, Total:    1029468 \
        ns, Threads: 0 runnable, 10 total
        [10000000ns] Safepoint "ThreadDump", Time since last: 5 ns, Total: 250 ns, Threads: 0
        [x] something else
        [70000000ns] fdatasync took 5000000 ns
        """);
    assertEquals(
        List.of(
            new Stall(Cause.GC, 9_000_000 - 1_029_468, 9_000_000),
            new Stall(Cause.PAUSE, 10_000_000 - 250, 10_000_000),
            new Stall(Cause.DISK, 65_000_000, 70_000_000)),
        Pauses.in(log));
  }

  @Test
  void pausesOfAllCollectorsAreTheirs() throws IOException {
    Path log = folder.resolve("all.log");
    for (String name :
        List.of(
            "SerialCollectForAllocation",
            "ParallelGCCollect",
            "ZMarkEndYoung",
            "ShenandoahFinalMarkStartEvac",
            "G1PauseRemark")) {
      Files.writeString(log, "[90ns] Safepoint \"" + name + "\", Total: 9 ns, Threads: 0\n");
      assertEquals(List.of(new Stall(Cause.GC, 81, 90)), Pauses.in(log), name);
    }
  }

  @Test
  void aLogThatIsNotThereTellsNothing() {
    assertEquals(List.of(), Pauses.in(folder.resolve("none")));
  }

  /// The format of the JVM that runs this, by the clock that operations are timed with.
  @Test
  void thisJvmTellsItsOwnPauses() {
    Pauses.own();
    long fromNs = System.nanoTime();
    System.gc();
    long toNs = System.nanoTime();
    assertTrue(
        Pauses.own().stream()
            .anyMatch(p -> p.cause() == Cause.GC && p.fromNs() >= fromNs && p.toNs() <= toNs),
        Pauses.own().toString());
  }
}
