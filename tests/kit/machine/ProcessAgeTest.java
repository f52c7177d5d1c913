package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessAgeTest {
  @TempDir Path proc;

  @Test
  void ageIsTheUptimeOfTheMachineLessTheStartInTicks() throws IOException {
    Path self = Files.createDirectory(proc.resolve("self"));
    Files.writeString(
        self.resolve("stat"),
        "7 (a) b) S 1 7 7 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 12345 1000 1 2\n");
    Files.writeString(proc.resolve("uptime"), "125.95 240.01\n");
    assertEquals(2.5, ProcessAge.seconds(proc), 1e-9);
  }

  @Test
  void withoutTheKernelsAccountTheJvmsCounts() {
    assertTrue(ProcessAge.seconds(proc) > 0);
  }
}
