package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private static final Launch PLAIN = Launch.of("sequencer", "sequencer.Server");

  @Test
  void placeholdersAreFilledInWithThePlacesOfTheRuntime() {
    JavaCommand java = new JavaCommand("a.jar", "/data", "/tmp", "0.0.0.0", 7000, "", Map.of());
    List<String> command =
        java.of(PLAIN.arguments("--data", "{data}", "--at={host}:{port}", "--set={a}"));
    assertEquals(
        List.of(
            "runtime.Leash",
            "sequencer.Server",
            "--data",
            "/data",
            "--at=0.0.0.0:7000",
            "--set={a}"),
        command.subList(command.size() - 6, command.size()));
  }

  @Test
  void aFileIsCalledByItsPlaceAndOneThatTheLaunchLacksIsRefused() {
    JavaCommand java =
        new JavaCommand(
            "a.jar", "/data", "/tmp", "0.0.0.0", 7000, "", Map.of("it", "/app/files/it"));
    Launch launch = PLAIN.file("it", Path.of("here/it"));
    assertEquals("--run=/app/files/it", java.of(launch.arguments("--run={file:it}")).getLast());
    assertEquals(
        "the launch has no such file: {file:other}",
        refusal(() -> java.of(launch.arguments("{file:other}"))));
    assertEquals(
        "a file of launch 'sequencer' has a plain name, not '../it'",
        refusal(() -> PLAIN.file("../it", Path.of("it"))));
  }

  @Test
  void theAddressThatClientsReachIsThereForThoseWhoTellIt() {
    Launch launch = PLAIN.arguments("--published={published}");
    JavaCommand behind =
        new JavaCommand("a.jar", "/data", "/tmp", "0.0.0.0", 7000, "10.0.0.9:4711", Map.of());
    assertEquals("--published=10.0.0.9:4711", behind.of(launch).getLast());
    JavaCommand itself = new JavaCommand("a.jar", "/d", "/t", "127.0.0.1", 0, "", Map.of());
    assertEquals("--published=", itself.of(launch).getLast());
  }

  @Test
  void aLibraryMayBeAFileByTheNameThatProgramsAskFor() {
    Path library = Path.of("/lib/libstdc++.so.6");
    Launch launch = PLAIN.file("libstdc++.so.6", library);
    assertEquals(library, launch.files().get("libstdc++.so.6"));
  }

  @Test
  void aNameThatCannotNameAnImageIsRefused() {
    assertEquals(
        "a launch is named by lower-case letters, digits and dashes, not 'My System'",
        refusal(() -> Launch.of("My System", "x.Y")));
  }

  @Test
  void memoryIsSetInOnePlaceOnly() {
    assertEquals(
        "memory is set by memoryBytes alone, so that both runtimes agree;"
            + " take '-Xmx1g' out of launch 'sequencer'",
        refusal(() -> PLAIN.jvmFlags("-Xmx1g")));
  }

  @Test
  void aFlagThatIsNoneIsRefused() {
    assertEquals(
        "a JVM flag starts with '-', launch 'sequencer' has 'Xlog'",
        refusal(() -> PLAIN.jvmFlags("Xlog")));
  }

  @Test
  void aLimitThatNoJvmCanLiveInIsRefused() {
    assertEquals(
        "a system needs at least 67108864 bytes of memory, launch 'sequencer' gives it 1024",
        refusal(() -> PLAIN.memoryBytes(1024)));
  }

  @Test
  void aPortOutOfRangeIsRefused() {
    assertEquals(
        "a port lies between 0 (any free one) and 65535, launch 'sequencer' asks for 65536",
        refusal(() -> PLAIN.port(65_536)));
  }

  @Test
  void theHeapIsHalfOfTheMemoryAndDirectBuffersAQuarter() {
    JavaCommand java = new JavaCommand("a.jar", "/data", "/tmp", "0.0.0.0", 7000, "", Map.of());
    List<String> command = java.of(PLAIN.memoryBytes(256L << 20));
    assertTrue(command.contains("-Xmx" + (128L << 20)), command.toString());
    assertTrue(command.contains("-XX:MaxDirectMemorySize=" + (64L << 20)), command.toString());
  }

  private static String refusal(Runnable bad) {
    return assertThrows(IllegalArgumentException.class, bad::run).getMessage();
  }
}
