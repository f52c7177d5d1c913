package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainSettlement.Options;
import house.Waiting;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sequencer.client.Agent;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;
import sequencer.settlement.Settlement;
import sequencer.settlement.Settlement.Outcome;
import sequencer.settlement.Settlement.Outcome.Pending;
import sequencer.settlement.Settlement.Outcome.Refused;
import sequencer.settlement.Settlement.Outcome.Settled;
import sequencer.settlement.Settlement.Outcome.Unavailable;

/// The chain fails in every way that a settlement meets; each has its outcome, and in no case is a
/// channel paid out twice or a voucher lost.
@Waiting
class ChainSettlementTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(200);

  private Devnet net;
  private int channels;

  @BeforeEach
  void start() throws Exception {
    NeedsNode.orSkip();
    net = Devnet.start();
  }

  @AfterEach
  void end() {
    if (net != null) net.close();
  }

  private record Promise(Devnet.OpenChannel channel, Address shop, Voucher last) {}

  private Promise promise(long amount) throws Exception {
    Devnet.OpenChannel channel = net.open(1_000 + channels, Duration.ofHours(1));
    Address shop = Agent.recipient(3, channels++);
    Voucher last = channel.agent().pay(shop, Uint256.of(amount), net.chain().timestamp());
    return new Promise(channel, shop, last);
  }

  private ChainSettlement settlement(Options options) {
    return new ChainSettlement(net.chain(), net.contract(), net.sequencer(), options);
  }

  private static Outcome settle(Settlement by, Promise promise) throws Exception {
    return by.settle(promise.last().data(), promise.last().signature());
  }

  /// Asks again until the outcome is as it should be.
  private static void await(Settlement by, Promise promise, Predicate<Outcome> asItShould)
      throws Exception {
    long startNs = System.nanoTime();
    Outcome seen = settle(by, promise);
    while (!asItShould.test(seen)) {
      assertTrue(System.nanoTime() - startNs < PATIENCE.toNanos(), seen::toString);
      seen = settle(by, promise);
    }
  }

  private static boolean isNotDeepEnough(Outcome seen) {
    return "it is not deep enough yet".equals(assertInstanceOf(Pending.class, seen).reason());
  }

  private void assertPaidOnce(Promise promise, long amount) throws Exception {
    assertEquals(amount, net.token().balanceOf(promise.shop()));
    assertEquals(0, net.contract().balance(promise.channel().id()));
  }

  @Test
  void theMerchantHasTheMoneyToTheUnit() throws Exception {
    Promise promise = promise(321);

    assertInstanceOf(Settled.class, settle(settlement(Options.waiting(PATIENCE)), promise));
    assertPaidOnce(promise, 321);
  }

  @Test
  void askedAgainItTellsOfTheSameTransaction() throws Exception {
    Promise promise = promise(5);
    Settled first =
        assertInstanceOf(Settled.class, settle(settlement(Options.waiting(PATIENCE)), promise));

    assertEquals(first, settle(settlement(Options.waiting(PATIENCE)), promise));
    assertPaidOnce(promise, 5);
  }

  @Test
  void aChainThatIsDownMakesItUnavailable() throws Exception {
    Promise promise = promise(5);
    net.anvil().close();

    Outcome outcome = settle(settlement(Options.waiting(PATIENCE)), promise);

    assertTrue(
        assertInstanceOf(Unavailable.class, outcome).reason().startsWith("the chain cannot"));
  }

  @Test
  void aNodeThatHangsIsGivenUpAndAskedAgainLater() throws Exception {
    Promise promise = promise(5);
    try (Chain impatient = new Chain(net.address(), SHORT)) {
      ChainSettlement own =
          new ChainSettlement(
              impatient,
              new ChannelContract(impatient, net.contract().address()),
              net.sequencer(),
              Options.waiting(SHORT));
      net.anvil().freeze();
      Outcome frozen = settle(own, promise);
      net.anvil().resume();

      assertInstanceOf(Unavailable.class, frozen);
      await(own, promise, Settled.class::isInstance); // a busy node may look hung, too
    }
    assertPaidOnce(promise, 5);
  }

  @Test
  void withoutABlockItIsPendingAndNotSentTwice() throws Exception {
    Promise promise = promise(5);
    net.stopMining();

    Pending pending =
        assertInstanceOf(Pending.class, settle(settlement(Options.waiting(SHORT)), promise));
    net.mine(1);
    Settled settled =
        assertInstanceOf(Settled.class, settle(settlement(Options.waiting(PATIENCE)), promise));

    assertEquals(pending.transactionHash(), settled.transactionHash());
    assertPaidOnce(promise, 5);
  }

  @Test
  void aRepeatWhileTheFirstStillWaitsPaysOnce() throws Exception {
    Promise promise = promise(5);
    net.stopMining();
    String sequencer = net.sequencer().address().toString();
    long nonce = net.chain().nonce(sequencer);
    ChainSettlement settlement = settlement(Options.waiting(SHORT));
    Pending first = assertInstanceOf(Pending.class, settle(settlement, promise));

    assertInstanceOf(Pending.class, settle(settlement, promise));
    net.mine(2);

    Settled settled = assertInstanceOf(Settled.class, settle(settlement, promise));
    assertEquals(nonce + 1, net.chain().nonce(sequencer));
    assertEquals(first.transactionHash(), settled.transactionHash());
    assertPaidOnce(promise, 5);
  }

  @Test
  void itIsPendingUntilItIsDeepEnough() throws Exception {
    Promise promise = promise(5);
    ChainSettlement careful = settlement(new Options(3, SHORT, 0));

    await(careful, promise, ChainSettlementTest::isNotDeepEnough);
    net.mine(2);

    assertInstanceOf(Settled.class, settle(careful, promise));
  }

  @Test
  void aReorganisationThatDropsItMakesItSentAgain() throws Exception {
    Promise promise = promise(5);
    ChainSettlement careful = settlement(new Options(3, SHORT, 0));
    await(careful, promise, ChainSettlementTest::isNotDeepEnough);

    net.reorganise(1);
    assertEquals(0, net.token().balanceOf(promise.shop()), "the payment must be gone");

    assertInstanceOf(Pending.class, settle(careful, promise));
    net.mine(3);
    assertInstanceOf(Settled.class, settle(careful, promise));
    assertPaidOnce(promise, 5);
  }

  /// Two sequencers with the same key, and neither knows of the other.
  @Test
  void aNonceThatSomebodyElseTookIsReplaced() throws Exception {
    int each = 8;
    List<Promise> promises = new ArrayList<>();
    for (int i = 0; i < 2 * each; i++) promises.add(promise(1 + i));
    try (Chain other = new Chain(net.address(), PATIENCE);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ChainSettlement twin =
          new ChainSettlement(
              other, net.contract(), Account.development(other, 0), Options.waiting(PATIENCE));
      ChainSettlement one = settlement(Options.waiting(PATIENCE));
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < promises.size(); i++) {
        Settlement by = i % 2 == 0 ? one : twin;
        Promise promise = promises.get(i);
        outcomes.add(threads.submit(() -> settle(by, promise)));
      }
      for (Future<Outcome> outcome : outcomes) assertInstanceOf(Settled.class, outcome.get());
    }
    for (int i = 0; i < promises.size(); i++) assertPaidOnce(promises.get(i), 1 + i);
  }

  @Test
  void runningOutOfGasIsTriedAgainWithMore() throws Exception {
    Promise promise = promise(5);

    Outcome outcome = settle(settlement(new Options(1, PATIENCE, 60_000)), promise);

    assertTrue(assertInstanceOf(Settled.class, outcome).gasUsed() > 60_000);
    assertPaidOnce(promise, 5);
  }

  @Test
  void anAccountWithoutMoneyForGasMakesItUnavailable() throws Exception {
    Promise promise = promise(5);
    String sequencer = net.sequencer().address().toString();
    BigInteger had = net.chain().rpc().number("eth_getBalance", sequencer, "latest");
    net.chain().rpc().call("anvil_setBalance", sequencer, "0x1");

    Outcome poor = settle(settlement(Options.waiting(PATIENCE)), promise);
    net.chain().rpc().call("anvil_setBalance", sequencer, "0x" + had.toString(16));

    assertTrue(assertInstanceOf(Unavailable.class, poor).reason().contains("cannot pay for gas"));
    assertInstanceOf(Settled.class, settle(settlement(Options.waiting(PATIENCE)), promise));
  }

  @Test
  void aVoucherThatTheContractRefusesCostsNoGas() throws Exception {
    Promise promise = promise(5);
    Promise other = promise(6);
    long nonce = net.chain().nonce(net.sequencer().address().toString());

    Outcome outcome =
        settlement(Options.waiting(PATIENCE))
            .settle(promise.last().data(), other.last().signature());

    assertEquals(
        "the contract refuses the voucher: WrongSigner",
        assertInstanceOf(Refused.class, outcome).reason());
    assertEquals(nonce, net.chain().nonce(net.sequencer().address().toString()));
  }

  @Test
  void whereNoNodeListensItIsUnavailable() throws Exception {
    Promise promise = promise(5);
    URI nobody = URI.create("http://127.0.0.1:1");
    try (Chain none = new Chain(nobody, SHORT)) {
      ChainSettlement settlement =
          new ChainSettlement(none, net.contract(), net.sequencer(), Options.waiting(SHORT));

      Outcome outcome = settle(settlement, promise);

      assertInstanceOf(Unavailable.class, outcome);
    }
  }
}
