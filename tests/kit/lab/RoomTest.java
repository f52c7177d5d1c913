package kit.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import kit.report.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runtime.ExitStatus;
import runtime.Launch;

class RoomTest extends DrawingLab {
  private static final long SYSTEM = Launch.MEMORY_BYTES;

  private static Map<String, Object> machine(Object memoryBytes) {
    return Map.of("memory_bytes", memoryBytes);
  }

  @Test
  void aContainerOf420MegabytesIsRefusedBeforeAnythingIsMeasured() {
    Trouble refused =
        assertThrows(Trouble.class, () -> Room.require(machine(420L << 20), "process", SYSTEM));
    assertEquals("a run needs 1 024 MiB of memory, and may use 420 MiB here", refused.what());
    assertEquals(ExitStatus.ENVIRONMENT_LACKS, refused.exitStatus());
  }

  @ParameterizedTest
  @CsvSource({"process, 512, 1024", "process, 2048, 2560", "container, 2048, 512"})
  void theLeastIsWhatTheLabAndItsSystemsOnThisMachineMayUse(
      String kind, long systemsMib, long leastMib) {
    assertDoesNotThrow(() -> Room.require(machine(leastMib << 20), kind, systemsMib << 20));
    assertThrows(
        Trouble.class, () -> Room.require(machine((leastMib << 20) - 1), kind, systemsMib << 20));
  }

  @Test
  void whatTheSystemsOfAPlanMayUseIsAskedForBeforeTheFirstTrial() {
    Lab huge =
        lab(100)
            .plan(
                plan -> {
                  plan.memory(1L << 50);
                  plan.memory(SYSTEM);
                  plan.system("drawn", 0.1, trial -> draw(trial, 100));
                });
    assertEquals(3, run(huge, "--runtime", "process"));
    assertTrue(said().contains("512 MiB for the lab, 1.07e9 MiB for its systems"), said());
    assertEquals(0, measured.get());
  }

  @Test
  void whatIsNotKnownIsEnough() {
    assertDoesNotThrow(() -> Room.require(machine("unknown"), "process", SYSTEM));
  }
}
