package sequencer.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sequencer.ManualClock;
import sequencer.SequencerConfig;
import sequencer.channel.PaymentRequest;
import sequencer.channel.SeedRequest;
import sequencer.channel.SeedRules;
import sequencer.channel.VoucherRules;
import sequencer.client.Agent;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;
import sequencer.engine.HeldEngine;

/// A payment is verified while nothing is held. Here another payment of the same channel comes in
/// at exactly that moment.
class SequencerRaceTest {
  private static final ChannelDomain DOMAIN = ChannelDomain.DOCUMENTED;
  private static final long NOW = ManualClock.START_SECONDS;

  private final Interrupted scheme = new Interrupted(SignatureSchemes.open("auto"));
  private final HeldEngine engine = new HeldEngine();
  private final Sequencer sequencer =
      new Sequencer(
          new ChannelTable(10),
          engine,
          new SeedRules(DOMAIN, scheme, true),
          new VoucherRules(DOMAIN, scheme),
          new CoSigner(DOMAIN, scheme.signer(SequencerConfig.DEVELOPMENT_KEY)),
          new ManualClock());
  private final Agent agent = Agent.of(1, 1, DOMAIN, scheme);

  @Test
  void theSlowerOfTwoVouchersForOneNumberIsRefused() {
    open();
    PaymentRequest slow = request(agent.copy().pay(new Address(0, 0, 1), Uint256.of(1), NOW));
    PaymentRequest fast = request(agent.copy().pay(new Address(0, 0, 2), Uint256.of(2), NOW));
    scheme.duringNext(() -> assertInstanceOf(Outcome.Shown.class, sequencer.settle(fast)));
    Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, sequencer.settle(slow));
    assertEquals("Invalid sequence number: expected > 1, got 1", refused.refusal().text());
    assertEquals(engine.changes().size(), refused.position());
    assertEquals(3, engine.changes().size());
  }

  @Test
  void theSlowerOfTwoEqualVouchersGetsTheSameAnswer() {
    open();
    PaymentRequest payment = request(agent.pay(new Address(0, 0, 1), Uint256.of(1), NOW));
    Outcome[] fast = new Outcome[1];
    scheme.duringNext(() -> fast[0] = sequencer.settle(payment));
    assertEquals(sequencer.settle(payment), fast[0]);
    assertEquals(3, engine.changes().size());
  }

  @Test
  void theSlowerOfTwoSeedsShowsTheChannelOfTheFaster() {
    Outcome first = open();
    assertEquals(first, open());
    assertEquals(2, engine.changes().size());
  }

  private Outcome open() {
    return sequencer.seed(
        new SeedRequest(
            agent.channelId().toString(), agent.address().toString(), "100", NOW + 60, 0, null));
  }

  private static PaymentRequest request(Voucher voucher) {
    return new PaymentRequest(
        voucher.data().channelId().toString(),
        voucher.amount().toString(),
        voucher.receiver().toString(),
        voucher.data().sequenceNumber(),
        voucher.data().timestamp(),
        voucher.signature().toString(),
        null);
  }

  /// Runs something in the middle of one recovery.
  private static final class Interrupted implements SignatureScheme {
    private final SignatureScheme scheme;
    private Runnable interruption = () -> {};

    Interrupted(SignatureScheme scheme) {
      this.scheme = scheme;
    }

    void duringNext(Runnable interruption) {
      this.interruption = interruption;
    }

    @Override
    public String name() {
      return scheme.name();
    }

    @Override
    public Signer signer(byte[] privateKey) {
      return scheme.signer(privateKey);
    }

    @Override
    public Optional<Address> recover(byte[] digest, Signature signature) {
      Runnable once = interruption;
      interruption = () -> {};
      once.run();
      return scheme.recover(digest, signature);
    }
  }
}
