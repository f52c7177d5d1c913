package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

class JdkLinkTest {
  @TempDir Path folder;
  private Path cache;
  private Path jdk;
  private final List<List<String>> asked = new ArrayList<>();

  @BeforeEach
  void layOut() throws IOException {
    cache = Files.createDirectories(folder.resolve("cache"));
    jdk = folder.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    assertTrue(Files.createFile(jdk.resolve("bin/javac")).toFile().setExecutable(true));
  }

  /// A launcher that links as JBang does, or that fails with these words.
  private JdkLink link(Optional<String> failure) {
    Commands commands =
        new Commands() {
          @Override
          public Optional<Path> find(String name) {
            return Optional.empty();
          }

          @Override
          public Optional<Answer> ask(List<String> command) {
            asked.add(command);
            if (failure.isPresent()) return Optional.of(new Answer(1, failure.get()));
            try {
              Path jdks = Files.createDirectories(cache.resolve("jdks"));
              Files.deleteIfExists(jdks.resolve("25"));
              Files.createSymbolicLink(jdks.resolve("25"), jdk);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return Optional.of(new Answer(0, "linked"));
          }
        };
    return new JdkLink(commands, Path.of("jbang"), cache);
  }

  @Test
  void linkIsMadeOnceByJBangItself() {
    JdkLink link = link(Optional.empty());
    assertEquals(new Ready("JDK 25", "now linked for plain jbang"), link.make(25, jdk));
    assertEquals(new Ready("JDK 25", "plain jbang has it"), link.make(25, jdk));
    assertEquals(List.of(List.of("jbang", "jdk", "install", "25", jdk.toString())), asked);
  }

  @Test
  void linkToAJdkThatIsGoneIsMadeAnew() throws IOException {
    Files.createDirectories(cache.resolve("jdks"));
    Files.createSymbolicLink(cache.resolve("jdks/25"), folder.resolve("gone"));
    assertInstanceOf(Ready.class, link(Optional.empty()).make(25, jdk));
  }

  @Test
  void failureCarriesJBangsOwnWords() {
    Note absent = assertInstanceOf(Note.class, link(Optional.of("disk full")).make(25, jdk));
    assertTrue(absent.seen().endsWith("could not be linked for plain jbang: disk full"));
  }
}
