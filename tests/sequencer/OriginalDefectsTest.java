package sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import sequencer.Rules.Reply;
import sequencer.channel.Promises;
import sequencer.client.Agent;
import sequencer.client.ChannelSnapshot;
import sequencer.client.FaultySignatures;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Recipient;
import sequencer.crypto.Uint256;

/// What reading the original's code found wrong with it. Each experiment is made twice: here it has
/// to hold, and on the original's own rules ([OriginalRules]) it has to fail, so that a test which
/// could not tell the two apart is noticed.
///
/// The eleventh finding is the contract's: a token's answer that is ignored, and a stale state that
/// is paid out after the expiry. `chain.ContractAttacksTest` has the attacks, and
/// `chain.ContractMutantsTest` shows that they succeed on contracts with those two faults.
class OriginalDefectsTest {
  private static final Address RECEIVER = new Address(1, 2, 3);
  private static final Address FEE = new Address(9, 9, 9);
  private static final Uint256 MOST = new Uint256(-1, -1, -1, -1);

  /// What is done to a sequencer, and what must be seen.
  @FunctionalInterface
  private interface Experiment {
    void on(Rules rules, Agent agent) throws Exception;
  }

  private static void holdsHereAndFailsOnTheOriginalsRules(Experiment experiment) throws Exception {
    try (Rules ours = new OurRules()) {
      experiment.on(ours, opened(ours, 1));
    }
    try (Rules original = new OriginalRules()) {
      Agent agent = opened(original, 1);
      assertThrows(
          AssertionFailedError.class,
          () -> experiment.on(original, agent),
          "this experiment does not notice the original's fault");
    }
  }

  private static Agent opened(Rules rules, int number) throws Exception {
    Agent agent = Agent.of(1, number, TestServer.DOMAIN, TestServer.SCHEME);
    assertEquals(200, rules.post("/channel/seed", seed(agent)).status());
    return agent;
  }

