package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  @TempDir Path folder;
  private Path project;
  private Path deep;

  @BeforeEach
  void layOut() throws IOException {
    project = folder.resolve("my project");
    deep = Files.createDirectories(project.resolve("labs/kit"));
    Files.createFile(project.resolve(Project.MARK));
    Files.createDirectories(project.resolve("datasets/documented"));
  }

  @Test
  void catalogOfTheUsersOwnIsNoProject() throws IOException {
    Files.createFile(folder.resolve(Project.MARK));
    assertThrows(
        IllegalStateException.class, () -> Project.home(Map.of(), folder, Optional::empty));
  }

  @Test
  void homeIsFoundFromAnyFolderInside() {
    assertEquals(project, Project.home(Map.of(), deep, Optional::empty));
    assertEquals(project, Project.home(Map.of(), project, Optional::empty));
  }

  @Test
  void environmentWinsOverWorkingFolder() throws IOException {
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.createFile(other.resolve(Project.MARK));
    assertEquals(
        project,
        Project.home(Map.of("REMEASURE_HOME", project.toString()), other, Optional::empty));
  }

  @Test
  void wrongEnvironmentIsRefusedRatherThanIgnored() {
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class,
            () ->
                Project.home(
                    Map.of("REMEASURE_HOME", folder.toString()), project, Optional::empty));
    assertTrue(refusal.getMessage().contains(folder + " holds no " + Project.MARK));
  }

  @Test
  void outsideTheProjectTheSentenceSaysWhatToDo() {
    IllegalStateException refusal =
        assertThrows(
            IllegalStateException.class, () -> Project.home(Map.of(), folder, Optional::empty));
    assertTrue(refusal.getMessage().contains("set REMEASURE_HOME"));
  }

  @Test
  void whatTravelsWithTheScriptIsTakenWhereThereIsNoProject() {
    assertEquals(deep, Project.home(Map.of(), folder, () -> Optional.of(deep)));
    assertEquals(project, Project.home(Map.of(), project, () -> Optional.of(deep)));
  }
}
