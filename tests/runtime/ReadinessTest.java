package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {
  @TempDir private Path folder;

  @Test
  void whatASilentSystemSaidLastIsToldAtTheDeadline() throws Exception {
    SystemLog log = new SystemLog(folder.resolve("a.log"));
    Readiness readiness = new Readiness("echo", log, new CompletableFuture<>());
    assertGivenUp("it printed nothing", readiness);
    log.line("a line before the one that counts");
    assertGivenUp("its last line: a line before the one that counts", readiness);
  }

  private static void assertGivenUp(String said, Readiness readiness) {
    StartFailure failure =
        assertThrows(StartFailure.class, () -> readiness.await(Duration.ofMillis(1)));
    assertEquals(
        "the echo did not print 'listening on <host>:<port>' within 0 s of its start; " + said,
        failure.getMessage());
    assertEquals(OptionalInt.empty(), failure.exitStatus());
  }
}
