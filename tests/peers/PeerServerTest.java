package peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.DataFolder;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;

@Waiting
class PeerServerTest {
  @TempDir Path project;

  @Test
  void aProgramThatListensIsASystemThatDiesWithItsRuntime() throws Exception {
    Peer peer =
        Peer.of(
            "Shell",
            "sh",
            "-c",
            "echo $$; echo Listening on http://$0:$1; while read -r _; do :; done");
    try (SystemRuntime runtime = Runtimes.choose("process", project)) {
      DataFolder data = runtime.newData("peer");
      RunningSystem system = runtime.start(PeerServer.launch("peer", peer, "{host}", "4711"), data);
      assertEquals(4711, system.address().getPort());
      ProcessHandle shell =
          ProcessHandle.of(system.pid().orElseThrow())
              .orElseThrow()
              .children()
              .filter(child -> child.info().arguments().orElse(new String[0]).length > 3)
              .findFirst()
              .orElseThrow();
      system.kill();
      shell.onExit().get(60, TimeUnit.SECONDS);
      assertTrue(!shell.isAlive());
    }
  }
}
