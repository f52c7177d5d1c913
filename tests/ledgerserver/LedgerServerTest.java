package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import runtime.Programs;
import runtime.Project;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import sequencer.http.RawClient;

/// The command line: one sentence for each way to be wrong, and a process that serves.
class LedgerServerTest {
  @Test
  void wrongArgumentsAreStatus2() {
    assertFails("a port lies between 0 and 65535, not 70000", "--port", "70000");
    assertFails("at least one request must have room, not 0", "--requests", "0");
    assertFails("there must be at least one thread, not 0", "--threads", "0");
  }

  @Test
  void aRuntimeStartsItAsAProcess() throws Exception {
    try (SystemRuntime runtime = Runtimes.choose("process", Project.home(), _ -> {})) {
      RunningSystem ledger =
          runtime.start(new ServedLedger().launch("own"), runtime.newData("ledger"));
      try (RawClient client = new RawClient(ledger.address())) {
        assertEquals(200, client.get("/health").read().status());
      }
      ledger.stop();
      assertEquals(143, ledger.exitStatus().orElseThrow());
    }
  }

  private static void assertFails(String sentence, String... arguments) {
    Programs.assertFails(new LedgerServer(), 2, sentence, arguments);
  }
}
