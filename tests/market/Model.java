package market;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The rules of a market once more, plainly: one list of orders that is searched from end to end.
final class Model {
  /// Goods that changed hands.
  record Trade(int buyer, int seller, int price, long quantity) {}

  private static final class Order {
    final int step;
    final int trader;
    final boolean buys;
    final int price;
    long left;

    Order(int step, int trader, boolean buys, int price, long left) {
      this.step = step;
      this.trader = trader;
      this.buys = buys;
      this.price = price;
      this.left = left;
    }
  }

  private final int traders;
  private final int most;
  private final List<Order> resting = new ArrayList<>();
  private final Map<Integer, long[]> owned = new HashMap<>();
  final List<Trade> trades = new ArrayList<>();
  long filled;

  Model(int traders, int most) {
    this.traders = traders;
    this.most = most;
    for (int trader = 1; trader <= traders; trader++) {
      owned.put(trader, new long[2]);
    }
  }

  int open() {
    return resting.size();
  }

  /// What a trader owns less what the orders of theirs that rest may cost.
  long available(int trader, boolean ofMoney) {
    long held = 0;
    for (Order each : resting) {
      if (each.trader == trader && each.buys == ofMoney) {
        held += ofMoney ? each.price * each.left : each.left;
      }
    }
    return owned.get(trader)[ofMoney ? 0 : 1] - held;
  }

  Answer apply(int number, Step step) {
    filled = 0;
    if (step.trader() < 1 || step.trader() > traders) {
      return Answer.TRADER_UNKNOWN;
    }
    return switch (step.kind()) {
      case LIMIT -> limit(number, step);
      case MARKET -> market(step);
      case CANCEL ->
          resting.removeIf(each -> each.step == step.earlier() && each.trader == step.trader())
              ? Answer.CANCELLED
              : Answer.ORDER_UNKNOWN;
      case DEPOSIT -> {
        if (step.quantity() < 1 || step.quantity() > Book.VALUE_MAX) {
          yield Answer.QUANTITY_OUTSIDE;
        }
        owned.get(step.trader())[step.buys() ? 0 : 1] += step.quantity();
        yield Answer.DEPOSITED;
      }
    };
  }

  private Answer limit(int number, Step step) {
    if (step.price() < 1 || step.price() > Book.PRICE_MAX) {
      return Answer.PRICE_OUTSIDE;
    }
    if (step.quantity() < 1 || step.quantity() > Book.VALUE_MAX / step.price()) {
      return Answer.QUANTITY_OUTSIDE;
    }
    long cost = step.buys() ? step.price() * step.quantity() : step.quantity();
    if (available(step.trader(), step.buys()) < cost) {
      return Answer.NOT_COVERED;
    }
    if (resting.size() == most) {
      return Answer.BOOK_FULL;
    }
    take(step, step.price());
    if (filled == step.quantity()) {
      return Answer.FILLED;
    }
    long left = step.quantity() - filled;
    resting.add(new Order(number, step.trader(), step.buys(), step.price(), left));
    return Answer.RESTS;
  }

  private Answer market(Step step) {
    if (step.quantity() < 1 || step.quantity() > Book.VALUE_MAX) {
      return Answer.QUANTITY_OUTSIDE;
    }
    if (!step.buys() && available(step.trader(), false) < step.quantity()) {
      return Answer.NOT_COVERED;
    }
    take(step, step.buys() ? Integer.MAX_VALUE : 1);
    return filled == step.quantity() ? Answer.FILLED : Answer.CANCELLED;
  }

  private void take(Step step, int limit) {
    Comparator<Order> byPrice = Comparator.comparingInt(each -> each.price);
    Comparator<Order> best =
        (step.buys() ? byPrice : byPrice.reversed()).thenComparingInt(each -> each.step);
    while (filled < step.quantity()) {
      Order maker =
          resting.stream()
              .filter(each -> each.buys != step.buys())
              .filter(each -> step.buys() ? each.price <= limit : each.price >= limit)
              .min(best)
              .orElse(null);
      if (maker == null) {
        return;
      }
      if (maker.trader == step.trader()) {
        resting.remove(maker);
        continue;
      }
      long size = Math.min(step.quantity() - filled, maker.left);
      if (step.buys()) {
        size = Math.min(size, available(step.trader(), true) / maker.price);
      }
      if (size == 0) {
        return;
      }
      trade(step, maker, size);
    }
  }

  private void trade(Step step, Order maker, long size) {
    int buyer = step.buys() ? step.trader() : maker.trader;
    int seller = step.buys() ? maker.trader : step.trader();
    owned.get(buyer)[0] -= maker.price * size;
    owned.get(seller)[0] += maker.price * size;
    owned.get(buyer)[1] += size;
    owned.get(seller)[1] -= size;
    trades.add(new Trade(buyer, seller, maker.price, size));
    filled += size;
    maker.left -= size;
    if (maker.left == 0) {
      resting.remove(maker);
    }
  }
}
