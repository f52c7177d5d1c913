package merchant;

import static merchant.Ledger.Redemption.REDEEMED;
import static merchant.Ledger.Redemption.UNDER_WAY;
import static merchant.Ledger.Redemption.UNKNOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import merchant.Ledger.Begun.AlreadyPaid;
import merchant.Ledger.Begun.Begins;
import merchant.Ledger.Begun.Refused;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// What may be given away, without a network.
class LedgerTest {
  private Instant now = Instant.ofEpochSecond(1_769_000_000);
  private final InstantSource clock = () -> now;
  private final Ledger ledger = new Ledger(clock, limits(100, 100));

  private static MerchantLimits limits(int payments, int channels) {
    MerchantLimits all = MerchantLimits.DEFAULT;
    return new MerchantLimits(
        all.connectionsMax(),
        all.headBytesMax(),
        all.bodyBytesMax(),
        all.requestTime(),
        all.idleTime(),
        all.answerTime(),
        all.linksMax(),
        all.waitingMax(),
        payments,
        channels,
        Duration.ofSeconds(30));
  }

  private static BigInteger of(long number) {
    return BigInteger.valueOf(number);
  }

  private static Begins begin(Ledger ledger, String id, String channel, String voucher) {
    Begins begins = assertInstanceOf(Begins.class, ledger.begin(id, channel, voucher));
    if (begins.first()) {
      ledger.open(begins.account(), BigInteger.ZERO);
    }
    return begins;
  }

  private boolean pays(String id, String channel, String voucher, long amount, long promised) {
    begin(ledger, id, channel, voucher);
    return ledger.complete(id, of(amount), of(promised));
  }

  @Test
  void aPaymentIsRedeemedOnce() {
    assertEquals(UNKNOWN, ledger.redeem("a"));
    begin(ledger, "a", "channel", "voucher 1");
    assertEquals(UNDER_WAY, ledger.redeem("a"));
    assertTrue(ledger.complete("a", of(1), of(1)));
    assertEquals(REDEEMED, ledger.redeem("a"));
    assertEquals(UNKNOWN, ledger.redeem("a"));
  }

  @Test
  void anIdIsPaidOnce() {
    begin(ledger, "a", "channel", "voucher 1");
    assertEquals(
        new Refused(400, "payment id is being paid"), ledger.begin("a", "channel", "voucher 1"));
    ledger.complete("a", of(1), of(1));
    assertInstanceOf(AlreadyPaid.class, ledger.begin("a", "channel", "voucher 1"));
    assertEquals(
        new Refused(400, "payment id already paid"), ledger.begin("a", "channel", "voucher 2"));
  }

  /// The sequencer answers a repeated voucher with 200 and the channel as it is.
  @Test
  void aVoucherPaysForOneIdOnly() {
    assertTrue(pays("a", "channel", "voucher 1", 1, 1));
    assertFalse(pays("b", "channel", "voucher 1", 1, 1));
    assertEquals(UNKNOWN, ledger.redeem("b"));
    assertTrue(pays("b", "channel", "voucher 2", 1, 2), "the id is free again");
  }

  /// The sequencer does not look at the amount of a repeated voucher.
  @Test
  void anAmountThatWasNeverPromisedBuysNothing() {
    assertFalse(pays("a", "channel", "voucher 1", 1_000, 1));
    assertEquals(UNKNOWN, ledger.redeem("a"));
  }

  @Test
  void answersThatOvertakeEachOtherAreBothGood() {
    begin(ledger, "a", "channel", "voucher 1");
    begin(ledger, "b", "channel", "voucher 2");
    assertTrue(ledger.complete("b", of(1), of(2)));
    assertTrue(ledger.complete("a", of(1), of(1)));
    assertFalse(pays("c", "channel", "voucher 2", 1, 2));
  }

  @Test
  void whatAChannelPromisedBeforeIsUsedUp() {
    Begins begins = (Begins) ledger.begin("a", "channel", "voucher 8");
    ledger.open(begins.account(), of(7));
    assertFalse(ledger.complete("a", of(1), of(7)));
    assertTrue(pays("a", "channel", "voucher 8", 1, 8));
  }

  @Test
  void whatWasTakenAndNeverAnsweredIsStillGood() {
    begin(ledger, "a", "channel", "voucher 1");
    ledger.abandon("a");
    assertTrue(pays("a", "channel", "voucher 1", 1, 1));
  }

  @Test
  void aFullLedgerTakesNothingUntilTheOldestHasHadItsTime() {
    Ledger small = new Ledger(clock, limits(2, 10));
    for (String id : List.of("a", "b")) {
      begin(small, id, "channel " + id, id);
      small.complete(id, of(1), of(1));
    }
    assertEquals(503, ((Refused) small.begin("c", "channel", "v")).status());
    now = now.plusSeconds(31);
    begin(small, "c", "channel", "v");
    assertEquals(UNKNOWN, small.redeem("a"), "the oldest made room");
    assertEquals(REDEEMED, small.redeem("b"));
  }

  @Test
  void aForgottenChannelStartsFromWhatItHasPromised() {
    Ledger small = new Ledger(clock, limits(10, 1));
    begin(small, "a", "one", "voucher 1");
    assertEquals(503, ((Refused) small.begin("b", "two", "v")).status(), "one is under way");
    small.complete("a", of(1), of(1));
    begin(small, "b", "two", "v");
    small.complete("b", of(1), of(1));
    assertTrue(((Begins) small.begin("c", "one", "voucher 1")).first(), "one is forgotten");
  }

  @Test
  void aChannelThatCannotBeOpenedIsAskedForAgain() {
    Begins begins = (Begins) ledger.begin("a", "channel", "v");
    ledger.failToOpen("channel", begins.account(), new Exception("away"));
    ledger.abandon("a");
    assertTrue(begins.account().opened().isCompletedExceptionally());
    assertTrue(((Begins) ledger.begin("a", "channel", "v")).first());
  }

  /// Random payments, repetitions, lies about amounts, answers in any order and answers that never
  /// come: what was redeemed never exceeds what was promised.
  @Property(tries = 300)
  void nobodyEverGetsMoreThanWasPromised(
      @ForAll Random random, @ForAll @IntRange(max = 5) int old) {
    Ledger any = new Ledger(clock, limits(50, 3));
    long[] promised = {old, old, old, old};
    long[] redeemed = new long[promised.length];
    Deque<Runnable> answers = new ArrayDeque<>();
    List<Runnable> redemptions = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      int channel = random.nextInt(promised.length);
      long amount = 1 + random.nextInt(3);
      boolean repeats = random.nextInt(3) == 0;
      String id = "id " + random.nextInt(60);
      if (any.begin(id, "channel " + channel, "v" + step) instanceof Begins begins) {
        if (begins.first()) {
          any.open(begins.account(), of(promised[channel]));
        }
        promised[channel] += repeats ? 0 : amount;
        long shown = promised[channel];
        answers.add(
            () -> {
              if (random.nextInt(10) == 0) {
                any.abandon(id);
              } else if (any.complete(id, of(amount), of(shown))) {
                redemptions.add(() -> redeemed[channel] += any.redeem(id) == REDEEMED ? amount : 0);
              }
            });
      }
      while (answers.size() > random.nextInt(6)) {
        (random.nextBoolean() ? answers.removeFirst() : answers.removeLast()).run();
      }
    }
    answers.forEach(Runnable::run);
    redemptions.forEach(Runnable::run);
    redemptions.forEach(Runnable::run);
    for (int channel = 0; channel < promised.length; channel++) {
      assertTrue(redeemed[channel] <= promised[channel] - old, "channel " + channel);
    }
  }
}
