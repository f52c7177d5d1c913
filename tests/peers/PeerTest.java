package peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What a client may say, by shells that say it.
class PeerTest {
  private static Peer shell(String script) {
    return Peer.of("Shell", "sh", "-c", script);
  }

  @Test
  void itBeginsByOurWordAndSaysWhatItSaw() throws IOException {
    Peer.Seen seen =
        shell(
                "echo a warning >&2; echo ready; read go; echo done; echo"
                    + " \"{\\\"word\\\":\\\"$go\\\"}\"")
            .timed();
    assertEquals("{\"word\":\"go\"}", seen.json());
    assertTrue(seen.outsideNs() > 0);
  }

  @Test
  void oneThatDiesIsToldWithItsLastWords() {
    IOException failed =
        assertThrows(IOException.class, () -> shell("echo ready; echo no key >&2; exit 3").timed());
    assertTrue(failed.getMessage().startsWith("Shell failed: "), failed.getMessage());
    assertTrue(failed.getMessage().endsWith("no key"), failed.getMessage());
  }

  @Test
  void whatItPrintsIsKeptApartFromWhatItComplainsOf() throws IOException {
    assertEquals("in", shell("echo bad >&2; cat").output("in"));
    IOException failed =
        assertThrows(IOException.class, () -> shell("echo out; echo bad >&2; exit 1").output(""));
    assertEquals("Shell failed: bad", failed.getMessage());
  }
}
