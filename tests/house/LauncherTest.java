package house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runtime.Project;

/// Where the launcher finds a JDK and JBang, what it brings, and how it hands over.
class LauncherTest extends LauncherCase {
  @Test
  void argumentsReachTheProgramUntouched() throws Exception {
    jdk25();
    jbangIsThere();
    Outcome outcome =
        shell.run(folder, launcher, "labs/x.java", "a b", "", "$HOME", "it's", "\"*\"");
    assertEquals(ran(folder, "labs/x.java|a b||$HOME|it's|\"*\"|"), outcome.out());
    assertEquals(0, outcome.status());
  }

  @Test
  void launcherFindsItsProjectThroughLinks() throws Exception {
    jdk25();
    jbangIsThere();
    Path links = Files.createDirectories(folder.resolve("links"));
    Files.createSymbolicLink(links.resolve("direct"), launcher);
    Files.createSymbolicLink(links.resolve("again"), Path.of("direct"));
    Outcome outcome = shell.run(links, "./again", "version");
    assertEquals(ran(links, "version|"), outcome.out());
  }

  @Test
  void aliasIsKnownInEveryFolderUnlessAFileHasThatName() throws Exception {
    jdk25();
    jbangIsThere();
    assertEquals(
        ran(folder, "check@" + project + "|--fast|"),
        shell.run(folder, launcher, "check", "--fast").out());
    assertEquals(ran(folder, "version|"), shell.run(folder, launcher, "version").out());
    assertEquals(ran(folder, "alias|"), shell.run(folder, launcher, "alias").out());
    Files.createFile(folder.resolve("check"));
    assertEquals(ran(folder, "check|"), shell.run(folder, launcher, "check").out());
  }

