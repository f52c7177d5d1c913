package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

/// The launcher on machines that lack one thing or another. It runs as it is but for two lines: the
/// hash of JBang, which is a stand-in here, and the place where the system's folders begin.
abstract class LauncherCase {
  static final String JAR = "stand-in for the jar";

  /// A JVM that runs JBang: it answers with the command to run, as JBang does.
  static final String JAVA_ECHOES =
      """
      for word; do case $word in -jar) shift; break ;; esac; shift; done; shift
      printf 'printf "%%s|" ran "$REMEASURE_HOME" "$PWD"'
      printf ' %q' "$@"
      exit 255\
      """;

  @TempDir Path folder;
  Shell shell;
  Path project;
  Path launcher;

  @BeforeEach
  void layOut() throws Exception {
    shell = new Shell(folder);
    project = Files.createDirectories(folder.resolve("a place with spaces/project"));
    launcher = project.resolve("jbang");
    String sha256 =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(JAR.getBytes()));
    String script =
        Files.readString(Project.home().resolve("jbang"))
            .replaceFirst("(?m)^jbang_sha256=.*$", "jbang_sha256=" + sha256)
            .replaceFirst("(?m)^system=''$", "system='" + folder.resolve("system") + "'");
    assertTrue(script.contains(sha256) && script.contains("system='" + folder));
    Files.writeString(launcher, script);
    assertTrue(launcher.toFile().setExecutable(true));
    Files.createDirectory(folder.resolve("labs"));
    for (String file : List.of("x", "y", "x.java", "labs/x.java")) {
      Files.createFile(folder.resolve(file));
    }
    Files.writeString(
        project.resolve("jbang-catalog.json"),
        """
        {
          "aliases": {
            "check": {
              "script-ref": "tools/check.java",
              "description": "looks"
            }
          }
        }
        """);
  }

  /// A folder that looks like a JDK of that version; its `java` does what `java` says.
  Path jdk(String place, String version, String java) throws IOException {
    Path home = folder.resolve(place);
    Shell.script(home.resolve("bin/java"), java);
    Shell.script(home.resolve("bin/javac"), "exit 9");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  Path jdk25() throws IOException {
    return jdk("system/usr/lib/jvm/jdk 25", "25.0.3", JAVA_ECHOES);
  }

  void mavenBrings(String what) throws IOException {
    shell.command(
        "mvn",
        "echo \"$PWD\" >>\"$FOLDER/maven-ran\"; printf '%s' '"
            + what
            + "' >jbang-cli-0.132.1-all.jar");
  }

  void jbangIsThere() throws IOException {
    Path state = Files.createDirectories(project.resolve(".jbang"));
    Files.writeString(state.resolve("jbang-0.132.1.jar"), JAR);
  }

  List<String> state() throws IOException {
    if (!Files.exists(project.resolve(".jbang"))) return List.of();
    try (Stream<Path> files = Files.list(project.resolve(".jbang"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  String ran(Path workingFolder, String words) {
    return "ran|" + project + "|" + workingFolder + "|" + words;
  }

  static void assertRefused(Outcome outcome, String... sentences) {
    assertEquals(3, outcome.status(), outcome.toString());
    for (String sentence : sentences) {
      assertTrue(outcome.err().contains(sentence), sentence + " not in: " + outcome.err());
    }
    String last = outcome.err().lines().toList().getLast();
    assertTrue(last.startsWith("  do        "), "the last line says what to do: " + last);
  }
}
