package market;

/// The order book as a deterministic machine: the same orders give the same trades and the same
/// [#hash]. It knows no clock, thread or disk, and allocates nothing once it is made.
///
/// An incoming order trades at the price of the order that rests, best price first, then the one
/// that has rested longest. It never trades with its own trader: such an order that rests is
/// cancelled instead, and the incoming one goes on. Not safe for several threads.
public final class Book {
  /// The highest price, in units of money for a unit of goods.
  public static final int PRICE_MAX = (1 << 18) - 1;

  /// The most that an order may be worth, and the most of a deposit.
  public static final long VALUE_MAX = 1L << 50;

  /// Resting orders that one order takes out or lessens at most; then what is left of it is given
  /// up. So what one order moves fits into one linked set.
  public static final int STEPS_MAX = 1_000;

  private static final long SUPPLY_MAX = 1L << 62;

  private final Settlement settlement;
  private final Resting resting;
  private final Side bids;
  private final Side asks;

  // What each trader has that is not held; they count from 1.
  private final long[] money;
  private final long[] goods;

  private long moneySupply;
  private long goodsSupply;
  private long sequence;

  // Of the last order.
  private long id;
  private long filled;
  private int matches;

  /// @param traders who trade, from 1 to this
  /// @param most orders that rest at a time
  public Book(int traders, int most, Settlement settlement) {
    this.settlement = settlement;
    resting = new Resting(most);
    bids = new Side(resting, true);
    asks = new Side(resting, false);
    money = new long[traders + 1];
    goods = new long[traders + 1];
  }

  /// Buys or sells at a price or a better one; what finds nobody rests.
  public Answer limit(int trader, boolean buys, int price, long quantity) {
    begin();
    if (isUnknown(trader)) {
      return Answer.TRADER_UNKNOWN;
    }
    if (price < 1 || price > PRICE_MAX) {
      return Answer.PRICE_OUTSIDE;
    }
    if (quantity < 1 || quantity > VALUE_MAX / price) {
      return Answer.QUANTITY_OUTSIDE;
    }
    if (buys ? money[trader] < price * quantity : goods[trader] < quantity) {
      return Answer.NOT_COVERED;
    }
    int slot = resting.nextFree();
    if (slot == Resting.NONE) {
      return Answer.BOOK_FULL;
    }
    resting.take();
    id = ++sequence << Resting.SLOT_BITS | slot;
    int steps = take(trader, buys, price, quantity, false);
    long left = quantity - filled;
    if (left > 0 && steps < STEPS_MAX) {
      resting.put(slot, id, 0, trader, buys, price, left);
      (buys ? bids : asks).append(slot, price);
      keep(trader, buys, -(buys ? price * left : left));
      settlement.hold(id, 0, price, buys, trader, left);
      return Answer.RESTS;
    }
    resting.free(slot);
    return left == 0 ? Answer.FILLED : Answer.CANCELLED;
  }

  /// Buys or sells at whatever price rests, as far as there is somebody and, for who buys, money.
  public Answer market(int trader, boolean buys, long quantity) {
    begin();
    if (isUnknown(trader)) {
      return Answer.TRADER_UNKNOWN;
    }
    if (quantity < 1 || quantity > VALUE_MAX) {
      return Answer.QUANTITY_OUTSIDE;
    }
    if (!buys && goods[trader] < quantity) {
      return Answer.NOT_COVERED;
    }
    id = ++sequence << Resting.SLOT_BITS;
    int steps = take(trader, buys, buys ? PRICE_MAX : 1, quantity, buys);
    if (steps == 0) {
      sequence--; // it left no trace in the ledger, by whose count numbers go on
      id = 0;
    }
    return filled == quantity ? Answer.FILLED : Answer.CANCELLED;
  }

  /// Takes an order out of the book.
  ///
  /// @param order its number
  public Answer cancel(int trader, long order) {
    begin();
    if (isUnknown(trader)) {
      return Answer.TRADER_UNKNOWN;
    }
    long slot = order & (1 << Resting.SLOT_BITS) - 1;
    if (order <= 0
        || slot >= resting.most()
        || resting.id((int) slot) != order
        || resting.trader((int) slot) != trader) {
      return Answer.ORDER_UNKNOWN;
    }
    id = ++sequence << Resting.SLOT_BITS;
    withdraw((int) slot);
    return Answer.CANCELLED;
  }

  /// Gives a trader money, or goods.
  public Answer deposit(int trader, boolean ofMoney, long amount) {
    begin();
    if (isUnknown(trader)) {
      return Answer.TRADER_UNKNOWN;
    }
    long supply = ofMoney ? moneySupply : goodsSupply;
    if (amount < 1 || amount > VALUE_MAX || supply > SUPPLY_MAX - amount) {
      return Answer.QUANTITY_OUTSIDE;
    }
    id = ++sequence << Resting.SLOT_BITS;
    add(trader, ofMoney, amount);
    settlement.deposit(trader, ofMoney, amount);
    return Answer.DEPOSITED;
  }

  private void begin() {
    id = 0;
    filled = 0;
    matches = 0;
  }

