package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import journal.JournalInUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;

/// What a sequencer was when it stopped it is when it starts again.
class RestartTest {
  private static final int CHANNELS = 20;
  private static final int PAYMENTS = 200;

  private final ManualClock clock = new ManualClock();

  @TempDir Path data;

  @Test
  void aRestartShowsEveryChannelByteForByte() throws Exception {
    List<Agent> agents = new ArrayList<>();
    List<String> before = new ArrayList<>();
    Voucher last;
    try (SequencerNode node = start(config());
        SequencerClient client = new SequencerClient(node.address())) {
      last = pay(client, agents);
      for (Agent agent : agents) {
        before.add(client.channel(agent.channelId()).text());
      }
    }
    try (SequencerNode node = start(config());
        SequencerClient client = new SequencerClient(node.address())) {
      assertEquals(CHANNELS, node.channelsFound());
      for (int i = 0; i < CHANNELS; i++) {
        assertEquals(before.get(i), client.channel(agents.get(i).channelId()).text());
      }
      assertEquals(last.data(), client.settle(last).channel().data());
      Voucher next = agents.getLast().pay(new Address(0, 0, 1), Uint256.of(1), TestServer.NOW);
      assertEquals(next.data(), client.settle(next).channel().data());
    }
  }

  private Voucher pay(SequencerClient client, List<Agent> agents) throws Exception {
    for (int i = 0; i < CHANNELS; i++) {
      agents.add(Agent.of(9, i, TestServer.DOMAIN, TestServer.SCHEME));
      client
          .seed(agents.get(i).seed(new Uint256(i, 0, 0, 1000), TestServer.EXPIRY, TestServer.NOW))
          .channel();
    }
    SplittableRandom random = new SplittableRandom(9);
    Voucher last = null;
    for (int i = 0; i < PAYMENTS; i++) {
      Agent agent = i == PAYMENTS - 1 ? agents.getLast() : agents.get(random.nextInt(CHANNELS));
      Address receiver = new Address(0, 0, random.nextInt(5));
      Recipient fee =
          random.nextBoolean()
              ? new Recipient(new Address(0, 1, random.nextInt(3)), Uint256.of(random.nextInt(2)))
              : null;
      last = pay(agent, receiver, fee);
      assertEquals(last.data(), client.settle(last).channel().data());
    }
    return last;
  }

  /// A fee of nothing makes nobody a recipient, so an agent must not promise it.
  private static Voucher pay(Agent agent, Address receiver, Recipient fee) {
    Recipient real = fee == null || fee.amount().isZero() ? null : fee;
    return agent.pay(receiver, Uint256.of(3), real, TestServer.NOW);
  }

  @Test
  void theStoreOfAnotherContractIsRefused() throws Exception {
    start(config()).close();
    SequencerConfig other =
        withDomain(config(), new ChannelDomain(25, TestServer.DOMAIN.verifyingContract()));
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> start(other));
    assertTrue(refused.getMessage().startsWith("the store belongs to Founded[chainId=338"));
    // And it is left as it was, with its lock free.
    start(config()).close();
  }

  @Test
  void twoSequencersNeverShareAStore() throws Exception {
    SequencerNode first = start(config());
    try {
      assertThrows(JournalInUse.class, () -> start(config()));
    } finally {
      first.close();
    }
  }

  @Test
  void withoutAnEngineNothingIsKept() throws Exception {
    SequencerConfig config = withEngine(config(), "none");
    Agent agent = Agent.of(9, 0, TestServer.DOMAIN, TestServer.SCHEME);
    try (SequencerNode node = start(config);
        SequencerClient client = new SequencerClient(node.address())) {
      client.seed(agent.seed(Uint256.of(1), TestServer.EXPIRY, TestServer.NOW)).channel();
    }
    try (SequencerNode node = start(config);
        SequencerClient client = new SequencerClient(node.address())) {
      assertEquals(404, client.channel(agent.channelId()).status());
    }
    try (var left = Files.list(data)) {
      assertEquals(0, left.count());
    }
  }

  private SequencerConfig config() {
    return SequencerConfig.of(data);
  }

  private SequencerNode start(SequencerConfig config) throws IOException {
    return SequencerNode.start(config, null, clock);
  }

  private static SequencerConfig withDomain(SequencerConfig c, ChannelDomain domain) {
    return with(c, c.engine(), domain);
  }

  static SequencerConfig withEngine(SequencerConfig c, String engine) {
    return with(c, engine, c.domain());
  }

  private static SequencerConfig with(SequencerConfig c, String engine, ChannelDomain domain) {
    return new SequencerConfig(
        c.host(),
        c.port(),
        c.data(),
        engine,
        c.crypto(),
        c.privateKey(),
        domain,
        c.seedOpen(),
        c.threads(),
        c.channelsMax(),
        c.crossCheckInterval(),
        c.limits());
  }
}
