package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyTest {
  private static final long SELF = 100;
  private static final long GROUP = 90;

  @TempDir private Path proc;
  private Family family;

  /// A script has started this process and, before it, something of its own.
  @BeforeEach
  void aScriptAndWhatItStarted() throws IOException {
    process(1, 0, 1, 10, "1000 0 0 0");
    process(GROUP, 1, GROUP, 20, "7 0 0 0");
    process(95, GROUP, GROUP, 30, "400 0 0 0");
    process(SELF, GROUP, GROUP, 40, "10 20 3 4");
    family = new Family(proc, SELF);
  }

  @Test
  void childrenAndTheirChildrenAreOurs() throws Exception {
    process(110, SELF, GROUP, 50, "5 5 0 0");
    process(111, 110, 111, 60, "2 0 0 1");
    process(120, GROUP, GROUP, 70, "99 0 0 0"); // the script's, though younger than this process
    assertEquals(37 + 10 + 3, family.ticks());
  }

  @Test
  void aChildThatHasEndedIsWithItsParent() throws Exception {
    process(110, SELF, GROUP, 50, "5 5 0 0");
    family.ticks();
    gone(110);
    process(SELF, GROUP, GROUP, 40, "10 20 63 4");
    assertEquals(97, family.ticks());
  }

  @Test
  void oneThatLostItsParentStaysOurs() throws Exception {
    process(110, SELF, GROUP, 50, "5 5 0 0");
    process(111, 110, 111, 60, "2 0 0 0");
    assertEquals(49, family.ticks());
    gone(110);
    process(SELF, GROUP, GROUP, 40, "10 20 8 9"); // 110 was waited for
    process(111, 1, 111, 60, "30 0 0 0");
    process(112, 111, 111, 61, "4 0 0 0");
    assertEquals(47 + 34, family.ticks());
    gone(111);
    gone(112); // nobody of the family waits for them
    assertEquals(47 + 30, family.ticks());
    assertEquals(47 + 30, family.ticks());
  }

  @Test
  void oneThatLostItsParentBeforeItWasSeenIsKnownByItsGroup() throws Exception {
    process(111, 1, GROUP, 60, "30 0 0 0");
    process(112, 1, GROUP, 35, "99 0 0 0"); // older than this process
    process(113, 1, 113, 60, "99 0 0 0");
    assertEquals(37 + 30, family.ticks());
  }

  @Test
  void aNumberUsedAgainIsAnotherProcess() throws Exception {
    process(110, SELF, GROUP, 50, "5 5 0 0");
    assertEquals(47, family.ticks());
    process(110, 1, 110, 80, "99 0 0 0");
    assertEquals(37, family.ticks());
  }

  @Test
  void aNameWithABracketDoesNotShiftTheCounts() throws Exception {
    Files.writeString(proc.resolve("100/stat"), line(SELF, "a) b (c", 90, 90, 40, "30 20 0 0"));
    assertEquals(50, family.ticks());
  }

  @Test
  void withoutProcNothingIsKnown() {
    assertEquals(0, new Family(proc.resolve("none"), SELF).ticks());
  }

  /// The kind of work that JMH and foreign clients are: a child that is gone when the window ends.
  @Test
  void whatAChildUsedBeforeItEndedIsCounted() throws Exception {
    Path real = Path.of("/proc");
    assumeTrue(Files.exists(real.resolve("self/stat")), "there is no /proc here");
    Family ours = new Family(real, ProcessHandle.current().pid());
    long before = ours.ticks();
    String spin = "for ((i = 0; i < 200000; i++)); do :; done; cut -d' ' -f14 /proc/$$/stat";
    Process child = new ProcessBuilder("bash", "-c", spin).start();
    long used = Long.parseLong(new String(child.getInputStream().readAllBytes()).strip());
    child.waitFor();
    assertTrue(ours.ticks() - before >= used, "the child used " + used + " ticks");
  }

  private void process(long pid, long parent, long group, long start, String times)
      throws IOException {
    Path folder = Files.createDirectories(proc.resolve(Long.toString(pid)));
    Files.writeString(folder.resolve("stat"), line(pid, "java", parent, group, start, times));
  }

  private static String line(
      long pid, String name, long parent, long group, long start, String times) {
    return "%d (%s) S %d %d 3 4 5 6 7 8 9 10 %s 20 0 1 0 %d 5 6\n"
        .formatted(pid, name, parent, group, times, start);
  }

  private void gone(long pid) throws IOException {
    Files.delete(proc.resolve(Long.toString(pid)).resolve("stat"));
  }
}
