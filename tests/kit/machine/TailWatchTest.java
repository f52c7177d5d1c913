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

class TailWatchTest {
  @TempDir private Path proc;

  @Test
  void waitingAndCompilingIsThatOfAllThreadsSinceTheReadingBefore() throws IOException {
    thread(7, 7, "java", "1000000 2000000 3");
    thread(7, 8, "C2 CompilerThre", "5000000 1000000 3");
    Threads before = Threads.of(proc, List.of(7L, 99L));
    thread(7, 7, "java", "1500000 4500000 4");
    thread(7, 8, "C2 CompilerThre", "9000000 1000000 5");
    thread(7, 9, "C1 CompilerThre", "500000 250000 1"); // began meanwhile
    Threads after = Threads.of(proc, List.of(7L, 99L));
    assertEquals(2.75, after.waitedMsSince(before), 1e-9);
    assertEquals(4.5, after.compiledMsSince(before), 1e-9);
  }

  @Test
  void whatLiesOutsideTheWatchIsCutOff() {
    TailWatch.Seen seen = new TailWatch.Seen(100, 200, 0, 0, 0, 0, List.of());
    assertEquals(
        List.of(new Stall(Cause.GC, 100, 120), new Stall(Cause.GC, 190, 200)),
        seen.within(
            List.of(
                new Stall(Cause.GC, 80, 120),
                new Stall(Cause.GC, 190, 250),
                new Stall(Cause.GC, 300, 400))));
  }

  @Test
  void thisMachineCanBeWatched() {
    long fromNs = System.nanoTime();
    TailWatch.Seen seen;
    try (TailWatch watch = TailWatch.begin(List.of(ProcessHandle.current().pid()))) {
      seen = watch.end();
    }
    assertTrue(fromNs <= seen.fromNs() && seen.fromNs() <= seen.toNs());
    assertTrue(seen.labWaitedMs() >= 0 && seen.systemWaitedMs() >= 0);
  }

  private void thread(long process, long thread, String name, String counts) throws IOException {
    Path task = Files.createDirectories(proc.resolve(process + "/task/" + thread));
    Files.writeString(task.resolve("comm"), name + "\n");
    Files.writeString(task.resolve("schedstat"), counts + "\n");
  }
}
