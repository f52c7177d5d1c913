package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.channel.Promises;
import sequencer.client.Agent;
import sequencer.client.ChannelSeed;
import sequencer.client.ChannelSnapshot;
import sequencer.client.FaultySignatures;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;
import sequencer.engine.HeldEngine;
import sequencer.http.RawClient;

/// What reading the original's code found wrong with it. Each test does what breaks the original.
///
/// Two of the eleven findings concern the contract and its closing on the chain; they are tested
/// where those stand.
class OriginalDefectsTest {
  private static final Address RECEIVER = new Address(1, 2, 3);

  private final TestServer server = new TestServer();
  private final SequencerClient client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  /// The original: a second seed sets the number back to 0, and every voucher can be paid again.
  @Test
  void seedingAgainDoesNotResetTheSequence() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher first = pay(agent, 10);
    Voucher second = pay(agent, 10);
    client.settle(first).channel();
    client.settle(second).channel();
    ChannelSeed again = agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY, TestServer.NOW);
    assertEquals(2, client.seed(again).channel().data().sequenceNumber());
    assertEquals(400, client.settle(first).status());
  }

  /// The original: channels are keyed by the text of their id, so upper case or a missing 0x opens
  /// a second live state of the same channel, with the same deposit.
  @Test
  void spellingsOfAnIdAreOneChannel() throws Exception {
    Agent agent = server.agent(1, client);
    String lower = agent.channelId().toString();
    String upper = "0x" + lower.substring(2).toUpperCase();
    String bare = lower.substring(2);
    for (String spelling : List.of(upper, bare)) {
      String seed = new String(agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY, 0).json());
      assertEquals(200, post("/channel/seed", seed.replace(lower, spelling)).status());
    }
    Voucher voucher = pay(agent, 10);
    String body = new String(voucher.json());
    assertEquals(200, post("/settle", body.replace(lower, upper)).status());
    Answer bareAnswer = post("/settle", body.replace(lower, bare));
    assertEquals(200, bareAnswer.status());
    assertEquals(1, server.channels.size());
    assertEquals(1, bareAnswer.channel().data().sequenceNumber());
    assertEquals(bareAnswer.channel().data(), client.channel(upper).channel().data());
  }

  /// The original: memory changes before the database. When the write fails, the client is told
  /// 500, and told 200 when it asks again, though nothing was stored.
  @Test
  void aRetryIsNotAcknowledgedBeforeThePaymentIsStored() throws Exception {
    HeldEngine disk = new HeldEngine();
    try (TestServer held = new TestServer(disk);
        RawClient payer = held.connect();
        RawClient retry = held.connect()) {
      Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
      payer.post("/channel/seed", seed(agent));
      awaitChanges(disk, 2);
      disk.sync();
      assertEquals(200, payer.read().status());
      String voucher = new String(pay(agent, 10).json());
      payer.post("/settle", voucher);
      awaitChanges(disk, 3);
      retry.post("/settle", voucher);
      disk.fail();
      assertEquals(503, payer.read().status());
      assertEquals(503, retry.read().status());
    }
  }

  /// The original: the channel and each recipient are separate commits, so a crash between them
  /// leaves a number that was used up and money that went nowhere. Here a payment with a fee is one
  /// change of one record.
  @Test
  void aPaymentWithItsFeeIsOneRecord() throws Exception {
    HeldEngine disk = new HeldEngine();
    try (TestServer held = new TestServer(disk);
        RawClient raw = held.connect()) {
      Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
      raw.post("/channel/seed", seed(agent));
      awaitChanges(disk, 2);
      Recipient fee = new Recipient(new Address(9, 9, 9), Uint256.of(1));
      Voucher voucher = agent.pay(RECEIVER, Uint256.of(10), fee, TestServer.NOW);
      raw.post("/settle", new String(voucher.json()));
      awaitChanges(disk, 3);
      disk.sync();
      assertEquals(200, raw.read().status());
      RawClient.Answer answer = raw.read();
      assertEquals(200, answer.status(), answer.body());
      ChannelSnapshot paid = ChannelSnapshot.parse(answer.body().getBytes(StandardCharsets.UTF_8));
      assertEquals(2, paid.data().recipients().size());
      assertEquals(3, disk.changes().size());
    }
  }

  /// The original: one lock around everything, cryptography and database included. Here a channel
  /// whose payment waits for the disk does not keep another one's from being accepted.
  @Test
  void oneChannelDoesNotWaitForAnother() throws Exception {
    HeldEngine disk = new HeldEngine();
    try (TestServer held = new TestServer(disk)) {
      CompletableFuture<?>[] payers = new CompletableFuture<?>[16];
      for (int i = 0; i < payers.length; i++) {
        Agent agent = Agent.of(1, i, TestServer.DOMAIN, TestServer.SCHEME);
        payers[i] =
            CompletableFuture.runAsync(() -> seedAndPay(held, agent), Thread::startVirtualThread);
      }
      // All of them are accepted, and the disk has not moved once.
      awaitChanges(disk, 1 + 2 * payers.length);
      assertEquals(0, disk.durablePosition());
      disk.sync();
      CompletableFuture.allOf(payers).join();
    }
  }

  /// The original: high-s and v of 0 or 1 pass off the chain; the contract refuses them, and the
  /// merchant has delivered for nothing.
  @Test
  void whatTheContractRefusesIsRefusedHere() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher voucher = pay(agent, 10);
    byte[] rsv = voucher.signature().toBytes();
    assertRefused(agent, voucher, FaultySignatures.highS(rsv), "upper half of the order");
    assertRefused(agent, voucher, FaultySignatures.withV(rsv, rsv[64] - 27), "v must be 27 or 28");
    assertEquals(200, client.settle(voucher).status());
  }

  /// The original: sums are taken modulo 2^256, so a huge fee makes the total small.
  @Test
  void aFeeThatOverflowsDoesNotPassTheBalance() throws Exception {
    Agent agent = server.agent(1, client);
    String body = new String(pay(agent, 10).json());
    String fee =
        "{\"feeForPayment\":{\"feeDestinationAddress\":\"%s\",\"feeAmount\":\"%s\"},"
            .formatted(new Address(9, 9, 9), new Uint256(-1, -1, -1, -1));
    Answer answer = post("/settle", body.replace("{", fee));
    assertEquals(400, answer.status());
    assertEquals("{\"error\":\"Recipient balances exceed channel balance\"}", answer.text());
  }

  /// The original: no bound, though its own settings name 30. Closing such a channel needs more gas
  /// than a block has.
  @Test
  void recipientsAreBounded() throws Exception {
    Agent agent = server.agent(1, client);
    for (int i = 1; i <= Promises.RECIPIENTS_MAX; i++) {
      Voucher voucher = agent.pay(new Address(0, 0, i), Uint256.of(1), TestServer.NOW);
      assertEquals(200, client.settle(voucher).status());
    }
    Voucher oneMore = agent.pay(new Address(0, 0, 31), Uint256.of(1), TestServer.NOW);
    Answer answer = client.settle(oneMore);
    assertEquals("{\"error\":\"Too many recipients: at most 30\"}", answer.text());
  }

  /// The original: the voucher's own date is compared with the expiry and the present never is, so
  /// a back-dated voucher is accepted when the deposit may be gone.
  @Test
  void anExpiredChannelPaysNoBackDatedVoucher() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher backDated = agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW);
    server.clock.advanceSeconds(TestServer.EXPIRY - TestServer.NOW + 1);
    Answer answer = client.settle(backDated);
    assertEquals("{\"error\":\"Channel expired\"}", answer.text());
  }

  /// The original: a clock that is wrong by an hour is called an internal error of the server.
  @Test
  void aDateInTheFutureIsTheClientsFault() throws Exception {
    Agent agent = server.agent(1, client);
    Answer answer = client.settle(agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW + 901));
    assertEquals(400, answer.status());
    assertEquals("{\"error\":\"timestamp is too far in the future\"}", answer.text());
  }

  private void assertRefused(Agent agent, Voucher voucher, byte[] rsv, String text)
      throws Exception {
    String body =
        new String(voucher.json())
            .replace(voucher.signature().toString(), FaultySignatures.hex(rsv));
    Answer answer = post("/settle", body);
    assertEquals(400, answer.status());
    assertTrue(answer.text().contains(text), answer.text());
    assertNotEquals(1, client.channel(agent.channelId()).channel().data().sequenceNumber());
  }

  private static void seedAndPay(TestServer server, Agent agent) {
    try (RawClient raw = server.connect()) {
      raw.post("/channel/seed", seed(agent));
      raw.post("/settle", new String(pay(agent, 1).json()));
      assertEquals(200, raw.read().status());
      assertEquals(200, raw.read().status());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void awaitChanges(HeldEngine disk, int count) {
    while (disk.changes().size() < count) {
      Thread.onSpinWait();
    }
  }

  private static String seed(Agent agent) {
    return new String(agent.seed(Uint256.of(100), TestServer.EXPIRY, TestServer.NOW).json());
  }

  private static Voucher pay(Agent agent, long amount) {
    return agent.pay(RECEIVER, Uint256.of(amount), TestServer.NOW);
  }

  private Answer post(String path, String body) throws Exception {
    return client.post(path, body.getBytes(StandardCharsets.UTF_8));
  }
}
