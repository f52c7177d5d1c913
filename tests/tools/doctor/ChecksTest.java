package tools.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import kit.machine.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.Diagnosis.Missing;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

/// Every sentence that a check can say.
class ChecksTest {
  private static final long GIB = 1L << 30;
  private static final Map<String, Object> QUIET_FACTS = Map.of("governor", "unknown", "cores", 2);

  @TempDir private Path project;

  @Test
  void aQuietMachineIsReady() {
    assertEquals(
        new Ready("noise", "load 0.1, steal 0 %, others 0.4 %, governor unknown, 2 cores"),
        NoiseCheck.look(noise(0, 0.004), QUIET_FACTS));
  }

  @Test
  void otherProgramsAreToBeClosed() {
    assertEquals(
        List.of("intervals will be wide and trials marked; close other programs"),
        NoiseCheck.look(noise(0, 0.2), QUIET_FACTS).advice());
  }

  @Test
  void stealIsNotedLongBeforeItMarksTrials() {
    assertEquals(
        List.of("the hypervisor gives this machine's CPUs to others; use one of your own"),
        NoiseCheck.look(noise(0.02, 0), QUIET_FACTS).advice());
  }

  @Test
  void programsThatWaitForMemoryAreNoted() {
    OptionalDouble none = OptionalDouble.empty();
    Noise noise = new Noise(1, none, none, none, none, OptionalDouble.of(0.02), none);
    assertEquals(
        List.of("programs wait for memory; close the biggest"),
        NoiseCheck.look(noise, QUIET_FACTS).advice());
  }

  @Test
  void aGovernorThatMovesTheClockComesWithTheCommandThatHoldsIt() {
    assertEquals(
        List.of(
            "the clock changes with the load; to hold it:",
            "sudo cpupower frequency-set --governor performance"),
        NoiseCheck.look(noise(0, 0), Map.of("governor", "powersave", "cores", 2)).advice());
    assertInstanceOf(
        Ready.class, NoiseCheck.look(noise(0, 0), Map.of("governor", "performance", "cores", 2)));
  }

  @Test
  void oneCoreIsNoted() {
    assertEquals(
        List.of("client and system take turns on one core, and every latency shows it"),
        NoiseCheck.look(noise(0, 0), Map.of("governor", "unknown", "cores", 1)).advice());
  }

  @Test
  void whatTheMachineDoesNotTellIsUnknown() {
    OptionalDouble none = OptionalDouble.empty();
    assertEquals(
        "load unknown, steal unknown, others unknown, governor unknown, 2 cores",
        NoiseCheck.look(new Noise(1, none, none, none, none, none, none), QUIET_FACTS).seen());
  }

  @Test
  void numbersAreTheSameInEveryCountry() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals(
          "load 0.1, steal 0 %, others 0.4 %, governor unknown, 2 cores",
          NoiseCheck.look(noise(0, 0.004), QUIET_FACTS).seen());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aDiskWithRoomIsReady() {
    assertEquals(
        new Ready("disk", "fdatasync p50 600 us, 61 GB free, ext4"),
        DiskCheck.look(600, 61 * GIB, "ext4"));
  }

  @Test
  void aProjectInMemoryLetsNoLabRun() {
    assertEquals(
        new Missing(
            "disk",
            "the project lies in memory (tmpfs), where nothing is durable",
            List.of("move it to a folder on a disk")),
        DiskCheck.look(1, 61 * GIB, "tmpfs"));
  }

  @Test
  void aDiskThatIsTooFastIsNotBelieved() {
    assertEquals(
        List.of(
            "no disk is that fast: something below acknowledges what it has not written,",
            "and what labs call durable may not survive a power cut here"),
        DiskCheck.look(2, 61 * GIB, "ext4").advice());
  }

  @Test
  void aFullDiskIsNoted() {
    assertEquals(
        List.of("a full run may need 2 GB; make room"), DiskCheck.look(600, GIB, "ext4").advice());
  }

  @Test
  void aFolderThatRefusesLetsNoLabRun() {
    assertEquals(
        new Missing(
            "disk",
            "the project's folder cannot be written to: read-only file system",
            List.of("make it writable, or work in a copy of it")),
        DiskCheck.refused("read-only file system"));
  }

  @Test
  void withoutDockerItIsSaidWhatWasTriedAndWhatHappensInstead() {
    assertEquals(
        new Note(
            "Docker",
            "no daemon answers",
            List.of(
                "tried DOCKER_HOST (unset), unix:///var/run/docker.sock (no such file)",
                "labs run as processes instead; to use containers:",
                "sudo systemctl start docker")),
        DockerCheck.absent(
            List.of("DOCKER_HOST (unset)", "unix:///var/run/docker.sock (no such file)"),
            "sudo systemctl start docker"));
  }

  @Test
  void jupyterIsReadyOnceItsInstallationWasFinished() throws Exception {
    assertInstanceOf(Note.class, JupyterCheck.look(project));
    Path mark = project.resolve("environment/jupyter/.venv/ready");
    Files.createDirectories(mark.getParent());
    Files.writeString(mark, "");
    assertInstanceOf(Ready.class, JupyterCheck.look(project));
  }

  @Test
  void theCatalogueIsCounted() throws Exception {
    WholeProject.in(project);
    assertEquals(
        new Ready("catalogue", "1 lab, 1 tool, 2 figures, each with a lab or a reason"),
        CatalogueCheck.look(project));
  }

  @Test
  void anAliasThatLostItsScriptIsNamed() throws Exception {
    WholeProject.in(project);
    Files.delete(project.resolve("labs/a.java"));
    assertEquals(
        new Missing(
            "catalogue",
            "an alias has lost its script",
            List.of("a runs labs/a.java, which is not there")),
        CatalogueCheck.look(project));
  }

  @Test
  void aCatalogueThatIsNotThereIsMissing() {
    assertInstanceOf(Missing.class, CatalogueCheck.look(project));
  }

  private static Noise noise(double steal, double foreign) {
    OptionalDouble zero = OptionalDouble.of(0);
    return new Noise(
        1,
        OptionalDouble.of(steal),
        OptionalDouble.of(foreign),
        zero,
        zero,
        zero,
        OptionalDouble.of(0.1));
  }
}
