package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import runtime.ChildJvm;

/// Traps of guests beside traps of the JVM, and many sandboxes after which nothing has grown.
/// `-Dsandbox.traps=100000 -Dsandbox.sandboxes=10000` for more.
class SoakTest {
  private static final int TRAPS = Integer.getInteger("sandbox.traps", 3_000);
  private static final int SANDBOXES = Integer.getInteger("sandbox.sandboxes", 1_000);
  private static final long GROWTH_KIB_MAX = 50 << 10;
  private static final long FEW = SANDBOXES / 20;

  @Test
  void theJvmLivesAndNothingGrows(TestReporter reporter) throws Exception {
    String absence = WasmtimeLibrary.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "no Linux");
    ProcessBuilder jvm =
        ChildJvm.of(SoakedJvm.class, Integer.toString(TRAPS), Integer.toString(SANDBOXES));
    jvm.command().add(1, "-Xmx64m");
    Process child = jvm.start();
    List<String> lines = child.inputReader().lines().toList();
    assertEquals(0, child.waitFor(), lines::toString);
    reporter.publishEntry("soak", lines.toString());
    Map<String, Long> said =
        lines.stream()
            .map(line -> line.split("="))
            .collect(Collectors.toMap(parts -> parts[0], parts -> Long.valueOf(parts[1])));
    assertEquals(TRAPS, said.get("traps as said"));
    assertTrue(said.get("null pointers") > TRAPS, said::toString);
    assertTrue(said.get("stacks overflown") > 0, said::toString);
    assertEquals(SANDBOXES, said.get("right results"));
    assertEquals(0, said.get("open"));
    assertTrue(said.get("resident KiB more") < GROWTH_KIB_MAX, said::toString);
    assertTrue(said.get("descriptors more") < FEW, said::toString);
    assertTrue(said.get("mappings more") < FEW, said::toString);
  }
}
