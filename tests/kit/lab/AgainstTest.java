package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kit.result.Against;
import kit.result.Result;
import kit.result.TrialRow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runtime.Launch;

/// Two builds in one run: a system in a commit, in a folder, and what forbids to compare them.
@Waiting
class AgainstTest extends DrawingLab {
  private static final String SERVER = "labs/CountingServer.java";
  private static final String LEASH = "labs/Leash.java";

  /// What the lab of another build says of itself; only its class is seen, by its name.
  static final class OtherProtocol {
    static final Lab LAB = Lab.named("demo-lab").engines("plain").protocolVersion(2);

    private OtherProtocol() {}
  }

  /// The same with fewer engines.
  static final class OtherEngines {
    static final Lab LAB = Lab.named("demo-lab").engines("plain");

    private OtherEngines() {}
  }

  private static final Launch COUNTING =
      Launch.of("counting", "kit.lab.CountingServer")
          .arguments("{host}", "{port}")
          .jvmFlags("-XX:TieredStopAtLevel=1");

  /// The number follows the steps that the system takes, not how long they take here.
  private Lab counting() {
    return doing(
        trial -> {
          int steps = CountingServer.ask(trial.start(COUNTING, trial.data("counting")).address());
          draw(trial, 1000.0 / steps);
        });
  }

  private static void git(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of("-c", "user.name=nobody", "-c", "user.email=nobody@example.org"));
    command.addAll(List.of(arguments));
    ProcessBuilder git = new ProcessBuilder(command).redirectErrorStream(true);
    git.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    Process process = git.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private void commit() throws Exception {
    if (Files.notExists(folder.resolve(".git"))) {
      git(folder, "init", "--quiet");
    }
    git(folder, "add", "jbang-catalog.json", "labs", "datasets");
    git(folder, "commit", "--quiet", "--message", "a build");
  }

  /// What it names lies outside of the folder that goes with a test.
  @AfterEach
  void unlink() throws IOException {
    Files.deleteIfExists(folder.resolve(".jbang"));
  }

  /// A checkout with a launcher that answers so.
  private Path checkout(String name, Class<?> lab, String launcher) throws IOException {
    Path checkout = Files.createDirectories(folder.resolve(name));
    Files.writeString(checkout.resolve("jbang-catalog.json"), "{}");
    script(checkout, lab.getName());
    Path jbang = Files.writeString(checkout.resolve("jbang"), "#!/bin/sh\n" + launcher);
    assertTrue(jbang.toFile().setExecutable(true));
    return checkout;
  }

  private static Path script(Path checkout, String main, String... lines) throws IOException {
    Files.createDirectories(checkout.resolve("labs"));
    String head = "//JAVA 25+\n//MAIN " + main + "\n";
    return Files.writeString(
        checkout.resolve("labs/demo-lab.java"), head + String.join("\n", lines));
  }

  /// Sources that this project's own launcher compiles: the lab, its system, the system's leash.
  private void sources(int steps) throws IOException {
    script(
        folder,
        "DemoLab",
        "//SOURCES CountingServer.java",
        "//SOURCES Leash.java",
        "class DemoLab {",
        "  static final DemoLab LAB = new DemoLab();",
        "  int protocolVersion() { return 1; }",
        "  java.util.List<String> engines() { return java.util.List.of(\"plain\"); }",
        "  public static void main(String... arguments) {}",
        "}");
    Path root = Project.here().root();
    String server = Files.readString(root.resolve("tests/kit/lab/CountingServer.java"));
    assertTrue(server.contains("STEPS = 100;"));
    Files.writeString(
        folder.resolve(SERVER), server.replace("STEPS = 100;", "STEPS = " + steps + ";"));
    Files.copy(
        root.resolve("environment/runtime/Leash.java"),
        folder.resolve(LEASH),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path launcher = folder.resolve("jbang");
    if (Files.notExists(launcher)) {
      Files.copy(root.resolve("jbang"), launcher);
      assertTrue(launcher.toFile().setExecutable(true));
      Files.createSymbolicLink(folder.resolve(".jbang"), root.resolve(".jbang"));
    }
  }

  @Test
  void slowerThanACommitIsARegressionAndAnEqualFolderIsNoDifference() throws Exception {
    sources(80);
    git(folder, "init", "--quiet");
    git(folder, "add", "jbang");
    commit();
    sources(100);
    commit();
    String[] against = {"--runtime", "process", "--trials", "6", "--peers", "none", "--against"};

    assertEquals(4, run(counting(), with(against, "HEAD~1")), err.toString(UTF_8));
    Result slower = saved();
    assertEquals("regression", slower.exit().reason());
    Against seen = slower.against();
    assertEquals(List.of("rate"), seen.rows().stream().map(Against.Row::row).toList());
    Against.Row row = seen.rows().getFirst();
    assertEquals("regression", row.word());
    assertEquals(0.8, row.ratio(), 0.02);
    assertTrue(row.low() <= row.ratio() && row.ratio() <= row.high(), row.toString());
    assertTrue(row.floor() < 1.02, row.toString());
    assertEquals("HEAD~1", seen.asked());
    assertTrue(seen.commit().matches("[0-9a-f]{12}") && !seen.dirty(), seen.commit());
    takeTurns(slower);
    String screen = out.toString(UTF_8);
    assertTrue(screen.contains("AGAINST  HEAD~1 (" + seen.commit()), screen);
    assertTrue(screen.contains("regression"), screen);
    assertTrue(nothingIsLeft(), "the checkout goes with the run");

    clockSetByMs = 60_000;
    out.reset();
    Files.writeString(
        folder.resolve(SERVER), "// changed\n" + Files.readString(folder.resolve(SERVER)));
    assertEquals(0, run(counting(), with(against, folder.toString())), err.toString(UTF_8));
    Result equal = saved();
    assertEquals("no difference", equal.against().rows().getFirst().word());
    assertTrue(equal.against().dirty());
    assertTrue(out.toString(UTF_8).contains(", with changes)"), out.toString(UTF_8));
  }

  private static String[] with(String[] arguments, String last) {
    return Stream.concat(Stream.of(arguments), Stream.of(last)).toArray(String[]::new);
  }

  /// Three trials a round, one after the other, in several orders.
  private static void takeTurns(Result result) {
    List<List<TrialRow>> builds =
        List.of(result.trials(), result.against().again(), result.against().other());
    List<String> orders = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      StringBuilder order = new StringBuilder();
      for (List<TrialRow> trials : builds) {
        assertEquals(round, trials.get(round).order() / 3);
        order.append(trials.get(round).order() % 3);
      }
      orders.add(order.toString());
    }
    assertTrue(orders.stream().distinct().count() > 1, orders.toString());
  }

