package labs.ledger;

import java.util.SplittableRandom;

/// Limit orders drawn from a seed: who, which side, how many, and a price from 0 to 7 on the side
/// of the middle where the others are, so that every order can trade with every other one.
final class MarketFlow {
  static final long MONEY = 1L << 40;
  static final long GOODS = 1L << 30;

  private static final int MIDDLE = 1_000;
  private static final int BEYOND = 8;
  private static final int QUANTITY_MAX = 10;

  private final int[] traders;
  private final boolean[] sides;
  private final int[] prices;
  private final int[] quantities;

  MarketFlow(int count, int people, long seed) {
    traders = new int[count];
    sides = new boolean[count];
    prices = new int[count];
    quantities = new int[count];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      traders[i] = random.nextInt(1, people + 1);
      sides[i] = random.nextBoolean();
      int beyond = random.nextInt(BEYOND);
      prices[i] = sides[i] ? MIDDLE + beyond : MIDDLE - beyond;
      quantities[i] = random.nextInt(1, QUANTITY_MAX + 1);
    }
  }

  /// Where a number stands, however high.
  int at(long number) {
    return (int) (number % traders.length);
  }

  int trader(int i) {
    return traders[i];
  }

  boolean buys(int i) {
    return sides[i];
  }

  int price(int i) {
    return prices[i];
  }

  int quantity(int i) {
    return quantities[i];
  }
}
