package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

class ProjectTest {
  private static void git(Path folder, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=nobody", "-c", "user.email=nobody@example.org"));
    command.addAll(List.of(arguments));
    ProcessBuilder git =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    assertEquals(0, git.start().waitFor(), String.join(" ", arguments));
  }

  private static Path repository(Path folder) throws Exception {
    git(folder, "init", "-q");
    git(folder, "commit", "-q", "--allow-empty", "-m", "one");
    return folder;
  }

  @Test
  void aCheckoutNamesItsCommit(@TempDir Path folder) throws Exception {
    String commit = new Project(repository(folder)).facts().commit();
    assertTrue(commit.matches("[0-9a-f]{12}"), commit);
  }

  @Test
  void aSourceArchiveInsideAnotherRepositoryIsOfNoCommit(@TempDir Path folder) throws Exception {
    Path inside = Files.createDirectories(repository(folder).resolve("archive"));
    assertEquals("unknown", new Project(inside).facts().commit());
    assertEquals(false, new Project(inside).facts().dirty());
  }

  @Test
  void aRepositoryThatTheEnvironmentNamesIsNotTheProjects(@TempDir Path folder) throws Exception {
    Path other = repository(Files.createDirectories(folder.resolve("other")));
    Path own = Files.createDirectories(folder.resolve("own"));
    assertEquals("unknown", factsWith("GIT_DIR", other.resolve(".git"), own));
  }

  /// The commit that a fresh JVM finds for a project while a variable is set.
  private static String factsWith(String name, Path value, Path project)
      throws IOException, InterruptedException {
    ProcessBuilder java = ChildJvm.of(Asked.class, project.toString());
    java.environment().put(name, value.toString());
    Process process = java.start();
    String said = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor());
    return said.strip();
  }

  /// Prints the commit of the project whose folder it is given.
  static final class Asked {
    public static void main(String[] arguments) {
      System.out.println(new Project(Path.of(arguments[0])).facts().commit());
    }
  }
}