  private boolean nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(folder.resolve(".work"))) {
      return left.noneMatch(Files::isDirectory);
    }
  }

  @Test
  void whatIsNoOtherBuildIsRefusedBeforeAnythingIsMeasured() throws Exception {
    refused("is no folder of a checkout, and this project has no commits here", "HEAD");
    commit(script(folder, "DemoLab"));
    refused("is neither a commit of this repository nor a folder of a checkout", "no-such");
    refused("--against and --baseline are two comparisons", "HEAD", "--baseline", "x.json");
    refused("a quick run gives none", "HEAD", "--profile", "quick");
    refused("takes 6 trials or more; --trials is 5", "HEAD", "--trials", "5");
    refused("compares rows of the system", "HEAD", "--only", "undocumented");
    Path bare = Files.createDirectories(folder.resolve("bare"));
    Files.writeString(bare.resolve("jbang-catalog.json"), "{}");
    refused("has no lab demo-lab", bare.toString());
    Files.delete(folder.resolve("labs/demo-lab.java"));
    commit(Files.writeString(folder.resolve("labs/other.java"), "none"));
    refused("has no lab demo-lab", "HEAD");
    Path shallow = folder.resolve("shallow");
    git(folder, "clone", "--quiet", "--depth", "1", "file://" + folder, shallow.toString());
    Path whole = folder;
    folder = shallow;
    refused("this clone is shallow, and git fetch --unshallow brings the rest", "HEAD~1");
    folder = whole;
    assertEquals(2, run(lab(100).inTheLabsJvm(), "--runtime", "process", "--against", "HEAD"));
    assertTrue(said().contains("runs in the lab's own JVM"), said());
    assertEquals(0, measured.get());
  }

  private void commit(Path file) throws Exception {
    assertTrue(Files.exists(file));
    commit();
  }

  private void refused(String sentence, String... arguments) {
    err.reset();
    String[] all =
        Stream.concat(Stream.of("--runtime", "process", "--against"), Stream.of(arguments))
            .toArray(String[]::new);
    assertEquals(2, run(lab(100), all), sentence);
    assertTrue(said().contains(sentence), said() + " for " + sentence);
    assertFalse(said().contains("kit."), said());
  }

  @Test
  void unlikeBuildIsRefusedBeforeAnythingIsMeasured() throws Exception {
    String tells = "[ $1 = build ] || echo '" + System.getProperty("java.class.path") + "'\n";
    Path protocol = checkout("protocol", OtherProtocol.class, tells);
    refused("measures by another protocol (version 2, now version 1)", "" + protocol);
    Path engines = checkout("engines", OtherEngines.class, tells);
    refused("knows no engine fancy", "" + engines, "--engine", "fancy");
    String fails = "echo 'Sequencer.java:7: error' >&2; exit 1\n";
    refused("its launcher ended with 1", "" + checkout("fails", OtherEngines.class, fails));
    assertTrue(said().contains("| Sequencer.java:7: error"), said());
    String lies = "echo /no/such.jar" + File.pathSeparator + "/no/other.jar\n";
    refused("which is not there", "" + checkout("lies", OtherEngines.class, lies));
    Path alien = checkout("alien", Object.class, tells);
    refused("does not tell its protocol", "" + alien);
    assertEquals(0, measured.get());
  }

  /// Nobody had said so, and half of the builds would have been the same.
  @Test
  void trialThatStartsNothingShowsNoOtherBuild() throws Exception {
    String tells = "[ $1 = build ] || echo '" + System.getProperty("java.class.path") + "'\n";
    Path other = checkout("other", OtherEngines.class, tells);
    refused("runs in the lab's own JVM", "" + other);
    assertTrue(measured.get() > 0);
    assertEquals(List.of(), store().files("demo-lab"));
  }
}
