package labs.batchersinks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runtime.Project;

class ScratchTest {
  @Test
  void nothingIsLeftOfATrial() throws Exception {
    Path path;
    try (Scratch scratch = Scratch.create("test")) {
      path = scratch.path();
      Files.createDirectories(path.resolve("a/b"));
      Files.writeString(path.resolve("a/b/file"), "data");
    }
    assertFalse(Files.exists(path));
  }

  /// On the project's disk: a folder in memory would make every fsync free.
  @Test
  void everyTrialHasAFolderOfItsOwnOnTheProjectsDisk() throws Exception {
    try (Scratch one = Scratch.create("test");
        Scratch other = Scratch.create("test")) {
      assertNotEquals(one.path(), other.path());
      assertTrue(one.path().startsWith(Project.home()));
    }
  }
}
