package kit.lab;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import kit.report.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runtime.ExitStatus;

class RoomTest {
  private static Map<String, Object> machine(Object memoryBytes) {
    return Map.of("memory_bytes", memoryBytes);
  }

  @Test
  void aContainerOf420MegabytesIsRefusedBeforeAnythingIsMeasured() {
    Trouble refused =
        assertThrows(Trouble.class, () -> Room.require(machine(420L << 20), "process"));
    assertEquals("a run needs 1 024 MiB of memory, and may use 420 MiB here", refused.what());
    assertEquals(ExitStatus.ENVIRONMENT_LACKS, refused.exitStatus());
  }

  @ParameterizedTest
  @CsvSource({"process, 1024", "container, 512"})
  void theLeastIsWhatTheLabAndASystemOfThisProcessMayUse(String kind, long leastMib) {
    assertDoesNotThrow(() -> Room.require(machine(leastMib << 20), kind));
    assertThrows(Trouble.class, () -> Room.require(machine((leastMib << 20) - 1), kind));
  }

  @Test
  void whatIsNotKnownIsEnough() {
    assertDoesNotThrow(() -> Room.require(machine("unknown"), "process"));
  }
}
