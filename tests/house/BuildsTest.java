package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsTest {
  @TempDir Path folder;

  private Path file(String name, String uses) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".java"), "class " + name + " { " + uses + " used; }");
  }

  private static Script script(Path... modules) {
    return new Script(new TreeSet<>(List.of(modules)), List.of(), List.of());
  }

  @Test
  void aScriptIsCompiledWithWhatItHasAndNothingElse() throws Exception {
    Path shared = file("Shared", "Object");
    Script one = script(shared, file("One", "Shared"));
    Script two = script(shared, file("Two", "Shared"));
    Builds builds = new Builds(folder, List.of(one, two));

    String classPath = builds.classPath(file("Main", "One"), one);
    assertEquals(3, classPath.split(File.pathSeparator).length, classPath);
    AssertionError refused =
        assertThrows(AssertionError.class, () -> builds.classPath(file("Main", "One"), two));
    assertTrue(refused.getMessage().contains("class One"), refused.getMessage());
  }

  @Test
  void whatOnlyOneOfTwoScriptsHasIsOfNoUseToAFileOfBoth() throws Exception {
    Path shared = file("Shared", "One");
    Script one = script(shared, file("One", "Object"));
    assertEquals(2, new Builds(folder, List.of(one)).classPath(shared, one).split(":").length);
    Script two = script(shared);
    assertThrows(AssertionError.class, () -> new Builds(folder, List.of(one, two)));
  }
}
