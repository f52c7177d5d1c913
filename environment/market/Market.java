package market;

import java.util.Comparator;
import java.util.List;
import ledger.Batch;
import ledger.Books;
import ledger.Ledger;
import ledger.LedgerStopped;
import ledger.Lookup;
import ledger.Outcome;
import ledger.Work;

/// A market whose money, goods and open orders are a ledger's accounts and pending transfers.
///
/// ```java
/// Market market = Market.open(ledger, 1_000, 1 << 16);
/// Orders orders = new Orders(1);
/// market.execute(orders.limit(trader, true, 101, 5));  // buys 5 at 101 or less
/// orders.await();                                      // decided, settled, on the disk
/// orders.answer(0);                                    // an Answer for each
/// ```
///
/// There is no file but the ledger's. What an order moves is one linked set of transfers there, an
/// order that rests is one pending transfer whose key has number and price, and a start reads the
/// book from those. Threads may share it.
public final class Market {
  /// Numbers of accounts: money of trader t is this and 2 t, goods one more; those of trader 0 are
  /// what pending transfers are for, and those below owe what was deposited.
  private static final long ACCOUNTS = 0x4DL << 40;

  private static final int MONEY = 0;
  private static final int GOODS = 1;

  /// Marks keys that are no order's hold.
  private static final long STEP = 1L << 31;

  private static final long OPENING = -1;

  private final Ledger ledger;
  private final Book book;
  private Batch batch;
  private int step;
  private volatile boolean stopped;

  private Market(Ledger ledger, int traders, int most) {
    this.ledger = ledger;
    book = new Book(traders, most, new Settling());
  }

  /// Opens the market that is on a ledger, or begins one.
  ///
  /// @param traders at least as many as there were
  /// @param most orders that rest at a time, at least as many as do
  public static Market open(Ledger ledger, int traders, int most) throws InterruptedException {
    openAccounts(ledger, traders);
    Lookup<Seen> lookup = new Lookup<>(books -> Seen.of(books, traders));
    submit(ledger, lookup);
    lookup.await();
    Market market = new Market(ledger, traders, most);
    market.take(lookup.found());
    return market;
  }

  /// Decides orders and hands to the ledger what they move, without waiting for it. Those of
  /// another thread come before or after all of them.
  ///
  /// @throws MarketStopped if the market takes nothing any more
  public synchronized void execute(Orders orders) {
    if (stopped) {
      throw new MarketStopped("an earlier order failed");
    }
    try {
      decideAll(orders);
    } catch (MarketStopped e) {
      throw stop("the ledger has"); // and the book may be ahead of it for good
    }
  }

  private void decideAll(Orders orders) {
    orders.begin(this);
    batch = orders.nextBatch();
    for (int i = 0; i < orders.count(); i++) {
      if (!orders.hasRoom(batch)) {
        submit(ledger, batch);
        batch = orders.nextBatch();
      }
      step = 0;
      orders.answers[i] = decide(orders, i);
      orders.ids[i] = book.id();
      orders.filled[i] = book.filled();
      orders.matches[i] = book.matches();
    }
    if (batch.count() == 0) {
      orders.unusedBatch();
    } else {
      submit(ledger, batch);
    }
  }

  /// Takes nothing any more.
  MarketStopped stop(String why) {
    stopped = true;
    return new MarketStopped(why);
  }

  /// As [Book#hash].
  public synchronized long hash() {
    return book.hash();
  }

  /// Orders that rest.
  public synchronized int open() {
    return book.open();
  }

  private Answer decide(Orders orders, int i) {
    int trader = orders.traders[i];
    long quantity = orders.quantities[i];
    return switch (orders.kinds[i]) {
      case Orders.LIMIT -> book.limit(trader, orders.sides[i], orders.prices[i], quantity);
      case Orders.MARKET -> book.market(trader, orders.sides[i], quantity);
      case Orders.CANCEL -> book.cancel(trader, quantity);
      default -> book.deposit(trader, orders.sides[i], quantity);
    };
  }

