package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runtime.ChildJvm;
import runtime.Project;
import tools.Generated;
import tools.Skeleton;

/// What `./jbang new` writes, in a copy of this project: it keeps the house's rules, its lab
/// measures, its tests pass, and no file is edited but the generated ones.
@Waiting
class SkeletonTest {
  @TempDir Path folder;

  private Path copy() throws IOException {
    Path home = folder.resolve("project");
    for (String path : House.project().paths()) {
      Files.createDirectories(home.resolve(path).getParent());
      Files.copy(Project.home().resolve(path), home.resolve(path));
    }
    return home;
  }

  @Test
  void aNewSystemIsWholeAndEditsNoFileByHand() throws Exception {
    Path home = copy();
    List<Path> written = new Skeleton(home, "madeup").write();
    for (Generated file : Generated.of(home)) file.write();

    House house = House.at(home);
    for (Rule rule : HouseTest.rules()) {
      List<String> complaints = new ArrayList<>(rule.complaints(house));
      complaints.removeAll(rule.complaints(House.project())); // HouseTest's to tell
      assertEquals("", String.join("\n", complaints), rule.getClass()::getSimpleName);
    }
    List<String> aliases = List.copyOf(Catalog.of(house).aliases().keySet());
    assertTrue(aliases.contains("madeup-latency"), aliases::toString);
    String served = "//SOURCES ../environment/madeup/package-info.java\n";
    assertTrue(house.text("tools/serve.java").orElseThrow().contains(served));

    Path classes = compiled(home, written);
    Path results = folder.resolve("results");
    run(home, classes, "MadeupLatency", "--profile=test", "--runtime=process", "--out=" + results);
    assertTrue(Files.isDirectory(results.resolve("madeup-latency")));
    String said = run(home, classes, "tests", "madeup");
    assertTrue(said.endsWith("2 passed, 0 failed\n"), said);
  }

  /// With a runner of their own, which runs the tests that were compiled with it alone.
  private Path compiled(Path home, List<Path> written) throws IOException {
    List<Path> sources =
        new ArrayList<>(written.stream().filter(f -> f.toString().endsWith(".java")).toList());
    sources.add(home.resolve("tests/tests.java"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    StringWriter said = new StringWriter();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none",
              "-nowarn",
              "-d",
              classes.toString(),
              "-cp",
              System.getProperty("java.class.path"));
      boolean done =
          compiler
              .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertTrue(done, said::toString);
    }
    return classes;
  }

  private String run(Path home, Path classes, String main, String... arguments) throws Exception {
    String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
    Path said = folder.resolve(main);
    ProcessBuilder builder = ChildJvm.of(classPath, main, arguments).redirectErrorStream(true);
    builder.environment().put("REMEASURE_HOME", home.toString());
    int status = builder.redirectOutput(said.toFile()).start().waitFor();
    String text = Files.readString(said);
    assertEquals(0, status, text);
    return text;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Uuid      | a system is called by one word of 2 to 20 small letters (a-z), not 'Uuid'
          42        | a system is called by one word of 2 to 20 small letters (a-z), not '42'
          a/../b    | a system is called by one word of 2 to 20 small letters (a-z), not 'a/../b'
          class     | no system can be called 'class': it is a word of Java, of a library or of Windows
          org       | no system can be called 'org': it is a word of Java, of a library or of Windows
          batcher   | the name 'batcher' is taken: there is environment/batcher
          kit       | the name 'kit' is taken: there is labs/kit
          house     | the name 'house' is taken: there is tests/house
          labs      | the name 'labs' is taken: there is labs
          serve     | the name 'serve' is taken: there is tools/serve.java
          prsm      | the name 'prsm' is taken: there is datasets/documented/about/prsm.csv
          relations | the name 'relations' is taken: there is datasets/documented/relations.csv
          """)
  void aBadNameIsRefusedWithASentence(String name, String sentence) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Skeleton(Project.home(), name).write());
    assertEquals(sentence, refused.getMessage());
  }

  @Test
  void whatCannotBeWrittenWholeIsNotWrittenAtAll() throws IOException {
    for (String path : House.project().paths()) {
      if (!path.startsWith("tools/skeleton/")) continue;
      Files.createDirectories(folder.resolve(path).getParent());
      Files.copy(Project.home().resolve(path), folder.resolve(path));
    }
    Files.createDirectory(folder.resolve("labs"));
    Files.writeString(folder.resolve("tests"), "where a folder should be");
    List<Path> before = tree();
    assertThrows(IOException.class, () -> new Skeleton(folder, "madeup").write());
    assertEquals(before, tree());
    assertFalse(before.isEmpty());
  }

  private List<Path> tree() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
