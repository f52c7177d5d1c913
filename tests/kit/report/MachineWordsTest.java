package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import kit.result.ExampleResults;
import kit.result.ProjectFacts;
import kit.result.Result;
import org.junit.jupiter.api.Test;

class MachineWordsTest {
  @Test
  void machineInOneLineWithoutWhatIsUnknown() {
    assertEquals(
        "2 cores, 25.2 GB, JDK 25",
        MachineWords.machine(
            Map.of("cpu", "unknown", "cores", 2, "memory_bytes", 25_200_000_000L, "jdk", "25")));
    assertEquals(
        "machine unknown", MachineWords.machine(Map.of("memory_bytes", "unknown", "virtual", "?")));
  }

  @Test
  void busyMachineIsWarnedOf() {
    assertEquals(
        Optional.of("! load was 1.80 before the start: something else runs on this machine"),
        MachineWords.warning(Map.of("load_before", 1.8, "cores", 2)));
    assertEquals(Optional.empty(), MachineWords.warning(Map.of("load_before", 0.4, "cores", 2)));
    assertEquals(
        Optional.empty(), MachineWords.warning(Map.of("load_before", "unknown", "cores", 2)));
  }

  @Test
  void runSaysWhatWhenWhereAndFromWhichCommit() {
    Result result =
        ExampleResults.quick()
            .with(run -> run.project = new ProjectFacts("0.1", "3f2a9c1d5e", true))
            .build();
    assertEquals(
        "sequencer-burst · 20261120T215200Z · quick · container", MachineWords.run(result));
    assertEquals("2026-11-20", MachineWords.day(result));
    assertEquals("commit 3f2a9c1, changed", MachineWords.commit(result));
  }
}