  private static void submit(Ledger ledger, Work work) {
    try {
      while (!ledger.submit(work)) {
        Thread.onSpinWait();
      }
    } catch (LedgerStopped e) {
      throw new MarketStopped("the ledger has");
    }
  }

  private static void openAccounts(Ledger ledger, int traders) throws InterruptedException {
    Batch batch = new Batch(Batch.REQUESTS_MAX);
    for (int trader = -1; trader <= traders; trader++) {
      for (int currency = MONEY; currency <= GOODS; currency++) {
        long number = account(trader, currency);
        batch.open(number, OPENING, number, currency, trader < 0);
      }
      if (batch.count() + 2 > Batch.REQUESTS_MAX || trader == traders) {
        submit(ledger, batch);
        batch.await();
        requireDone(batch);
        batch.clear();
      }
    }
  }

  private static void requireDone(Batch batch) {
    for (int i = 0; i < batch.count(); i++) {
      if (batch.outcome(i) != Outcome.DONE) {
        throw new MarketStopped("an account cannot be opened: " + batch.outcome(i).rule());
      }
    }
  }

  private static long account(int trader, int currency) {
    return ACCOUNTS + 2L * trader + currency;
  }

  /// What the ledger has of a market.
  private record Seen(long[] money, long[] goods, List<Books.Pending> pendings, long decided) {
    static Seen of(Books books, int traders) {
      long[][] balances = new long[2][traders + 1];
      for (int trader = 1; trader <= traders; trader++) {
        for (int currency = MONEY; currency <= GOODS; currency++) {
          balances[currency][trader] =
              books.account(account(trader, currency)).orElseThrow().balance();
        }
      }
      return new Seen(balances[MONEY], balances[GOODS], books.pendings(), books.decided());
    }
  }

  private void take(Seen seen) {
    for (int trader = 1; trader < seen.money.length; trader++) {
      book.restore(trader, seen.money[trader], seen.goods[trader]);
    }
    List<Books.Pending> open =
        seen.pendings.stream()
            .filter(each -> each.credit() >> 1 == ACCOUNTS >> 1)
            .sorted(Comparator.comparingLong(Books.Pending::keyHigh))
            .toList();
    for (Books.Pending each : open) {
      boolean buys = each.credit() == account(0, MONEY);
      int price = (int) (each.keyLow() >>> 32);
      int trader = (int) (each.debit() - ACCOUNTS >> 1);
      long quantity = buys ? each.amount() / price : each.amount();
      book.restore(each.keyHigh(), (int) each.keyLow(), price, buys, trader, quantity);
    }
    book.restored(seen.decided); // every number so far stands for at least one request
  }

  private static long holdKey(int part, int price) {
    return (long) price << 32 | part;
  }

  /// Makes requests of what the book moves, each linked with the one before it.
  private final class Settling implements Settlement {
    private long key() {
      return STEP | step;
    }

    private void link() {
      if (step++ > 0) {
        batch.linked();
      }
    }

    @Override
    public void release(long id, int part, int price) {
      link();
      batch.release(book.id(), key(), id, holdKey(part, price));
    }

    @Override
    public void trade(int buyer, int seller, int price, long quantity) {
      move(account(buyer, MONEY), account(seller, MONEY), price * quantity);
      move(account(seller, GOODS), account(buyer, GOODS), quantity);
    }

    @Override
    public void hold(long id, int part, int price, boolean buys, int trader, long quantity) {
      link();
      int currency = buys ? MONEY : GOODS;
      long amount = buys ? price * quantity : quantity;
      batch.pending(
          id, holdKey(part, price), account(trader, currency), account(0, currency), amount, 0);
    }

    @Override
    public void deposit(int trader, boolean money, long amount) {
      int currency = money ? MONEY : GOODS;
      move(account(-1, currency), account(trader, currency), amount);
    }

    private void move(long from, long to, long amount) {
      link();
      batch.transfer(book.id(), key(), from, to, amount);
    }
  }
}
