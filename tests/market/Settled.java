package market;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Settles into plain maps, and insists that nobody is overdrawn and nothing is released twice.
final class Settled implements Settlement {
  private record Hold(long id, int part, int price) {}

  private record Held(int trader, boolean ofMoney, long amount) {}

  private final Map<Hold, Held> holds = new HashMap<>();
  private final long[][] free;
  final List<Model.Trade> trades = new ArrayList<>();
  long deposited;

  Settled(int traders) {
    free = new long[2][traders + 1];
  }

  @Override
  public void release(long id, int part, int price) {
    Held held = holds.remove(new Hold(id, part, price));
    move(held.trader, held.ofMoney, held.amount);
  }

  @Override
  public void trade(int buyer, int seller, int price, long quantity) {
    trades.add(new Model.Trade(buyer, seller, price, quantity));
    move(buyer, true, -price * quantity);
    move(seller, true, price * quantity);
    move(seller, false, -quantity);
    move(buyer, false, quantity);
  }

  @Override
  public void hold(long id, int part, int price, boolean buys, int trader, long quantity) {
    long amount = buys ? price * quantity : quantity;
    assertNull(holds.put(new Hold(id, part, price), new Held(trader, buys, amount)));
    move(trader, buys, -amount);
  }

  @Override
  public void deposit(int trader, boolean money, long amount) {
    deposited += amount;
    move(trader, money, amount);
  }

  long free(int trader, boolean ofMoney) {
    return free[ofMoney ? 0 : 1][trader];
  }

  int open() {
    return holds.size();
  }

  /// Everything that is owned, money and goods together.
  long everything() {
    long sum = holds.values().stream().mapToLong(Held::amount).sum();
    for (int trader = 1; trader < free[0].length; trader++) {
      sum += free[0][trader] + free[1][trader];
    }
    return sum;
  }

  private void move(int trader, boolean ofMoney, long change) {
    long now = free[ofMoney ? 0 : 1][trader] += change;
    assertTrue(now >= 0, () -> "trader " + trader + " has " + now);
  }
}
