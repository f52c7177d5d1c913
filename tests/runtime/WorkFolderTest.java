package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkFolderTest {
  private Path project;

  @BeforeEach
  void open() throws IOException {
    project = DiskProject.create();
  }

  @AfterEach
  void close() {
    Folders.delete(project);
  }

  @Test
  void whatADeadRunLeftIsSweptByTheNextOne() throws Exception {
    Path dead = Files.createDirectories(project.resolve(".work").resolve("dead").resolve("data"));
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.writeString(dead.resolveSibling("owner"), gone.pid() + " 1");
    Files.writeString(dead.resolve("journal"), "left behind");
    WorkFolder.create(project);
    assertFalse(Files.exists(dead.getParent()));
  }

  @Test
  void theFolderOfALivingRunIsLeftAlone() throws Exception {
    WorkFolder first = WorkFolder.create(project);
    WorkFolder.create(project);
    assertTrue(Files.exists(first.path()));
  }

  @Test
  void aProcessIdThatIsUsedAgainDoesNotKeepAFolder() throws Exception {
    WorkFolder first = WorkFolder.create(project);
    Files.writeString(first.path().resolve("owner"), ProcessHandle.current().pid() + " 12345");
    WorkFolder.create(project);
    assertFalse(Files.exists(first.path()));
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
