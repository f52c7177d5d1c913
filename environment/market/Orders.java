package market;

import java.util.ArrayList;
import java.util.List;
import ledger.Batch;
import ledger.LedgerStopped;
import ledger.Outcome;

/// Orders that are decided one after the other and answered once all of them are durable. A client
/// keeps a few and fills them again and again. For one thread at a time.
public final class Orders {
  static final int LIMIT = 0;
  static final int MARKET = 1;
  static final int CANCEL = 2;
  static final int DEPOSIT = 3;

  /// Requests of one order at most: its own hold, and four for each order that it takes.
  static final int REQUESTS_MAX = 4 * Book.STEPS_MAX + 1;

  final int[] kinds;
  final int[] traders;
  final boolean[] sides;
  final int[] prices;
  final long[] quantities;
  final Answer[] answers;
  final long[] ids;
  final long[] filled;
  final int[] matches;

  private final List<Batch> batches = new ArrayList<>();
  private final int batchRequests;
  private Market market;
  private int used;
  private int count;

  /// @param capacity orders
  public Orders(int capacity) {
    if (capacity < 1 || capacity > 1 << 16) {
      throw new IllegalArgumentException(capacity + " orders; it must be 1 to " + (1 << 16));
    }
    kinds = new int[capacity];
    traders = new int[capacity];
    sides = new boolean[capacity];
    prices = new int[capacity];
    quantities = new long[capacity];
    answers = new Answer[capacity];
    ids = new long[capacity];
    filled = new long[capacity];
    matches = new int[capacity];
    batchRequests = Math.min(Batch.REQUESTS_MAX, REQUESTS_MAX + 8 * (capacity - 1));
  }

  /// Forgets its orders.
  public void clear() {
    count = 0;
  }

  /// How many orders it holds.
  public int count() {
    return count;
  }

  /// As [Book#limit].
  public Orders limit(int trader, boolean buys, int price, long quantity) {
    return add(LIMIT, trader, buys, price, quantity);
  }

  /// As [Book#market].
  public Orders market(int trader, boolean buys, long quantity) {
    return add(MARKET, trader, buys, 0, quantity);
  }

  /// As [Book#cancel].
  public Orders cancel(int trader, long order) {
    return add(CANCEL, trader, false, 0, order);
  }

  /// As [Book#deposit]; the market's issuers owe what was brought.
  public Orders deposit(int trader, boolean ofMoney, long amount) {
    return add(DEPOSIT, trader, ofMoney, 0, amount);
  }

  /// What became of an order, once [#await] has returned.
  public Answer answer(int index) {
    return answers[index];
  }

  /// Number of an order, by which it is cancelled; 0 if it was refused, or nothing moved.
  public long id(int index) {
    return ids[index];
  }

  /// How much of an order was filled at once.
  public long filled(int index) {
    return filled[index];
  }

  /// Trades of all orders together.
  public int matches() {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += matches[i];
    }
    return sum;
  }

  /// Waits until all that the orders moved is durable.
  ///
  /// @throws MarketStopped if it will not be
  public void await() throws InterruptedException {
    for (int i = 0; i < used; i++) {
      Batch batch = batches.get(i);
      try {
        batch.await();
      } catch (LedgerStopped e) {
        throw market.stop("the ledger has");
      }
      for (int request = 0; request < batch.count(); request++) {
        if (batch.outcome(request) != Outcome.DONE) {
          throw market.stop("the ledger says that " + batch.outcome(request).rule());
        }
      }
    }
  }

  void begin(Market executing) {
    market = executing;
    used = 0;
  }

  /// A batch of its own that is empty.
  Batch nextBatch() {
    if (used == batches.size()) {
      batches.add(new Batch(batchRequests));
    }
    Batch batch = batches.get(used);
    batch.clear();
    used++;
    return batch;
  }

  /// Takes back the batch that was given last.
  void unusedBatch() {
    used--;
  }

  boolean hasRoom(Batch batch) {
    return batch.count() + REQUESTS_MAX <= batchRequests;
  }

  private Orders add(int kind, int trader, boolean side, int price, long quantity) {
    kinds[count] = kind;
    traders[count] = trader;
    sides[count] = side;
    prices[count] = price;
    quantities[count] = quantity;
    answers[count++] = Answer.NONE;
    return this;
  }
}
