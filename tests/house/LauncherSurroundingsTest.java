package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What surrounds the launcher: options for every JVM, locales, disks that take nothing; and what
/// it answers itself.
class LauncherSurroundingsTest extends LauncherCase {
  @Test
  void installedJBangsJarIsRunWithoutItsOwnLauncher() throws Exception {
    jdk25();
    shell.command("jbang", "[[ $1 == version ]] && echo 0.140.2 && exit; echo \"own $*\"");
    Files.createFile(shell.commands.resolve("jbang.jar"));
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void helpAndNamesThatDoNotExistAreAnsweredByTheProjectItself() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "printf '%s|' \"$@\"");
    jbangIsThere();
    String help = "-XX:TieredStopAtLevel=1|" + project + "/tools/Help.java|" + project;
    for (String word : List.of("--help", "-h", "help", "")) {
      assertEquals(help + "|", shell.run(folder, launcher, word).out());
    }
    assertEquals(help + "|", shell.run(folder, launcher).out());
    for (String nothing : List.of("chekc", "labs/chekc.java")) {
      assertEquals(help + "|" + nothing + "|", shell.run(folder, launcher, nothing).out());
    }
  }

  @Test
  void everythingElseGoesToJBang() throws Exception {
    jdk25();
    jbangIsThere();
    for (String word : List.of("version", "https://a/b.java", "a@b", "a:b:1", "--verbose")) {
      assertEquals(ran(folder, word + "|"), shell.run(folder, launcher, word).out());
    }
  }

  /// `-agentlib:jdwp` and `-Xlog:gc` print where JBang prints the command to run.
  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"})
  void optionsForEveryJvmReachTheProgramAndNoneOfTheJvmsBeforeIt(String variable) throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "echo ${!S:-}'printf \"%s\" \"$'$S'\"'; exit 255");
    jbangIsThere();
    Outcome outcome =
        shell.set("S", variable).set(variable, "-Da='b c' -Xlog:gc").run(folder, launcher, "x");
    assertEquals(new Outcome(0, "-Da='b c' -Xlog:gc", ""), outcome);
  }

  @Test
  void aNameBeyondAsciiTurnsAnAsciiLocaleIntoUtf8() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "echo \"echo '$LC_ALL'\"; exit 255");
    jbangIsThere();
    Path beyond = Files.createDirectory(folder.resolve("Größe"));
    Files.createFile(beyond.resolve("x"));
    shell.set("LC_ALL", "C");
    assertEquals("C\n", shell.run(folder, launcher, "x").out());
    assertEquals("C.UTF-8\n", shell.run(beyond, launcher, "x").out());
    assertEquals("C.UTF-8\n", shell.run(folder, launcher, "x", "Größe").out());
    shell.set("LC_ALL", "de_DE.UTF-8");
    assertEquals("de_DE.UTF-8\n", shell.run(beyond, launcher, "x").out());
  }

  /// The JVM with `-XX:+AutoCreateSharedArchive` ends with 1 and a complaint where it cannot write.
  @Test
  void aDiskThatTakesNoArchiveIsNoObstacle() throws Exception {
    jdk(
        "system/usr/lib/jvm/25",
        "25",
        "echo 'echo ran'; [[ $* == *+AutoCreate* ]] && exit 1; exit 255");
    jbangIsThere();
    Outcome outcome = shell.run(folder, launcher, "x.java");
    assertEquals("ran\n", outcome.out(), outcome.err());
    assertTrue(outcome.err().contains(".jbang takes no file"), outcome.err());
  }

  @Test
  void whereNothingCanBeWrittenNoArchiveIsAskedFor() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "[[ $* == *+Auto* ]] && exit 1; echo 'echo ran'; exit 255");
    Path tools = Files.createDirectories(folder.resolve("installed/bin"));
    Shell.script(tools.resolve("jbang"), "echo 0.140.2");
    Files.createFile(tools.resolve("jbang.jar"));
    Files.createFile(project.resolve(".jbang"));
    shell.set("PATH", tools + ":" + shell.path());
    assertEquals(new Outcome(0, "ran\n", ""), shell.run(folder, launcher, "x.java"));
  }
}
