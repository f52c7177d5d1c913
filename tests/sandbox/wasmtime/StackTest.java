package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import runtime.ChildJvm;

class StackTest {
  @Test
  void theDeepestRecursionOnEverySettingEndsAsStackAndTheJvmLives() throws Exception {
    String absence = WasmtimeLibrary.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    Process child = ChildJvm.of(DeepGuest.class).start();
    List<String> said = child.inputReader().lines().toList();
    assertEquals(0, child.waitFor(), said::toString);
    Map<String, Long> counted =
        said.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertEquals(Map.of("STACK", 4L * 3 * 20, "alive", 1L), counted);
  }
}
