package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CpuAccountTest {
  private final CpuAccount account = new CpuAccount();

  @Test
  void whatIsGoneStaysInTheSum() {
    long seen = account.ns(Stream.of(ProcessHandle.current()));
    assertTrue(seen > 0);
    assertEquals(seen, account.ns(Stream.of()));
  }

  @Test
  void aProcessSeenAgainCountsOnce() {
    long once = account.ns(Stream.of(ProcessHandle.current()));
    long twice = account.ns(Stream.of(ProcessHandle.current()));
    long used = ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    assertTrue(once <= twice && twice <= used, once + ", then " + twice + " of " + used);
  }
}