  private static String seed(Agent agent) {
    return new String(agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY, TestServer.NOW).json());
  }

  private static Voucher pay(Agent agent, long amount) {
    return agent.pay(RECEIVER, Uint256.of(amount), TestServer.NOW);
  }

  private static Reply settle(Rules rules, Voucher voucher) throws Exception {
    return rules.post("/settle", new String(voucher.json()));
  }

  /// The two are alike wherever the original is right: else every experiment below would fail there
  /// for a reason of its own.
  @Test
  void bothTakeHonestPaymentsAndShowTheSameChannel() throws Exception {
    try (Rules ours = new OurRules();
        Rules original = new OriginalRules()) {
      ChannelSnapshot here = honest(ours);
      ChannelSnapshot there = honest(original);
      assertEquals(2, here.data().sequenceNumber());
      assertEquals(there.data(), here.data());
      assertEquals(there.balance(), here.balance());
    }
  }

  private static ChannelSnapshot honest(Rules rules) throws Exception {
    Agent agent = opened(rules, 1);
    settle(rules, pay(agent, 10)).channel();
    Recipient fee = new Recipient(FEE, Uint256.of(1));
    Voucher last = agent.pay(RECEIVER, Uint256.of(5), fee, TestServer.NOW);
    settle(rules, last).channel();
    return settle(rules, last).channel();
  }

  /// 1. A second seed sets the number back to 0, and every voucher can be paid again.
  @Test
  void seedingAgainDoesNotResetTheSequence() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Voucher first = pay(agent, 10);
          settle(rules, first).channel();
          settle(rules, pay(agent, 10)).channel();
          Reply again = rules.post("/channel/seed", seed(agent));
          assertEquals(2, again.channel().data().sequenceNumber());
          assertEquals(400, settle(rules, first).status());
        });
  }

  /// 1. Anyone seeds anyone's channel, with whatever deposit.
  @Test
  void aSeedWithoutTheOwnersSignatureOpensNothing() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, _) -> {
          Agent other = Agent.of(1, 2, TestServer.DOMAIN, TestServer.SCHEME);
          String unsigned = seed(other).replaceFirst(",\"timestamp\":.*", "}");
          assertEquals(400, rules.post("/channel/seed", unsigned).status());
          assertEquals(404, rules.channel(other.channelId().toString()).status());
        });
  }

  /// 2. Channels are keyed by the text of their id, so upper case or a missing 0x opens a second
  /// live state of the same channel, with the same deposit.
  @Test
  void spellingsOfAnIdAreOneChannel() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          String lower = agent.channelId().toString();
          String upper = "0x" + lower.substring(2).toUpperCase(Locale.ROOT);
          String bare = lower.substring(2);
          for (String spelling : List.of(upper, bare)) {
            rules.post("/channel/seed", seed(agent).replace(lower, spelling)).channel();
          }
          settle(rules, pay(agent, 10)).channel();
          for (String spelling : List.of(upper, bare)) {
            assertEquals(1, rules.channel(spelling).channel().data().sequenceNumber());
          }
        });
  }

  /// 3. Memory changes before the database. When the write fails, the client is told 500, and told
  /// 200 when it asks again, though nothing was stored.
  @Test
  void aRetryIsNotAcknowledgedWhenThePaymentWasNotStored() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          rules.breakStore();
          Voucher voucher = pay(agent, 10);
          assertTrue(settle(rules, voucher).status() >= 500);
          assertNotEquals(200, settle(rules, voucher).status());
        });
  }

  /// 4. The channel and each recipient are separate commits, so a power cut between them leaves a
  /// number that was used up and money that went nowhere.
  @Test
  void aPowerCutLeavesNoNumberWithoutItsMoney() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Recipient fee = new Recipient(FEE, Uint256.of(1));
          settle(rules, agent.pay(RECEIVER, Uint256.of(10), fee, TestServer.NOW)).channel();
          List<Rules> restarted = rules.afterPowerCuts();
          assertTrue(restarted.size() > 2);
          int paid = 0;
          for (Rules one : restarted) {
            try (one) {
              Reply reply = one.channel(agent.channelId().toString());
              if (reply.status() == 200 && reply.channel().data().sequenceNumber() == 1) {
                assertEquals(2, reply.channel().data().recipients().size());
                paid++;
              }
            }
          }
          assertTrue(paid > 0, "with all its writes the payment is there");
        });
  }

  /// 5. One lock around everything, cryptography and database included: a payment that waits for
  /// the disk keeps every other channel's from being looked at.
  @Test
  void oneChannelDoesNotWaitForAnother() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Agent other = opened(rules, 2);
          rules.holdStore();
          for (Agent payer : List.of(agent, other)) {
            Thread.ofVirtual().start(() -> settleUnheard(rules, pay(payer, 1)));
          }
          while (rules.atTheStore() < 2 && rules.lockedOut() == 0) {
            Thread.onSpinWait();
          }
          assertEquals(0, rules.lockedOut());
        });
  }

  private static void settleUnheard(Rules rules, Voucher voucher) {
    try {
      settle(rules, voucher);
    } catch (Exception e) {
      // The answer comes when the experiment is over, or not at all.
    }
  }

  /// 6. Closing a channel on the chain leaves it open in the sequencer, which goes on taking
  /// payments that nothing covers any more.
  @Test
  void aClosedChannelTakesNoPayment() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          settle(rules, pay(agent, 10)).channel();
          String close = "{\"channelId\":\"" + agent.channelId() + "\"}";
          assertTrue(rules.post("/channel/finalize", close).body().contains("transactionHash"));
          Reply late = settle(rules, pay(agent, 1));
          assertNotEquals(200, late.status());
          assertTrue(late.status() < 500, late.body());
        });
  }

  /// 7. n - s for s passes off the chain; the contract refuses it, and the merchant has delivered
  /// for nothing.
  @Test
  void aHighSIsRefused() throws Exception {
    refusesSignature((rsv) -> FaultySignatures.highS(rsv), "upper half of the order");
  }

  /// 7. The same for v of 0 and 1.
  @Test
  void aVOfZeroOrOneIsRefused() throws Exception {
    refusesSignature((rsv) -> FaultySignatures.withV(rsv, rsv[64] - 27), "v must be 27 or 28");
  }

  private static void refusesSignature(
      java.util.function.UnaryOperator<byte[]> change, String reason) throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Voucher voucher = pay(agent, 10);
          String other = FaultySignatures.hex(change.apply(voucher.signature().toBytes()));
          String body = new String(voucher.json()).replace("" + voucher.signature(), other);
          Reply reply = rules.post("/settle", body);
          assertEquals(400, reply.status());
          assertTrue(reply.body().contains(reason), reply.body());
          assertEquals(200, settle(rules, voucher).status());
        });
  }

  /// 8. Sums are taken modulo 2^256, so that a huge fee makes the total small.
  @Test
  void aFeeThatOverflowsDoesNotPassTheBalance() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Recipient fee = new Recipient(FEE, MOST);
          Reply reply = settle(rules, agent.pay(RECEIVER, Uint256.of(10), fee, TestServer.NOW));
          assertEquals(400, reply.status());
          assertEquals("{\"error\":\"Recipient balances exceed channel balance\"}", reply.body());
        });
  }

  /// 9. No bound on recipients, though its own settings name 30. Closing such a channel needs more
  /// gas than a block has.
  @Test
  void recipientsAreBounded() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          for (int i = 1; i <= Promises.RECIPIENTS_MAX; i++) {
            Voucher voucher = agent.pay(new Address(0, 0, i), Uint256.of(1), TestServer.NOW);
            settle(rules, voucher).channel();
          }
          Voucher oneMore = agent.pay(new Address(0, 0, 31), Uint256.of(1), TestServer.NOW);
          Reply reply = settle(rules, oneMore);
          assertEquals("{\"error\":\"Too many recipients: at most 30\"}", reply.body());
        });
  }

  /// 10. The voucher's own date is compared with the expiry and the present never is, so a
  /// back-dated voucher is accepted when the deposit may be gone.
  @Test
  void anExpiredChannelPaysNoBackDatedVoucher() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Voucher backDated = pay(agent, 1);
          rules.advanceSeconds(TestServer.EXPIRY - TestServer.NOW + 1);
          assertEquals("{\"error\":\"Channel expired\"}", settle(rules, backDated).body());
        });
  }

  /// A clock that is wrong by an hour is called an internal error of the server.
  @Test
  void aDateInTheFutureIsTheClientsFault() throws Exception {
    holdsHereAndFailsOnTheOriginalsRules(
        (rules, agent) -> {
          Voucher future = agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW + 901);
          assertEquals(400, settle(rules, future).status());
        });
  }
}
