package peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import runtime.ChildJvm;
import runtime.ProgramRun;

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

  /// A process whose user has a proxy, and a client that says what it was given.
  static final class Owner {
    static void main(String[] arguments) throws IOException {
      System.out.print(Peer.of("env", "env").output(""));
    }
  }

  /// A client that asks a proxy for this machine measures the proxy.
  @Test
  void noVariableOfTheUserReachesItButWhereProgramsAndHomesAre() throws Exception {
    ProcessBuilder owner = ChildJvm.of(Owner.class);
    for (String variable : List.of("HTTP_PROXY", "http_proxy", "ALL_PROXY", "PYTHONPATH")) {
      owner.environment().put(variable, "http://127.0.0.1:9");
    }
    Set<String> given = new TreeSet<>();
    ProgramRun.output("owner", owner).lines().forEach(line -> given.add(line.split("=")[0]));
    assertTrue(given.remove("PATH"), given::toString);
    given.removeAll(Set.of("HOME", "LC_ALL"));
    assertTrue(given.isEmpty(), given::toString);
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
