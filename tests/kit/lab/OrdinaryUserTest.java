package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kit.result.FigureRow;
import kit.result.ResultStore;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;
import runtime.DiskProject;
import runtime.OperatingSystem;

/// A lab as nobody runs it, in a project of his own.
@Waiting
class OrdinaryUserTest {
  private static final int NOBODY = 65_534;

  /// Without a home: of what is root's he may read the class path. PostgreSQL, which refuses to run
  /// as root, is started in another way for him.
  @Test
  void measuresToo(@TempDir(factory = DiskProject.class) Path project) throws Exception {
    boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    Assumptions.assumeTrue(root, "an ordinary user runs these tests, and measures in EveryLabTest");
    Optional<Path> setpriv = OperatingSystem.program("setpriv");
    Assumptions.assumeTrue(setpriv.isPresent(), "no setpriv here; apt-get install util-linux");
    Path home = Project.here().root();
    Path own = Files.createDirectories(project.resolve("datasets/documented"));
    try (Stream<Path> documented = Files.list(home.resolve("datasets/documented"))) {
      for (Path csv : documented.filter(each -> each.toString().endsWith(".csv")).toList()) {
        Files.copy(csv, own.resolve(csv.getFileName()));
      }
    }
    Files.copy(home.resolve("jbang-catalog.json"), project.resolve("jbang-catalog.json"));
    Path results = Files.createDirectory(project.resolve("results"));
    for (Path written : List.of(project, project.resolve("datasets"), results)) {
      Files.setAttribute(written, "unix:uid", NOBODY);
    }

    String classPath =
        LabScripts.all().classes + File.pathSeparator + System.getProperty("java.class.path");
    ProcessBuilder lab = ChildJvm.of(classPath, "BatcherSinks", "--runtime=process");
    lab.command().addAll(List.of("--profile=test", "--only=postgres.batched", "--out=" + results));
    lab.command().addAll(0, asNobody(setpriv.get()));
    lab.environment().keySet().retainAll(Set.of("PATH"));
    lab.environment().put("REMEASURE_HOME", project.toString());
    Path said = project.resolve("said");
    lab.redirectErrorStream(true).redirectOutput(said.toFile());
    int status = lab.start().waitFor();
    assertEquals(0, status, Files.readString(said));

    Path file = new ResultStore(results).newest("batcher-sinks").orElseThrow();
    assertEquals(NOBODY, Files.getAttribute(file, "unix:uid"));
    FigureRow row = ResultStore.read(file).figure("postgres.batched").orElseThrow();
    assertTrue(row.measured() > 0, row::toString);
  }

  private static List<String> asNobody(Path setpriv) {
    String reading = "+dac_read_search";
    String nobody = String.valueOf(NOBODY);
    return List.of(
        setpriv.toString(),
        "--reuid=" + nobody,
        "--regid=" + nobody,
        "--clear-groups",
        "--inh-caps=" + reading,
        "--ambient-caps=" + reading);
  }
}
