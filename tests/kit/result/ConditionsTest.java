package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Result NOW = new ResultBuilder().build();

  private static Result then(Consumer<ResultBuilder> change) {
    return new ResultBuilder().with(change).build();
  }

  private static Result machine(String fact, Object value) {
    return then(
        run -> {
          Map<String, Object> machine = new HashMap<>(run.machine);
          machine.put(fact, value);
          run.machine = machine;
        });
  }

  @Test
  void whatChangesAtAStartOfTheMachineIsARemark() {
    for (Result then :
        List.of(
            machine("memory_bytes", 25_200_004_096L),
            machine("memory_bytes", 24_100_000_000L),
            machine("kernel", "6.1.1"),
            machine("jdk", "25.0.4"))) {
      assertTrue(NOW.comparableWith(then), then.machine().toString());
      assertEquals(1, NOW.conditions().remarks(then.conditions()).size());
    }
    assertEquals(List.of(), NOW.conditions().remarks(then(_ -> {}).conditions()));
    assertTrue(NOW.comparableWith(machine("load_before", 1.5)));
  }

  @Test
  void machinesThatAreNotKnownAreNotTheSame() {
    Result unknown = machine("cpu", "unknown");
    assertEquals(
        Optional.of("a machine that is not known"),
        unknown.conditions().difference(unknown.conditions()));
  }

  @Test
  void whatMakesAnotherMachineOrAnotherRunIsNamed() {
    Map<String, Result> differences =
        Map.of(
            "another machine, cpu (another, now AMD EPYC 7B13)", machine("cpu", "another"),
            "another machine, cores (4, now 2)", machine("cores", 4),
            "another machine, arch (riscv64, now null)", machine("arch", "riscv64"),
            "another machine, virtual (false, now true)", machine("virtual", false),
            "another machine, memory_bytes (23000000000, now 25200000000)",
                machine("memory_bytes", 23_000_000_000L),
            "another machine, memory_bytes (unknown, now 25200000000)",
                machine("memory_bytes", "unknown"),
            "another profile (quick, now standard)", then(run -> run.profile = "quick"),
            "another runtime (process, now container)",
                then(run -> run.runtime = new RuntimeFacts("process", "", Map.of())),
            "another engine (none, now journal)",
                then(
                    run ->
                        run.options =
                            new RunOptions(
                                "none", "journal", List.of(), List.of(), List.of(), 10, "auto")));
    differences.forEach(
        (words, then) -> {
          assertEquals(words, NOW.conditions().difference(then.conditions()).orElseThrow());
          assertEquals(false, NOW.comparableWith(then));
        });
  }
}