  private boolean isUnknown(int trader) {
    return trader < 1 || trader >= money.length;
  }

  /// Trades with what rests on the other side.
  ///
  /// @param bounded whether money may run out; else it was seen to suffice
  /// @return orders that were taken out or lessened
  private int take(int trader, boolean buys, int limit, long quantity, boolean bounded) {
    Side others = buys ? asks : bids;
    int steps = 0;
    for (; filled < quantity && steps < STEPS_MAX && !others.isEmpty(); steps++) {
      int price = others.best();
      if (buys ? price > limit : price < limit) {
        break;
      }
      int maker = others.first(price);
      if (resting.trader(maker) == trader) {
        withdraw(maker);
        continue;
      }
      long size = Math.min(quantity - filled, resting.quantity(maker));
      if (bounded) {
        size = Math.min(size, money[trader] / price);
        if (size == 0) {
          break;
        }
      }
      trade(trader, buys, maker, price, size);
    }
    return steps;
  }

  private void trade(int taker, boolean buys, int slot, int price, long size) {
    int maker = resting.trader(slot);
    long makerId = resting.id(slot);
    int part = resting.part(slot);
    long cost = price * size;
    keep(taker, buys, -(buys ? cost : size)); // of the maker that was held
    keep(taker, !buys, buys ? size : cost);
    keep(maker, buys, buys ? cost : size);
    settlement.release(makerId, part, price);
    settlement.trade(buys ? taker : maker, buys ? maker : taker, price, size);
    if (size == resting.quantity(slot)) {
      remove(slot);
    } else {
      resting.lessen(slot, size);
      settlement.hold(makerId, part + 1, price, !buys, maker, resting.quantity(slot));
    }
    filled += size;
    matches++;
  }

  private void withdraw(int slot) {
    boolean buys = resting.buys(slot);
    int price = resting.price(slot);
    long left = resting.quantity(slot);
    keep(resting.trader(slot), buys, buys ? price * left : left);
    settlement.release(resting.id(slot), resting.part(slot), price);
    remove(slot);
  }

  private void remove(int slot) {
    (resting.buys(slot) ? bids : asks).remove(slot, resting.price(slot));
    resting.free(slot);
  }

  /// Changes what a trader has at their disposal.
  private void keep(int trader, boolean ofMoney, long change) {
    (ofMoney ? money : goods)[trader] += change;
  }

  private void add(int trader, boolean ofMoney, long amount) {
    keep(trader, ofMoney, amount);
    moneySupply += ofMoney ? amount : 0;
    goodsSupply += ofMoney ? 0 : amount;
  }

  /// Takes over what a trader has, held or not.
  void restore(int trader, long ofMoney, long ofGoods) {
    add(trader, true, ofMoney);
    add(trader, false, ofGoods);
  }

  /// Takes over an order that rests; the earlier ones of its price were taken over before.
  void restore(long order, int part, int price, boolean buys, int trader, long quantity) {
    int slot = (int) order & (1 << Resting.SLOT_BITS) - 1;
    resting.put(slot, order, part, trader, buys, price, quantity);
    (buys ? bids : asks).append(slot, price);
    keep(trader, buys, -(buys ? price * quantity : quantity));
  }

  /// Goes on with numbers above this one.
  void restored(long lastSequence) {
    sequence = lastSequence;
    resting.collectFree();
  }

  /// Number of the last order; 0 if it was refused, or nothing moved.
  public long id() {
    return id;
  }

  /// How much of the last order was filled at once.
  public long filled() {
    return filled;
  }

  /// Trades of the last order.
  public int matches() {
    return matches;
  }

  /// What a trader has at their disposal.
  public long available(int trader, boolean ofMoney) {
    return (ofMoney ? money : goods)[trader];
  }

  /// Orders that rest.
  public int open() {
    return resting.count();
  }

  /// The highest price that is bid, 0 if none is.
  public int bestBid() {
    return bids.isEmpty() ? 0 : bids.best();
  }

  /// The lowest price that is asked, 0 if none is.
  public int bestAsk() {
    return asks.isEmpty() ? 0 : asks.best();
  }

  /// Stands for everything that decides what comes next: what traders have, and what rests, in its
  /// order. Numbers of orders are left out: after a restart they go on elsewhere.
  public long hash() {
    long hash = 0;
    for (int trader = 1; trader < money.length; trader++) {
      hash = mix(mix(hash ^ money[trader]) ^ goods[trader]);
    }
    return hash(hash(hash, bids), asks);
  }

  private long hash(long before, Side side) {
    long hash = mix(before);
    for (int price = 1; price <= PRICE_MAX; price++) {
      for (int at = side.first(price); at != Resting.NONE; at = resting.next(at)) {
        hash = mix(mix(mix(hash ^ price) ^ resting.trader(at)) ^ resting.quantity(at));
      }
    }
    return hash;
  }

  /// The finaliser of SplitMix64, variant 13 by David Stafford.
  private static long mix(long word) {
    long x = word + 0x9E3779B97F4A7C15L;
    x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }
}
