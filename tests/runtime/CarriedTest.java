package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CarriedTest {
  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void nameCache() {
    cache = folder.resolve("cache");
  }

  private Path jar(String name, Map<String, String> files) throws IOException {
    Path jar = folder.resolve(name + ".jar");
    try (FileSystem inside = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Files.writeString(inside.getPath("/Some.class"), "code");
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = inside.getPath("/project/" + file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    return jar;
  }

  private Path jar(String name, String figures) throws IOException {
    return jar(name, Map.of("jbang-catalog.json", "{}", "datasets/documented/shop.csv", figures));
  }

  @Test
  void whatAJarCarriesIsUnpackedOnceAsTheProjectIsLaidOut() throws IOException {
    Path home = Carried.unpacked(jar("one", "id\n"), cache).orElseThrow();
    assertEquals("id\n", Files.readString(home.resolve("datasets/documented/shop.csv")));
    assertTrue(Carried.is(home));
    Path note = Files.writeString(home.resolve("note"), "still the same folder");
    assertEquals(Optional.of(home), Carried.unpacked(jar("two", "id\n"), cache));
    assertTrue(Files.exists(note));
    assertNotEquals(Optional.of(home), Carried.unpacked(jar("three", "id,line\n"), cache));
  }

  @Test
  void aJarThatCarriesNothingLeavesNothing() throws IOException {
    assertEquals(Optional.empty(), Carried.unpacked(jar("bare", Map.of()), cache));
    assertFalse(Files.exists(cache));
  }

  @Test
  void manyThatUnpackAtOnceGetOneFolder() throws IOException {
    Path jar = jar("one", "id\n");
    List<Path> homes =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                at -> {
                  try {
                    Path own = Files.copy(jar, folder.resolve(at + ".jar"));
                    return Carried.unpacked(own, cache).orElseThrow();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                })
            .distinct()
            .toList();
    assertEquals(1, homes.size());
    try (Stream<Path> all = Files.list(cache)) {
      assertEquals(homes, all.toList());
    }
  }

  @Test
  void resultsOfACheckoutStayInItAndOthersGoWhereTheCallerStands() throws IOException {
    Path home = Carried.unpacked(jar("one", "id\n"), cache).orElseThrow();
    Path here = Path.of("").toAbsolutePath();
    assertEquals(here.resolve("remeasure-results"), Project.results(home));
    assertEquals(folder.resolve("datasets/results"), Project.results(folder));
  }

  @Test
  void cacheIsWhereTheUserSays() {
    assertEquals(folder.resolve("remeasure"), Carried.cache(Map.of("XDG_CACHE_HOME", "" + folder)));
    Path usual = Path.of(System.getProperty("user.home"), ".cache", "remeasure");
    assertEquals(usual, Carried.cache(Map.of("XDG_CACHE_HOME", "")));
  }
}
