package sequencer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Programs;

/// The command line: one sentence for each way to be wrong, and the right exit status.
class SequencerServerTest {
  @TempDir Path data;

  @Test
  void wrongArgumentsAreStatus2() throws Exception {
    assertFails(2, "no engine is called 'x'; there are journal, postgres, none", "--engine", "x");
    assertFails(2, "no signature scheme is called 'x'", "--engine", "none", "--crypto", "x");
    assertFails(2, "the engine 'journal' needs a data folder (--data)");
    assertFails(2, "a port lies between 0 and 65535, not 70000", "--port", "70000");
    assertFails(2, "--contract is an address", "--contract", "0x12");
    assertFails(2, "a chain id is at least 1; got 0", "--chain-id", "0");
    assertFails(2, "Unknown option: '--frobnicate'", "--frobnicate");
    Path key = Files.writeString(data.resolve("key"), "xyz");
    assertFails(2, "--key-file needs 64 hexadecimal digits", "--key-file", key.toString());
    Files.writeString(key, "0x" + "00".repeat(32));
    assertFails(2, "a private key is from 1 to the order", "--key-file", key.toString());
  }

  @Test
  void aTakenPortIsStatus3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertFails(
          3,
          "127.0.0.1:%s cannot be bound".formatted(port),
          "--data",
          data.toString(),
          "--port",
          port);
    }
  }

  @Test
  void aDataFolderThatIsNoFolderIsStatus3() throws Exception {
    Path file = Files.writeString(data.resolve("file"), "x");
    assertFails(3, file.toString(), "--data", file.toString(), "--port", "0");
  }

  @Test
  void dataInUseAreStatus3() throws Exception {
    try (SequencerNode node = SequencerNode.start(SequencerConfig.of(data))) {
      assertTrue(node.address().getPort() > 0);
      assertFails(3, "error: ", "--data", data.toString(), "--port", "0");
    }
  }

  private static void assertFails(int status, String sentence, String... arguments) {
    Programs.assertFails(new SequencerServer(), status, sentence, arguments);
  }
}