  @Test
  void exitStatusIsTheProgramsOwn() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "echo \"bash -c 'exit 7'\"; exit 255");
    jbangIsThere();
    assertEquals(7, shell.run(folder, launcher, "x.java").status());
  }

  @Test
  void whatJBangSaysItselfIsPassedOnWithItsStatus() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", "echo 'two  words'; exit 2");
    jbangIsThere();
    assertEquals(new Outcome(2, "two  words\n", ""), shell.run(folder, launcher, "--bad"));
  }

  @Test
  void controlCReachesTheProgramAndItsStatusComesBack() throws Exception {
    Path program =
        Shell.script(
            folder.resolve("program"),
            "trap 'exit 42' INT; touch \"$FOLDER/started\"; for i in {1..600}; do sleep 0.1; done");
    jdk("system/usr/lib/jvm/25", "25", "echo '" + program + "'; exit 255");
    jbangIsThere();
    try (Shell.Started started = shell.start(folder, "setsid", launcher, "x.java")) {
      started.awaitFile(folder.resolve("started"));
      started.signalGroup("INT");
      assertEquals(42, started.finish().status());
    }
  }

  @Test
  void controlCWhileJBangWorksLeavesWith130() throws Exception {
    jdk("system/usr/lib/jvm/25", "25", ": >\"$FOLDER/started\"; exec sleep 60");
    jbangIsThere();
    try (Shell.Started started = shell.start(folder, "setsid", launcher, "x.java")) {
      started.awaitFile(folder.resolve("started"));
      started.signalGroup("INT");
      assertEquals(130, started.finish().status());
    }
  }

  @Test
  void javaHomeIsUsedWhenItIsNewEnough() throws Exception {
    jdk25();
    jbangIsThere();
    Path chosen = jdk("chosen", "26.0.1", "echo 'echo chosen'; exit 255");
    assertEquals("chosen\n", shell.set("JAVA_HOME", chosen + "/").run(folder, launcher, "x").out());
  }

  @Test
  void oldJavaHomeAndOldJavaOnThePathArePassedOver() throws Exception {
    jdk25();
    jbangIsThere();
    Path old = jdk("old", "17.0.15", "exit 1");
    Files.createSymbolicLink(shell.commands.resolve("javac"), old.resolve("bin/javac"));
    Outcome outcome = shell.set("JAVA_HOME", old.toString()).run(folder, launcher, "x");
    assertEquals(ran(folder, "x|"), outcome.out(), outcome.err());
  }

  @Test
  void jdkBehindALinkOnThePathIsFound() throws Exception {
    jbangIsThere();
    Path onPath = jdk("elsewhere/jdk", "25", JAVA_ECHOES);
    Path alternative =
        Files.createSymbolicLink(folder.resolve("alternative"), onPath.resolve("bin/javac"));
    Files.createSymbolicLink(shell.commands.resolve("javac"), alternative);
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void oldestSuitableOfTheSystemsJdksIsTaken() throws Exception {
    jbangIsThere();
    jdk("system/usr/lib/jvm/a", "27-ea", "exit 1");
    jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1", JAVA_ECHOES);
    jdk("system/usr/lib/jvm/z", "1.8.0_402", "exit 1");
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void jreWithoutACompilerIsNoJdk() throws Exception {
    jbangIsThere();
    Path jre = jdk("system/usr/lib/jvm/jre", "25", "exit 1");
    Files.delete(jre.resolve("bin/javac"));
    assertRefused(
        shell.run(folder, launcher, "x"), "needs a JDK 25 or newer, and none was found or");
  }

  @Test
  void tooOldJdkIsNamedWhenNoneCanBeHad() throws Exception {
    jbangIsThere();
    Path old = jdk("system/usr/lib/jvm/17", "17.0.15", "exit 1");
    assertRefused(
        shell.run(folder, launcher, "x"),
        "error: this project needs a JDK 25 or newer, and none was found"
            + " (the newest here is 17.0.15, in "
            + old
            + ") or could be downloaded");
  }

  @Test
  void anOldJavaIsEnoughForJBangToDownloadANewOne() throws Exception {
    jbangIsThere();
    jdk("fresh", "25.0.4", JAVA_ECHOES);
    jdk(
        "system/usr/lib/jvm/17",
        "17",
        "[[ \"${*: -3}\" == 'jdk home 25' ]] && mkdir -p \"$HOME/.jbang/cache/jdks\""
            + " && cp -r \"$FOLDER/fresh\" \"$HOME/.jbang/cache/jdks/25\""
            + " && echo \"$HOME/.jbang/cache/jdks/25\"");
    Outcome outcome = shell.run(folder, launcher, "x");
    assertEquals(ran(folder, "x|"), outcome.out(), outcome.err());
    assertTrue(outcome.err().contains("JBang brings one"));
    assertEquals("", shell.run(folder, launcher, "x").err(), "the second start finds it");
  }

  @Test
  void jdkThatJBangKeepsInAnotherHomeIsUsedToo() throws Exception {
    jbangIsThere();
    jdk("fresh", "25.0.4", JAVA_ECHOES);
    jdk("system/usr/lib/jvm/17", "17", "echo \"$FOLDER/fresh\"");
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void mavenBringsJBangOnce() throws Exception {
    jdk25();
    mavenBrings(JAR);
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
    assertEquals(List.of("jbang-0.132.1.jar"), state());
    assertEquals(new Outcome(0, ran(folder, "x|"), ""), shell.run(folder, launcher, "x"));
    assertEquals(1, Files.readAllLines(folder.resolve("maven-ran")).size());
  }

  @Test
  void aJBangWithAnotherHashIsRefusedAndNotKept() throws Exception {
    jdk25();
    mavenBrings("something else");
    assertRefused(
        shell.run(folder, launcher, "x"),
        "the one that came from maven is not the one this project trusts (SHA-256 ");
    assertEquals(List.of(), state());
  }

  @Test
  void withoutMavenOrADownloaderTheSentenceSaysWhatToInstall() throws Exception {
    jdk25();
    assertRefused(
        shell.run(folder, launcher, "x"),
        "error: there is no JBang here: Maven is not installed, and neither curl nor wget is",
        "install JBang (www.jbang.dev/download), or Maven");
    assertEquals(List.of(), state());
  }

  @Test
  void officialReleaseIsTheSecondSource() throws Exception {
    jdk25();
    shell.command("mvn", "echo '[ERROR] no network'; exit 1");
    shell.command("curl", "for word; do [[ $last == -o ]] && touch \"$word\"; last=$word; done");
    shell.command(
        "tar", "mkdir -p \"$4/jbang/bin\" && printf '" + JAR + "' >\"$4/jbang/bin/jbang.jar\"");
    Outcome outcome = shell.run(folder, launcher, "x");
    assertEquals(ran(folder, "x|"), outcome.out(), outcome.err());
    assertEquals(List.of("jbang-0.132.1.jar"), state());
  }

  @Test
  void everySourceThatFailedIsNamed() throws Exception {
    jdk25();
    shell.command("mvn", "echo '[ERROR] no network'; exit 1");
    shell.command("curl", "exit 6");
    assertRefused(
        shell.run(folder, launcher, "x"),
        "Maven could not bring it ([ERROR] no network), and its official release could not be");
  }

  @Test
  void interruptedBringingLeavesNothingAndTheNextOneWorks() throws Exception {
    jdk25();
    shell.command("mvn", "touch jbang-cli-0.132.1-all.jar; : >\"$FOLDER/started\"; exec sleep 60");
    try (Shell.Started started = shell.start(folder, "setsid", launcher, "x")) {
      started.awaitFile(folder.resolve("started"));
      started.signalGroup("INT");
      assertEquals(130, started.finish().status());
    }
    assertEquals(List.of(), state());
    mavenBrings(JAR);
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void twoThatBringAtOnceBothRun() throws Exception {
    jdk25();
    shell.command(
        "mvn",
        """
        touch "$FOLDER/in.$$"
        for i in {1..500}; do set -- "$FOLDER"/in.*; (($# == 2)) && break; sleep 0.02; done
        printf '%s' 'stand-in for the jar' >jbang-cli-0.132.1-all.jar\
        """);
    try (Shell.Started one = shell.start(folder, launcher, "x");
        Shell.Started two = shell.start(folder, launcher, "y")) {
      assertEquals(ran(folder, "x|"), one.finish().out());
      assertEquals(ran(folder, "y|"), two.finish().out());
    }
    assertEquals(List.of("jbang-0.132.1.jar"), state());
  }

  @Test
  void folderThatCannotHoldJBangIsNamed() throws Exception {
    jdk25();
    mavenBrings(JAR);
    Files.createFile(project.resolve(".jbang"));
    assertRefused(
        shell.run(folder, launcher, "x"), project.resolve(".jbang") + " cannot be created");
  }

  @Test
  void installedJBangIsUsedAndAskedForItsVersionOnce() throws Exception {
    jdk25();
    shell.command(
        "jbang",
        "[[ $1 == version ]] && touch \"$FOLDER/asked.$$\" && echo 0.140.2 && exit; echo \"own"
            + " $*\"");
    assertEquals("own x.java 1\n", shell.run(folder, launcher, "x.java", "1").out());
    assertEquals("own x.java 2\n", shell.run(folder, launcher, "x.java", "2").out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.filter(f -> f.getFileName().toString().startsWith("asked.")).count());
    }
  }

  @Test
  void installedJBangThatIsTooOldIsPassedOver() throws Exception {
    jdk25();
    jbangIsThere();
    shell.command("jbang", "[[ $1 == version ]] && echo 0.131.0 && exit; echo \"own $*\"");
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
  }

  @Test
  void launcherOnThePathIsNotTakenForAnInstalledJBang() throws Exception {
    jdk25();
    jbangIsThere();
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.copy(launcher, other.resolve("jbang"));
    assertTrue(other.resolve("jbang").toFile().setExecutable(true));
    Files.copy(project.resolve("jbang-catalog.json"), other.resolve("jbang-catalog.json"));
    shell.set("PATH", project + ":" + other + ":" + shell.path());
    assertEquals(ran(folder, "x|"), shell.run(folder, launcher, "x").out());
    assertFalse(state().contains("installed"));
  }

  @Test
  void missingHomeIsNoObstacle() throws Exception {
    jdk25();
    jbangIsThere();
    Outcome outcome = shell.set("HOME", "").run(folder, launcher, "x");
    assertEquals(new Outcome(0, ran(folder, "x|"), ""), outcome);
  }

  @Test
  void windowsLauncherPinsTheSameVersions() throws IOException {
    String here = Files.readString(Project.home().resolve("jbang"));
    String windows = Files.readString(Project.home().resolve("jbang.cmd"));
    for (String name :
        List.of("jdk_wanted", "jbang_version", "jbang_sha256", "commands_of_jbang")) {
      String value =
          here.lines()
              .filter(l -> l.startsWith(name + "="))
              .findFirst()
              .orElseThrow()
              .replace("'", "");
      assertTrue(windows.contains("set \"" + value + "\""), value + " in jbang.cmd");
    }
  }

  @Test
  void windowsLauncherKeepsItsCarriageReturns() throws IOException {
    // Without them cmd.exe loses its way to labels.
    String windows = Files.readString(Project.home().resolve("jbang.cmd"));
    assertEquals(windows.lines().count(), windows.split("\r\n", -1).length - 1);
  }
}
