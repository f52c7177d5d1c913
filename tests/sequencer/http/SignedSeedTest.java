package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.ChannelSeed;
import sequencer.client.SequencerClient;
import sequencer.crypto.Uint256;
import sequencer.engine.VolatileEngine;

/// Who may open a channel when the server was not told to believe everybody.
class SignedSeedTest {
  private final TestServer server = new TestServer(new VolatileEngine(), HttpLimits.DEFAULT, false);
  private final SequencerClient client = server.client();
  private final Agent owner = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
  private final ChannelSeed seed = owner.seed(Uint256.of(100), TestServer.EXPIRY, TestServer.NOW);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void theOwnersOpenVoucherOpensTheChannel() throws Exception {
    assertEquals(200, client.seed(seed).status());
  }

  @Test
  void withoutOneNothingOpens() throws Exception {
    String unsigned = new String(seed.json()).replaceFirst(",\"timestamp\":.*", "}");
    SequencerClient.Answer answer = client.post("/channel/seed", unsigned.getBytes());
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("a seed needs userSignature and timestamp"), answer.text());
    assertEquals(404, client.channel(owner.channelId()).status());
  }

  @Test
  void aStrangersOpensNothing() throws Exception {
    Agent stranger = Agent.of(1, 2, TestServer.DOMAIN, TestServer.SCHEME);
    ChannelSeed forged =
        new ChannelSeed(
            seed.channelId(),
            seed.owner(),
            seed.balance(),
            seed.expirySeconds(),
            seed.timestamp(),
            stranger.seed(seed.balance(), seed.expirySeconds(), seed.timestamp()).signature());
    SequencerClient.Answer answer = client.seed(forged);
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains("Invalid signature: expected " + owner.address()));
  }

  @Test
  void aPaymentVoucherIsNoOpenVoucher() throws Exception {
    ChannelSeed reused =
        new ChannelSeed(
            seed.channelId(),
            seed.owner(),
            seed.balance(),
            seed.expirySeconds(),
            seed.timestamp(),
            owner.pay(owner.address(), Uint256.of(1), TestServer.NOW).signature());
    assertEquals(400, client.seed(reused).status());
  }
}
