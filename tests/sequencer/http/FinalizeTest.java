package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sequencer.HeldChain;
import sequencer.TestServer;
import sequencer.channel.Change;
import sequencer.client.Agent;
import sequencer.client.ChannelSeed;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;
import sequencer.engine.HeldEngine;
import sequencer.settlement.Settlement.Outcome;

/// Closing a channel, with disk and chain held by the test: what is durable when, what is told
/// when, and that no thread of the server's waits for either.
class FinalizeTest {
  private static final Address SHOP = new Address(1, 2, 3);
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String CLOSED = "{\"transactionHash\":\"" + HASH + "\"}";

  private final HeldEngine engine = new HeldEngine();
  private final HeldChain chain = new HeldChain();
  private final TestServer server = new TestServer(engine, HttpLimits.DEFAULT, true, chain);
  private final Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
  private final ChannelSeed seed = agent.seed(Uint256.of(100), TestServer.EXPIRY, TestServer.NOW);
  private RawClient payer;
  private RawClient shop;

  @BeforeEach
  void openTheChannel() throws Exception {
    payer = server.connect();
    shop = server.connect();
    payer.post("/channel/seed", seed.json());
    engine.awaitChanges(2);
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @AfterEach
  void close() throws Exception {
    engine.sync();
    payer.close();
    shop.close();
    server.close();
  }

  @Test
  void theChainIsAskedOnlyWhenTheClosingIsDurableAndTheHashIsToldOnlyWhenItIs() throws Exception {
    Voucher last = pay(3);
    shop.post("/channel/finalize", body());
    engine.awaitChanges(4);
    assertInstanceOf(Change.Closing.class, engine.changes().get(3));
    assertEquals(0, chain.asked());
    engine.sync();
    assertEquals(List.of(last.data()), chain.asked(1));
    chain.end(new Outcome.Settled(agent.channelId(), HASH, 1, 1));
    engine.awaitChanges(5);
    assertEquals(new Change.Closed(agent.channelId(), HASH), engine.changes().get(4));
    assertTrue(server.silentTo(shop));
    engine.sync();
    assertAnswer(200, CLOSED, shop.read());
  }

  /// The hash is made on another thread and may become durable at any moment while its answer is.
  @Test
  void aDiskThatCatchesUpWhileTheHashIsPutAsideReleasesIt() throws Exception {
    pay(3);
    shop.post("/channel/finalize", body());
    engine.awaitChanges(4);
    engine.sync();
    chain.asked(1);
    engine.catchUpAfter(5);
    chain.end(new Outcome.Settled(agent.channelId(), HASH, 1, 1));
    assertAnswer(200, CLOSED, shop.read());
  }

  @Test
  void aPaymentAfterTheClosingWasBegunIsRefusedAndTheLastOneStillShown() throws Exception {
    Voucher last = pay(3);
    begin();
    payer.post("/settle", agent.pay(SHOP, Uint256.of(1), TestServer.NOW).json());
    assertAnswer(400, "{\"error\":\"Channel closed\"}", payer.read());
    payer.post("/settle", last.json());
    assertEquals(200, payer.read().status());
    settle();
    payer.post("/validate", agent.pay(SHOP, Uint256.of(1), TestServer.NOW).json());
    assertAnswer(400, "{\"error\":\"Channel closed\"}", payer.read());
    assertEquals(5, engine.changes().size());
  }

  @Test
  void askedAgainItTellsTheSameHashAndTheChainIsNotAsked() throws Exception {
    pay(3);
    begin();
    settle();
    shop.post("/channel/finalize", body());
    assertAnswer(200, CLOSED, shop.read());
    assertEquals(1, chain.asked());
    assertEquals(5, engine.changes().size());
  }

  @Test
  void whoAsksWhileItIsSettledGetsTheSameAnswer() throws Exception {
    pay(3);
    begin();
    payer.post("/channel/finalize", body());
    assertTrue(server.silentTo(payer));
    settle();
    assertAnswer(200, CLOSED, payer.read());
    assertEquals(1, chain.asked());
  }

  /// The answer takes its time; those to later requests of the connection wait behind it, and
  /// other connections of the same event loop do not.
  @Test
  void aSlowChainHoldsNobodyElse() throws Exception {
    pay(3);
    begin();
    shop.get("/health");
    shop.get("/channel/" + agent.channelId());
    for (int i = 0; i < 8; i++) {
      try (RawClient other = server.connect()) {
        other.get("/health");
        assertEquals(200, other.read().status());
      }
    }
    assertTrue(server.silentTo(shop));
    chain.end(new Outcome.Settled(agent.channelId(), HASH, 1, 1));
    engine.awaitChanges(5);
    engine.sync();
    assertAnswer(200, CLOSED, shop.read());
    assertAnswer(200, "ok", shop.read());
    assertTrue(shop.read().body().contains("\"sequenceNumber\":1"));
  }

  @Test
  void eachWayToFailHasItsStatusAndLeavesTheChannelToBeClosedLater() throws Exception {
    pay(3);
    begin();
    chain.end(new Outcome.Unavailable(agent.channelId(), "the chain cannot be asked: gone"));
    assertAnswer(
        503, "{\"error\":\"Contract call failed: the chain cannot be asked: gone\"}", shop.read());
    shop.post("/channel/finalize", body());
    chain.end(new Outcome.Pending(agent.channelId(), HASH, "no block has taken it yet"));
    assertAnswer(
        503,
        "{\"error\":\"Contract call pending: transaction "
            + HASH
            + ": no block has taken it yet\"}",
        shop.read());
    shop.post("/channel/finalize", body());
    chain.end(new Outcome.Refused(agent.channelId(), "the contract refuses: NoSuchChannel"));
    assertAnswer(
        502,
        "{\"error\":\"Contract call failed: the contract refuses: NoSuchChannel\"}",
        shop.read());
    shop.post("/channel/finalize", body());
    settle();
    assertEquals(5, engine.changes().size());
  }

  @Test
  void aChannelThatHasPaidNothingIsClosedByTheOwnersVoucherNumber0() throws Exception {
    shop.post("/channel/finalize", body());
    assertTrue(shop.read().body().contains("the owner's voucher number 0 without recipients"));
    String other = new String(agent.copy().pay(SHOP, Uint256.of(1), TestServer.NOW).json());
    shop.post("/channel/finalize", other);
    assertTrue(shop.read().body().contains("Invalid signature: expected"));
    shop.post("/channel/finalize", seed.json());
    engine.awaitChanges(3);
    engine.sync();
    assertEquals(0, chain.asked(1).getFirst().sequenceNumber());
    assertEquals(TestServer.NOW, chain.asked(1).getFirst().timestamp());
    chain.end(new Outcome.Settled(agent.channelId(), HASH, 1, 1));
    engine.awaitChanges(4);
    engine.sync();
    assertAnswer(200, CLOSED, shop.read());
  }

  @Test
  void whatNamesNoChannelIsRefused() throws Exception {
    shop.post("/channel/finalize", "{\"channelId\":\"" + "00".repeat(32) + "\"}");
    assertAnswer(404, "{\"error\":\"Channel not found: " + "00".repeat(32) + "\"}", shop.read());
    shop.post("/channel/finalize", "{\"channelId\":\"x\"}");
    assertAnswer(400, "{\"error\":\"Malformed signature: invalid channel id: x\"}", shop.read());
    shop.post("/channel/finalize", "{}");
    assertEquals(422, shop.read().status());
    assertEquals(0, chain.asked());
  }

  @Test
  void withoutAChainNothingIsClosed() throws Exception {
    try (TestServer alone = new TestServer();
        SequencerClient client = alone.client()) {
      Agent payer = alone.agent(1, client);
      client.settle(payer.pay(SHOP, Uint256.of(1), TestServer.NOW)).channel();
      Answer answer = client.finalizeChannel(payer.channelId());
      assertEquals(501, answer.status());
      assertTrue(answer.text().contains("started without a chain"), answer.text());
      client.settle(payer.pay(SHOP, Uint256.of(1), TestServer.NOW)).channel();
    }
  }

  @Test
  void whoWaitsWhenTheServerEndsIsToldToAskAgain() throws Exception {
    pay(3);
    begin();
    server.close();
    assertAnswer(503, "{\"error\":\"the sequencer is ending\"}", shop.read());
  }

  @Test
  void aDiskThatFailsBeforeTheClosingIsDurableKeepsItFromTheChain() throws Exception {
    pay(3);
    shop.post("/channel/finalize", body());
    engine.awaitChanges(4);
    engine.fail();
    assertEquals(503, shop.read().status());
    assertEquals(0, chain.asked());
  }

  /// Asks for the closing; the chain has been asked when this returns.
  private void begin() throws Exception {
    shop.post("/channel/finalize", body());
    engine.awaitChanges(4);
    engine.sync();
    chain.asked(1);
  }

  private void settle() throws Exception {
    chain.end(new Outcome.Settled(agent.channelId(), HASH, 1, 1));
    engine.awaitChanges(5);
    engine.sync();
    assertAnswer(200, CLOSED, shop.read());
  }

  private Voucher pay(long amount) throws Exception {
    Voucher voucher = agent.pay(SHOP, Uint256.of(amount), TestServer.NOW);
    payer.post("/settle", voucher.json());
    engine.awaitChanges(3);
    engine.sync();
    assertEquals(200, payer.read().status());
    return voucher;
  }

  private String body() {
    return "{\"channelId\":\"" + agent.channelId() + "\"}";
  }

  private static void assertAnswer(int status, String body, RawClient.Answer answer) {
    assertEquals(body, answer.body());
    assertEquals(status, answer.status());
  }
}
