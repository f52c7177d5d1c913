package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemLogTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "listening on 127.0.0.1:8787,127.0.0.1,8787",
    "listening on [::1]:80,0:0:0:0:0:0:0:1,80"
  })
  void theAddressIsReadFromTheLineThatSaysSo(String line, String host, int port) throws Exception {
    SystemLog log = new SystemLog(folder.resolve("a.log"));
    log.line(line);
    assertEquals(host, log.listening().get().getAddress().getHostAddress());
    assertEquals(port, log.listening().get().getPort());
  }

  @ParameterizedTest
  @ValueSource(strings = {"not listening on a:1", "listening on nothing", "listening on a:1 soon"})
  void aLineThatOnlyLooksLikeItIsNotTaken(String line) throws Exception {
    SystemLog log = new SystemLog(folder.resolve("a.log"));
    log.line(line);
    assertFalse(log.listening().isDone());
  }

  @Test
  void theLastLinesComeOldestFirst() throws Exception {
    SystemLog log = new SystemLog(folder.resolve("a.log"));
    for (String line : List.of("one", "two", "three")) {
      log.line(line);
    }
    assertEquals(List.of("two", "three"), log.last(2));
    assertEquals(List.of("one", "two", "three"), log.last(9));
  }

  @Test
  void pausesAreNobodysLastWords() throws Exception {
    SystemLog log = new SystemLog(folder.resolve("a.log"));
    log.line("cannot map segment 41");
    log.line("[9000000ns] Safepoint \"ThreadDump\", Total: 9 ns, Threads: 0 runnable");
    assertEquals(List.of("cannot map segment 41"), log.last(1));
  }
}
