package runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an image is called and made of, as far as no daemon is needed for it.
class ImageTest {
  private static final BaseImage BASE = new BaseImage("base:1", "sha256:aa", "25");

  @TempDir private Path folder;
  private Path code;
  private Path library;

  @BeforeEach
  void write() throws IOException {
    code = Files.writeString(folder.resolve("lab.jar"), "code");
    library = Files.writeString(folder.resolve("library.jar"), "library");
  }

  @Test
  void theSameJarsGiveTheSameNameWhereverTheyLie() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    ClassPath copy =
        new ClassPath(
            List.of(
                Files.copy(code, elsewhere.resolve("lab.jar")),
                Files.copy(library, elsewhere.resolve("library.jar"))));
    assertEquals(name(BASE, classPath()), name(BASE, copy));
  }

  @Test
  void aChangeOfAnyJarGivesAnotherName() throws Exception {
    String before = name(BASE, classPath());
    Files.writeString(library, "librarY");
    String after = name(BASE, classPath());
    assertNotEquals(before, after);
    Files.writeString(code, "Code");
    assertNotEquals(after, name(BASE, classPath()));
  }

  @Test
  void anotherOrderGivesAnotherName() throws Exception {
    assertNotEquals(name(BASE, classPath()), name(BASE, new ClassPath(List.of(library, code))));
  }

  @Test
  void anotherBaseGivesAnotherName() throws Exception {
    assertNotEquals(
        name(BASE, classPath()), name(new BaseImage("base:1", "sha256:bb", "25"), classPath()));
  }

  @Test
  void aClassPathMayNameAFolderAndWhatIsNotThere() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("classes").resolve("a"));
    Files.writeString(classes.resolve("B.class"), "b");
    ClassPath path = new ClassPath(List.of(classes.getParent(), folder.resolve("no.jar"), library));
    String before = name(BASE, path);
    Files.writeString(classes.resolve("B.class"), "c");
    assertNotEquals(before, name(BASE, path));
  }

  @Test
  void theOrderOfTheClassPathIsKeptInTheImage() throws Exception {
    assertEquals(
        "/app/project/000-lab.jar:/app/lib/001-library.jar",
        SystemImage.of(BASE, classPath()).classPath());
  }

  @Test
  void theSameContentMakesTheSameArchiveAtAnyTime() throws Exception {
    byte[] first = Files.readAllBytes(archive("first.tar"));
    Files.setLastModifiedTime(library, FileTime.fromMillis(0));
    assertArrayEquals(first, Files.readAllBytes(archive("second.tar")));
  }

  @Test
  void anArchiveKeepsWhatMayBeExecuted() throws Exception {
    code.toFile().setExecutable(true);
    try (TarFile tar = new TarFile(archive("a.tar").toFile())) {
      List<String> modes = new ArrayList<>();
      for (TarArchiveEntry entry : tar.getEntries()) {
        modes.add(entry.getName() + " " + Integer.toOctalString(entry.getMode() & 0777));
      }
      assertEquals(List.of("x/lab.jar 755", "x/library.jar 644", "note 644"), modes);
    }
  }

  private Path archive(String name) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    Path archive = folder.resolve(name);
    for (Path jar : List.of(code, library)) {
      Path there = jars.resolve(jar.getFileName());
      Files.copy(jar, there, StandardCopyOption.REPLACE_EXISTING);
      there.toFile().setExecutable(jar.toFile().canExecute());
    }
    try (Tar tar = new Tar(archive)) {
      tar.tree("x", jars, path -> true);
      tar.text("note", "text");
    }
    return archive;
  }

  private ClassPath classPath() {
    return new ClassPath(List.of(code, library));
  }

  private static String name(BaseImage base, ClassPath jars) throws IOException {
    return SystemImage.of(base, jars).name();
  }
}
