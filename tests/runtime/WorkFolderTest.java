package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkFolderTest {
  @TempDir(factory = DiskProject.class)
  private Path project;

  private Process run;

  @AfterEach
  void close() {
    if (run != null) run.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "garbled", "1 1"})
  void whatADeadRunLeftIsSweptByTheNextOneWhateverItsFilesSay(String text) throws Exception {
    Path dead = Files.createDirectories(project.resolve(".work/0badcafe/data")).getParent();
    Files.writeString(dead.resolve("owner"), text);
    Files.writeString(dead.resolve("lock"), text);
    Files.writeString(dead.resolve("data/journal"), "left behind");
    WorkFolder.create(project);
    assertFalse(Files.exists(dead));
  }

  @Test
  void theFolderOfALivingRunOfThisProcessIsLeftAlone() throws Exception {
    WorkFolder first = WorkFolder.create(project);
    WorkFolder.create(project);
    assertTrue(Files.exists(first.path()));
  }

  /// As another container sees it, where the process ids of this one mean nothing.
  @Test
  void theFolderOfALivingRunIsLeftAloneWhateverItsProcessIdMeansHere() throws Exception {
    run = holder();
    Path folder = Path.of(run.inputReader().readLine());
    Files.writeString(folder.resolve("owner"), gone() + " 1");
    WorkFolder.create(project);
    assertTrue(Files.exists(folder), "its owner holds the lock");
    run.destroyForcibly().waitFor();
    WorkFolder.create(project);
    assertFalse(Files.exists(folder), "the kernel dropped the lock");
  }

  @Test
  void aFolderThatIsNoRunsIsNotSwept() throws Exception {
    Path other = Files.createDirectories(project.resolve(".work/notes"));
    WorkFolder.create(project);
    assertTrue(Files.exists(other));
  }

  private static long gone() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    return gone.pid();
  }

  /// A run in a JVM of its own that does nothing but hold its folder.
  private Process holder() throws IOException {
    return ChildJvm.of(Holder.class, project.toString()).start();
  }

  static final class Holder {
    static void main(String[] arguments) throws Exception {
      WorkFolder folder = WorkFolder.create(Path.of(arguments[0]));
      System.out.println(folder.path());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void aProjectInMemoryIsRefusedBecauseNothingThereIsDurable() throws Exception {
    Path shm = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(shm) && Files.getFileStore(shm).type().equals("tmpfs"));
    Path inMemory = Files.createTempDirectory(shm, "work-folder-test");
    try {
      RuntimeUnavailable refusal =
          assertThrows(RuntimeUnavailable.class, () -> WorkFolder.create(inMemory));
      assertEquals(
          "systems keep their data in the project's .work folder, and it lies in memory (tmpfs):"
              + " what is measured there is not durable",
          refusal.getMessage());
      assertEquals("move the project to a folder on a disk", refusal.advice());
    } finally {
      Folders.delete(inMemory);
    }
  }
}
