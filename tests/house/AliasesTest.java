package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// Every alias builds and tells about itself, through the real launcher, from a folder that is not
/// the project's.
class AliasesTest {
  private static final int BUILD_S = 240;

  @TempDir Path elsewhere;

  @TestFactory
  Stream<DynamicTest> aliasesTellAboutThemselves() {
    Catalog catalog = Catalog.of(House.project());
    List<DynamicTest> tests = new ArrayList<>();
    for (String alias : catalog.aliases().keySet()) {
      tests.add(test(alias, "--help", "--help"));
      if (catalog.isLab(alias)) tests.add(test(alias, "--list", alias));
    }
    return tests.stream();
  }

  private DynamicTest test(String alias, String option, String expected) {
    return DynamicTest.dynamicTest(
        alias + " " + option,
        () -> {
          Path out = Files.createTempFile(elsewhere, "out", "");
          Path err = Files.createTempFile(elsewhere, "err", "");
          assertEquals(0, run(out, err, alias, option), () -> read(err));
          assertTrue(read(out).contains(expected), () -> read(out) + read(err));
        });
  }

  private int run(Path out, Path err, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(Project.home().resolve("jbang").toString()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(BUILD_S, TimeUnit.SECONDS)) process.destroyForcibly();
    return process.waitFor();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
