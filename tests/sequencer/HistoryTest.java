package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sequencer.client.Agent;
import sequencer.client.ChannelSnapshot;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;

/// Every voucher that was accepted can be fetched again as it was answered, with both signatures.
class HistoryTest {
  private static final int CHANNELS = 3;
  private static final int PAYMENTS = 150;

  private final ManualClock clock = new ManualClock();
  private final List<Agent> agents = new ArrayList<>();
  private final List<ChannelSnapshot> answers = new ArrayList<>();

  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(strings = {"journal", "postgres"})
  void everyVoucherIsShownAsItWasAnsweredInAnyOrderAndAfterARestart(String engine)
      throws Exception {
    SequencerConfig config = RestartTest.withEngine(SequencerConfig.of(data), engine);
    try (SequencerNode node = SequencerNode.start(config, null, clock);
        SequencerClient client = new SequencerClient(node.address())) {
      pay(client);
      for (ChannelSnapshot answer : answers) assertShown(answer, client);
      for (ChannelSnapshot answer : answers.reversed()) assertShown(answer, client);
    }
    try (SequencerNode node = SequencerNode.start(config, null, clock);
        SequencerClient client = new SequencerClient(node.address())) {
      for (ChannelSnapshot answer : answers) assertShown(answer, client);
    }
  }

  private void pay(SequencerClient client) throws Exception {
    for (int i = 0; i < CHANNELS; i++) {
      agents.add(Agent.of(5, i, TestServer.DOMAIN, TestServer.SCHEME));
      client
          .seed(agents.get(i).seed(Uint256.of(9_999), TestServer.EXPIRY, TestServer.NOW))
          .channel();
    }
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < PAYMENTS; i++) {
      Agent agent = agents.get(random.nextInt(CHANNELS));
      Address shop = new Address(0, 0, random.nextInt(4));
      Voucher voucher = agent.pay(shop, Uint256.of(1 + random.nextInt(9)), TestServer.NOW + i);
      answers.add(client.settle(voucher).channel());
    }
  }

  private static void assertShown(ChannelSnapshot answer, SequencerClient client) throws Exception {
    long number = answer.data().sequenceNumber();
    assertEquals(answer, client.voucher(answer.data().channelId(), number).channel());
  }

  @Test
  void aNumberThatWasNotAcceptedIsNotFound() throws Exception {
    try (TestServer server = new TestServer();
        SequencerClient client = server.client()) {
      Agent agent = server.agent(1, client);
      client.settle(agent.pay(new Address(0, 0, 1), Uint256.of(1), TestServer.NOW)).channel();
      assertEquals(1, client.voucher(agent.channelId(), 1).channel().data().sequenceNumber());
      for (String number : List.of("0", "2", "-1", "+1", "x", "18446744073709551615", "1e0")) {
        Answer answer = client.channel(agent.channelId() + "/vouchers/" + number);
        assertEquals("{\"error\":\"Voucher not found: " + number + "\"}", answer.text());
        assertEquals(404, answer.status());
      }
      assertEquals(404, client.voucher("00".repeat(32), 1).status());
      assertEquals(404, client.channel(agent.channelId() + "/vouchers/").status());
    }
  }

  @Test
  void anEngineWithoutAHistoryShowsTheLastVoucherOnly() throws Exception {
    try (TestServer server = new TestServer();
        SequencerClient client = server.client()) {
      Agent agent = server.agent(1, client);
      client.settle(agent.pay(new Address(0, 0, 1), Uint256.of(1), TestServer.NOW)).channel();
      client.settle(agent.pay(new Address(0, 0, 1), Uint256.of(1), TestServer.NOW)).channel();
      Answer answer = client.voucher(agent.channelId(), 1);
      assertEquals(
          "{\"error\":\"this engine keeps the last voucher of a channel only\"}", answer.text());
      assertEquals(501, answer.status());
      assertEquals(2, client.voucher(agent.channelId(), 2).channel().data().sequenceNumber());
    }
  }
}
