package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.crypto.SignatureSchemes;

class TemporaryTest {
  private static final long MEGABYTE = 1L << 20;

  @TempDir private Path folder;

  /// Loads libsecp256k1 both ways, in a JVM of its own.
  static final class Loads {
    static void main(String[] args) {
      try {
        System.out.println(SignatureSchemes.open("native").name());
        System.out.println(SignatureSchemes.open("jni").name());
      } catch (Throwable e) {
        System.out.println(Failure.sentence(e) + ", status " + Failure.status(e));
      }
    }
  }

  /// A folder under which nothing can be made, not by root either.
  private Path refusing() throws IOException {
    return Files.writeString(folder.resolve("file"), "no folder").resolve("tmp");
  }

  @Test
  void theFirstPlaceThatWillDoIsTaken() throws IOException {
    Path work = folder.resolve("project/.work");
    assertEquals(folder, Temporary.firstOf(List.of(folder, work), MEGABYTE));
    assertEquals(work, Temporary.firstOf(List.of(refusing(), work), MEGABYTE));
    try (Stream<Path> left = Files.list(work)) {
      assertEquals(List.of(), left.toList(), "the probe goes");
    }
  }

  @Test
  void whereNoneWillDoEachIsNamedWithItsReason() throws IOException {
    IOException refused =
        assertThrows(
            IOException.class,
            () -> Temporary.firstOf(List.of(refusing(), folder), Long.MAX_VALUE));
    String rule = "temporary files need a folder with 8796093022207 MB of room that lets programs";
    assertTrue(refused.getMessage().startsWith(rule), refused.getMessage());
    assertTrue(refused.getMessage().contains(folder.resolve("file") + ""), refused.getMessage());
    assertTrue(
        refused.getMessage().matches("(?s).*" + folder + " has \\d+ MB left"),
        refused.getMessage());
    assertEquals(ExitStatus.ENVIRONMENT_LACKS, Failure.status(refused));
  }

  @Test
  void librariesLoadFromTheProjectWhereTheTemporaryFolderTakesNoFile() throws Exception {
    assertEquals(List.of("native", "jni"), loads("", refusing(), project()));
  }

  @Test
  void withoutAnyFolderThereIsOneSentence() throws Exception {
    Path project = project();
    Files.writeString(project.resolve(".work"), "no folder");
    List<String> said = loads("", refusing(), project);
    assertEquals(1, said.size(), said.toString());
    String sentence = said.getFirst();
    assertTrue(sentence.startsWith("libsecp256k1 cannot be unpacked: temporary"), sentence);
    assertTrue(sentence.endsWith(", status ENVIRONMENT_LACKS"), sentence);
  }

  @Test
  void librariesLoadWhereTheTemporaryFolderIsMountedNoexec() throws Exception {
    assertEquals(List.of("native", "jni"), loads(mounted("noexec"), mount(), project()));
  }

  @Test
  void librariesLoadWhereTheTemporaryFolderIsFull() throws Exception {
    String full = mounted("size=1m") + "head -c 1048576 /dev/zero >" + mount() + "/ballast; ";
    assertEquals(List.of("native", "jni"), loads(full, mount(), project()));
  }

  private Path mount() throws IOException {
    return Files.createDirectories(folder.resolve("mount"));
  }

  /// Mounts in a name space of its own, which goes with the process.
  private String mounted(String options) throws Exception {
    String mount = "mount -t tmpfs -o " + options + " tmpfs " + mount() + "; ";
    Process allowed = new ProcessBuilder("unshare", "-m", "sh", "-ec", mount).start();
    assumeTrue(allowed.waitFor() == 0, "may not mount here");
    return mount;
  }

  private Path project() throws IOException {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve(Project.MARK), "{}");
    return project;
  }

  private List<String> loads(String before, Path temporary, Path project) throws Exception {
    List<String> command = new ArrayList<>();
    if (!before.isEmpty()) {
      command.addAll(List.of("unshare", "-m"));
    }
    command.addAll(List.of("sh", "-ec", before + "exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-XX:-UsePerfData");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Loads.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("REMEASURE_HOME", project.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return said.lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")).toList();
  }
}
