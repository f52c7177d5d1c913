package merchant;

import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// What was paid and may be redeemed. Everything that the merchant gives away is decided here.
///
/// A sequencer answers a voucher that it gets twice as it did the first time, and then does not
/// look at the amount that stands beside it. So its 200 alone says nothing about a new payment. It
/// also shows what the channel has promised the merchant in all, under both signatures, and that is
/// what counts: a payment is good if that sum covers it besides all that was good before. Whatever
/// is repeated, reordered or claimed, a channel never buys more than it has promised.
///
/// In memory, and bounded. Of a channel that it does not know (any more), it takes what was
/// promised so far as used up, so that forgetting costs clients and never the merchant. Thread
/// safe.
final class Ledger {
  private final InstantSource clock;
  private final int paymentsMax;
  private final int channelsMax;
  private final Duration redeemTime;

  /// By payment id.
  private final Map<String, Payment> underWay = new HashMap<>();

  /// By payment id, the one paid first at the head.
  private final Map<String, Payment> paid = new LinkedHashMap<>();

  /// By channel id, the one longest unused first.
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

  Ledger(InstantSource clock, MerchantLimits limits) {
    this.clock = clock;
    this.paymentsMax = limits.paymentsMax();
    this.channelsMax = limits.channelsMax();
    this.redeemTime = limits.redeemTime();
  }

  /// What one channel has promised and what of that is used up.
  static final class Account {
    /// Completes when it is known what the channel had promised before the first payment here.
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    private BigInteger promised;
    private BigInteger used;
    private int underWay;

    private Account() {}

    CompletableFuture<Void> opened() {
      return opened;
    }
  }

  /// One payment from the request to its redemption.
  ///
  /// @param voucher what tells it from others
  /// @param paidAtMs since 1970; 0 while it is under way
  private record Payment(String voucher, Account account, long paidAtMs) {}

  /// What becomes of a request to pay.
  sealed interface Begun {
    /// To be settled, then [#complete] or [#abandon].
    ///
    /// @param first whether nobody has asked yet what the channel had promised before
    record Begins(Account account, boolean first) implements Begun {}

    /// The same voucher has already paid for this id.
    record AlreadyPaid() implements Begun {}

    record Refused(int status, String sentence) implements Begun {}
  }

  /// Begins a payment.
  ///
  /// @param voucher what tells it from others, such as its signature
  synchronized Begun begin(String paymentId, String channelId, String voucher) {
    if (underWay.containsKey(paymentId)) {
      return new Begun.Refused(400, "payment id is being paid");
    }
    Payment known = paid.get(paymentId);
    if (known != null) {
      return known.voucher.equals(voucher)
          ? new Begun.AlreadyPaid()
          : new Begun.Refused(400, "payment id already paid");
    }
    if (underWay.size() + paid.size() >= paymentsMax && !forgetOldest()) {
      return new Begun.Refused(503, "too many payments wait to be redeemed; nothing was taken");
    }
    Account account = accounts.get(channelId);
    boolean first = account == null;
    if (first) {
      if (accounts.size() >= channelsMax && !forgetUnused()) {
        return new Begun.Refused(503, "too many channels pay at once; nothing was taken");
      }
      account = new Account();
      accounts.put(channelId, account);
    }
    account.underWay++;
    underWay.put(paymentId, new Payment(voucher, account, 0));
    return new Begun.Begins(account, first);
  }

  /// Notes what a channel had promised before its first payment here.
  void open(Account account, BigInteger promised) {
    synchronized (this) {
      account.promised = promised;
      account.used = promised;
    }
    account.opened.complete(null);
  }

  /// Gives up a channel of which that cannot be known; whoever waits for it hears why.
  void failToOpen(String channelId, Account account, Exception why) {
    synchronized (this) {
      accounts.remove(channelId, account);
    }
    account.opened.completeExceptionally(why);
  }

  /// Ends a payment that the sequencer has accepted, and says whether it is one: whether the
  /// channel has promised enough for it.
  ///
  /// @param promised what the sequencer showed, durable by then
  synchronized boolean complete(String paymentId, BigInteger amount, BigInteger promised) {
    Payment payment = end(paymentId);
    Account account = payment.account;
    account.promised = account.promised.max(promised);
    BigInteger used = account.used.add(amount);
    if (used.compareTo(account.promised) > 0) {
      return false;
    }
    account.used = used;
    paid.put(paymentId, new Payment(payment.voucher, account, clock.millis()));
    return true;
  }

  /// Ends a payment that was not accepted, or of which that is unknown.
  synchronized void abandon(String paymentId) {
    end(paymentId);
  }

  private Payment end(String paymentId) {
    Payment payment = underWay.remove(paymentId);
    payment.account.underWay--;
    return payment;
  }

  /// What a payment id is good for.
  enum Redemption {
    /// The resource, this once.
    REDEEMED,
    /// Nothing yet.
    UNDER_WAY,
    /// Nothing: it was never paid, has been redeemed, or was forgotten.
    UNKNOWN
  }

  /// Redeems a payment, which works once.
  synchronized Redemption redeem(String paymentId) {
    if (paid.remove(paymentId) != null) {
      return Redemption.REDEEMED;
    }
    return underWay.containsKey(paymentId) ? Redemption.UNDER_WAY : Redemption.UNKNOWN;
  }

  /// Forgets the payment that has waited longest, if that is as long as was said.
  private boolean forgetOldest() {
    Iterator<Payment> oldest = paid.values().iterator();
    boolean mayGo =
        oldest.hasNext() && clock.millis() - oldest.next().paidAtMs > redeemTime.toMillis();
    if (mayGo) {
      oldest.remove();
    }
    return mayGo;
  }

  /// Forgets the channel longest unused, if nothing is under way on it.
  private boolean forgetUnused() {
    Iterator<Account> unused = accounts.values().iterator();
    boolean mayGo = unused.next().underWay == 0;
    if (mayGo) {
      unused.remove();
    }
    return mayGo;
  }
}
