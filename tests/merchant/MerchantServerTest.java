package merchant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import runtime.Programs;
import runtime.Project;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;

/// The command line: one sentence for each way to be wrong, and a process that serves.
class MerchantServerTest {
  @Test
  void wrongArgumentsAreStatus2() {
    assertFails(2, "a port lies between 0 and 65535, not 70000", "--port", "70000");
    assertFails(2, "the sequencer is at http://host:port", "--sequencer", "ftp://x");
    assertFails(2, "the account to pay is an address", "--pay-to", "0x12");
    assertFails(2, "the token is an address", "--asset", "0x12");
    assertFails(2, "the price is at least 1, not 0", "--price", "0");
    assertFails(2, "Unknown option: '--frobnicate'", "--frobnicate");
  }

  @Test
  void aTakenPortIsStatus3() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertFails(3, "127.0.0.1:%s cannot be bound".formatted(port), "--port", port);
    }
  }

  @Test
  void aRuntimeStartsItAsAProcess() throws Exception {
    try (SystemRuntime runtime = Runtimes.choose("process", Project.home(), _ -> {});
        TestServer sequencer = new TestServer();
        SequencerClient direct = sequencer.client()) {
      RunningSystem merchant =
          runtime.start(ServedMerchant.before(sequencer.address()), runtime.newData("merchant"));
      Agent agent = sequencer.agent(1, direct);
      try (SequencerClient client = new SequencerClient(merchant.address())) {
        byte[] body = MerchantTest.body("p", MerchantTest.voucher(agent, 1));
        assertEquals(200, client.post("/api/pay-voucher", body).status());
      }
      merchant.stop();
      assertEquals(143, merchant.exitStatus().orElseThrow());
    }
  }

  private static void assertFails(int status, String sentence, String... arguments) {
    Programs.assertFails(new MerchantServer(), status, sentence, arguments);
  }
}
