package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.utils.Numeric;
import sequencer.client.Agent;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;

/// Everybody who could steal from a channel tries; each attack is named, and each stands beside the
/// honest call that the same contract takes.
@Waiting
class ContractAttacksTest extends AttackedContract {
  private static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final int MANY = 150;

  @Test
  void anHonestCloseMovesTheMoneyToTheUnit() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Address shop = Agent.recipient(7, channels);
    Address other = Agent.recipient(8, channels);
    long before = net.token().balanceOf(net.payer().address());
    pay(channel, shop, 30);
    pay(channel, other, 5);
    Voucher last = pay(channel, shop, 10);

    assertTrue(close(last).succeeded());

    assertEquals(40, net.token().balanceOf(shop));
    assertEquals(5, net.token().balanceOf(other));
    long back = net.token().balanceOf(net.payer().address()) - before;
    assertEquals(channel.amount() - 45, back);
    assertEquals(0, net.token().balanceOf(net.contract().address()) - heldByOthers());
  }

  /// What the channels of other tests still lock.
  private long heldByOthers() throws Exception {
    long sum = 0;
    for (ChannelId id : listed(net)) sum += net.contract().balance(id);
    return sum;
  }

  /// The channels that the contract lists as the payer's.
  private static Set<ChannelId> listed(Devnet at) throws Exception {
    var owner = new org.web3j.abi.datatypes.Address(at.payer().address().toString());
    Function length =
        new Function(
            "getUserChannelLength",
            List.of(owner),
            List.of(TypeReference.create(org.web3j.abi.datatypes.generated.Uint256.class)));
    long count = ((BigInteger) ask(at, length)).longValueExact();
    Set<ChannelId> ids = new HashSet<>();
    for (long i = 0; i < count; i++) {
      Function one =
          new Function(
              "userChannels",
              List.of(owner, new org.web3j.abi.datatypes.generated.Uint256(i)),
              List.of(TypeReference.create(Bytes32.class)));
      assertTrue(ids.add(ChannelId.read((byte[]) ask(at, one), 0)), "listed twice");
    }
    return ids;
  }

  private static Object ask(Devnet at, Function function) throws Exception {
    return at.chain().ask(at.contract().address().toString(), function).getFirst().getValue();
  }

  /// An owner with so many channels that walking through them takes all the gas of a block would
  /// keep the sequencer from ever closing one.
  @Test
  void closingCostsTheSameHoweverManyChannelsItsOwnerHas() throws Exception {
    try (Devnet own = own("StableToken")) {
      List<Devnet.OpenChannel> open = new ArrayList<>();
      for (int i = 0; i < MANY; i++) open.add(open(own));
      long[] gas = new long[MANY];
      int[] order = {1, MANY - 1, 0, MANY / 2, MANY - 2};
      for (int i : order) gas[i] = closeOne(own, open.get(i));
      Set<ChannelId> left = new HashSet<>(open.stream().map(Devnet.OpenChannel::id).toList());
      for (int i : order) left.remove(open.get(i).id());
      assertEquals(left, listed(own));

      for (int i = 2; i < MANY - 2; i++) if (i != MANY / 2) gas[i] = closeOne(own, open.get(i));
      assertEquals(Set.of(), listed(own));
      long early = gas[1];
      long late = gas[MANY - 4];
      assertTrue(Math.abs(early - late) < early / 2, early + " gas among many, " + late + " alone");
    }
  }

  private long closeOne(Devnet at, Devnet.OpenChannel channel) throws Exception {
    Address shop = Agent.recipient(23, channels++);
    Voucher last = channel.agent().pay(shop, Uint256.of(2), at.chain().timestamp());
    Receipt receipt = close(at, at.sequencer(), last.data(), last.signature().toBytes());
    assertTrue(receipt.succeeded());
    return receipt.gasUsed();
  }

  /// A switch between the ways to make blocks must leave one of them on.
  @Test
  void blocksComeHoweverOftenTheirPaceIsChanged() throws Exception {
    for (int seconds : new int[] {1, 0, 0, 1, 0}) {
      net.blocksEvery(seconds);
      assertTrue(net.token().transfer(net.payer(), Agent.recipient(24, 1), 1).succeeded());
    }
  }

  @Test
  void replayingTheCloseFindsNoChannel() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(9, channels), 10);
    assertTrue(close(voucher).succeeded());

    assertFalse(close(voucher).succeeded());
    assertEquals("NoSuchChannel", whyNotClosed(voucher.data(), voucher.signature().toBytes()));
  }

  /// The id follows from owner, expiry and amount: opened again with the same three, a channel
  /// would take the vouchers of the one before it, and the payer would pay twice.
  @Test
  void aClosedChannelsIdIsNeverOpenedAgainSoItsVouchersCannotBeReplayed() throws Exception {
    Devnet.OpenChannel channel = open(net);
    assertTrue(close(pay(channel, Agent.recipient(10, channels), 10)).succeeded());
    long now = net.chain().timestamp();
    Signature again = net.contract().signOpening(net.payerSigner(), channel.id(), now);

    Function opening = ChannelContract.opening(channel.amount(), channel.expiry(), now, again);

    assertEquals("ChannelIdUsed", why(net.payer(), opening));
  }

  @Test
  void aVoucherOfAnotherContractMeansNothingHere() throws Exception {
    Devnet.OpenChannel channel = open(net);
    ChannelContract twin =
        ChannelContract.deploy(
            net.chain(),
            net.sequencer(),
            net.token().address(),
            net.sequencer().address(),
            PATIENCE);
    Agent elsewhere = new Agent(twin.domain(), channel.id(), net.payerSigner());
    Voucher voucher =
        elsewhere.pay(Agent.recipient(11, 1), Uint256.of(10), net.chain().timestamp());

    assertEquals("WrongSigner", whyNotClosed(voucher.data(), voucher.signature().toBytes()));
  }

  @Test
  void aStaleVoucherLosesAgainstThePublishedOne() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Address shop = Agent.recipient(12, channels);
    Voucher stale = pay(channel, shop, 1);
    Voucher newer = pay(channel, shop, 99);
    publish(newer);

    assertEquals("StaleVoucher", whyNotClosed(stale.data(), stale.signature().toBytes()));
    assertEquals(2, net.contract().publishedNumber(channel.id()));
    assertTrue(close(newer).succeeded());
    assertEquals(100, net.token().balanceOf(shop));
  }

  private void publish(Voucher voucher) throws Exception {
    Signer sequencer = SignatureSchemes.open("auto").signer(Account.developmentKey(0));
    Signature coSignature = sequencer.sign(net.contract().domain().digest(voucher.data()));
    Receipt published =
        net.payer()
            .call(
                net.contract().address().toString(),
                ChannelContract.publishing(voucher.data(), voucher.signature(), coSignature),
                PATIENCE);
    assertTrue(published.succeeded());
  }

  @Test
  void publishingNeedsTheCoSignature() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(13, channels), 1);
    Function alone =
        ChannelContract.publishing(voucher.data(), voucher.signature(), voucher.signature());

    assertEquals("WrongSigner", why(net.payer(), alone));
  }

  @Test
  void anyOtherSignerIsRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(14, channels), 10);
    Signer thief = SignatureSchemes.open("auto").signer(Account.developmentKey(2));
    byte[] forged = thief.sign(net.contract().domain().digest(voucher.data())).toBytes();

    assertEquals("WrongSigner", whyNotClosed(voucher.data(), forged));
    assertFalse(close(net, net.sequencer(), voucher.data(), forged).succeeded());
  }

  @Test
  void anAlteredAmountIsAnotherSigner() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(15, channels), 10);
    Recipient promised = voucher.data().recipients().getFirst();
    ChannelData more =
        new ChannelData(
            channel.id(),
            1,
            voucher.data().timestamp(),
            List.of(new Recipient(promised.address(), Uint256.of(11))));

    assertEquals("WrongSigner", whyNotClosed(more, voucher.signature().toBytes()));
  }

  @Test
  void onlyTheSequencerCloses() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(16, channels), 10);
    Function call = ChannelContract.closing(voucher.data(), voucher.signature().toBytes());

    assertEquals("NotTheSequencer", why(net.payer(), call));
  }

  /// n - s with the other v verifies as well: who takes both lets anyone make a second signature of
  /// a voucher without the key.
  @Test
  void highSIsRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(17, channels), 10);
    byte[] signature = voucher.signature().toBytes();
    BigInteger s = new BigInteger(1, java.util.Arrays.copyOfRange(signature, 32, 64));
    byte[] mirrored = signature.clone();
    System.arraycopy(Numeric.toBytesPadded(ORDER.subtract(s), 32), 0, mirrored, 32, 32);
    mirrored[64] = (byte) (signature[64] == 27 ? 28 : 27);

    assertEquals("MalformedSignature", whyNotClosed(voucher.data(), mirrored));
    assertTrue(close(voucher).succeeded());
  }

  @Test
  void vOfZeroOrOneAndShortSignaturesAreRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(18, channels), 10);
    byte[] signature = voucher.signature().toBytes();
    byte[] bare = signature.clone();
    bare[64] -= 27;

    assertEquals("MalformedSignature", whyNotClosed(voucher.data(), bare));
    assertEquals(
        "MalformedSignature", whyNotClosed(voucher.data(), java.util.Arrays.copyOf(signature, 64)));
    assertEquals("MalformedSignature", whyNotClosed(voucher.data(), new byte[65]));
  }

  @Test
  void promisesOverTheBalanceAreRefusedAndSumsThatWrapToo() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher over = pay(channel, Agent.recipient(19, channels), channel.amount() + 1);
    assertEquals("PromisesExceedBalance", whyNotClosed(over.data(), over.signature().toBytes()));

    Uint256 huge = Uint256.parse(BigInteger.TWO.pow(255).toString());
    ChannelData wraps =
        new ChannelData(
            channel.id(),
            1,
            over.data().timestamp(),
            List.of(
                new Recipient(Agent.recipient(20, 1), huge),
                new Recipient(Agent.recipient(20, 2), huge)));
    byte[] signed = net.payerSigner().sign(net.contract().domain().digest(wraps)).toBytes();
    assertTrue(whyNotClosed(wraps, signed).contains("revert"), "Solidity's own overflow panic");
  }

  @Test
  void moreRecipientsThanAClosePaysForAreRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher last = null;
    for (int i = 0; i < 31; i++) {
      last = pay(channel, Agent.recipient(23, i), 1);
    }

    assertEquals("TooManyRecipients", whyNotClosed(last.data(), last.signature().toBytes()));
  }

  /// A voucher's clock may run 15 minutes ahead and never past the expiry: what is dated later was
  /// signed for a channel that is over.
  @Test
  void vouchersOfAnotherTimeAreRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Address shop = Agent.recipient(24, channels);
    long now = net.chain().timestamp();
    Voucher future = channel.agent().copy().pay(shop, Uint256.of(1), now + 16 * 60);
    Voucher late = channel.agent().copy().pay(shop, Uint256.of(1), channel.expiry() + 1);

    assertEquals("SignedInTheFuture", whyNotClosed(future.data(), future.signature().toBytes()));
    net.passTime(HOUR.minusMinutes(5));
    assertEquals("SignedAfterExpiry", whyNotClosed(late.data(), late.signature().toBytes()));
  }

  @Test
  void openingsOutOfBoundsAreRefused() throws Exception {
    long now = net.chain().timestamp();
    assertEquals("NothingToLock", whyNotOpened(0, now + 3_600, now));
    assertEquals("ExpiryOutOfRange", whyNotOpened(7, now - 1, now));
    assertEquals("ExpiryOutOfRange", whyNotOpened(7, now + 366 * 24 * 3_600L, now));
  }

  private String whyNotOpened(long amount, long expiry, long now) throws Exception {
    ChannelId id = net.contract().channelId(net.payer().address(), expiry, amount);
    Signature signature = net.contract().signOpening(net.payerSigner(), id, now);
    return why(net.payer(), ChannelContract.opening(amount, expiry, now, signature));
  }

  /// Whoever could open with another one's signature missing would fill its list of channels.
  @Test
  void anOpeningNeedsTheOwnersSignature() throws Exception {
    long now = net.chain().timestamp();
    ChannelId id = net.contract().channelId(net.payer().address(), now + 3_600, 8);
    Signer thief = SignatureSchemes.open("auto").signer(Account.developmentKey(2));
    Signature forged = net.contract().signOpening(thief, id, now);

    assertEquals(
        "WrongSigner", why(net.payer(), ChannelContract.opening(8, now + 3_600, now, forged)));
  }

  @Test
  void publishingTheSameNumberAgainIsRefused() throws Exception {
    Devnet.OpenChannel channel = open(net);
    Voucher voucher = pay(channel, Agent.recipient(25, channels), 1);
    publish(voucher);
    Signer sequencer = SignatureSchemes.open("auto").signer(Account.developmentKey(0));
    Signature coSignature = sequencer.sign(net.contract().domain().digest(voucher.data()));

    assertEquals(
        "StaleVoucher",
        why(
            net.payer(),
            ChannelContract.publishing(voucher.data(), voucher.signature(), coSignature)));
  }

  /// The payer publishes an old voucher and waits for the expiry. The sequencer, which comes right
  /// after it, still gets the last one paid; the payer's way opens only when its time is over.
  @Test
  void theExpiryRaceIsWonByTheLastVoucher() throws Exception {
    try (Devnet own = own("StableToken")) {
      Devnet.OpenChannel channel = open(own);
      Address shop = Agent.recipient(21, 1);
      Voucher last = channel.agent().pay(shop, Uint256.of(500), own.chain().timestamp());
      own.passTime(HOUR.plusSeconds(1));
      Function expire = ChannelContract.expiring(channel.id());
      String contract = own.contract().address().toString();

      assertFalse(own.payer().call(contract, expire, PATIENCE).succeeded());
      assertTrue(close(own, own.sequencer(), last.data(), last.signature().toBytes()).succeeded());
      assertEquals(500, own.token().balanceOf(shop));
      own.passTime(HOUR);
      assertFalse(own.payer().call(contract, expire, PATIENCE).succeeded());
    }
  }

  @Test
  void aChannelThatTheSequencerForgotComesBackToItsOwner() throws Exception {
    try (Devnet own = own("StableToken")) {
      long before = own.token().balanceOf(own.payer().address());
      Devnet.OpenChannel channel = open(own);
      own.passTime(HOUR.multipliedBy(2).plusSeconds(2));
      Function expire = ChannelContract.expiring(channel.id());

      assertTrue(
          own.payer().call(own.contract().address().toString(), expire, PATIENCE).succeeded());
      assertEquals(before, own.token().balanceOf(own.payer().address()));
    }
  }

  /// While it is paid with, the token calls the same close again. If the channel were still there,
  /// the second close would pay out of other people's channels.
  @Test
  void aTokenThatCallsBackFindsTheChannelGone() throws Exception {
    try (Devnet own = own("HostileToken")) {
      open(own);
      Devnet.OpenChannel channel = open(own);
      own.passTime(HOUR.multipliedBy(2).plusSeconds(2));
      String expire = ChannelContract.data(ChannelContract.expiring(channel.id()));
      plan(own, expire, false);
      long before = own.token().balanceOf(own.contract().address());

      Receipt closed =
          own.payer()
              .call(
                  own.contract().address().toString(),
                  ChannelContract.expiring(channel.id()),
                  PATIENCE);

      assertTrue(closed.succeeded());
      assertEquals(1, own.token().ask("attacks"), "the token must have tried");
      assertEquals(0, own.token().ask("breaches"));
      assertEquals(before - channel.amount(), own.token().balanceOf(own.contract().address()));
    }
  }

  @Test
  void aTokenThatAnswersFalseClosesNothing() throws Exception {
    try (Devnet own = own("HostileToken")) {
      Devnet.OpenChannel channel = open(own);
      Voucher last =
          channel.agent().pay(Agent.recipient(22, 1), Uint256.of(5), own.chain().timestamp());
      plan(own, "0x", true);

      assertFalse(close(own, own.sequencer(), last.data(), last.signature().toBytes()).succeeded());
      assertEquals(channel.amount(), own.contract().balance(channel.id()));
    }
  }

  private static void plan(Devnet at, String callback, boolean refuse) throws Exception {
    Function plan =
        new Function(
            "plan",
            List.of(new DynamicBytes(Numeric.hexStringToByteArray(callback)), new Bool(refuse)),
            List.of());
    assertTrue(at.token().call(at.sequencer(), plan).succeeded());
  }
}
