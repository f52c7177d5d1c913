package market;

import java.util.Arrays;

/// One side of the book: a queue of resting orders at each price, and three layers of bits that
/// find the best price at which something rests.
final class Side {
  private static final int PRICES = Book.PRICE_MAX + 1;

  private final Resting resting;
  private final boolean bids;
  private final int[] heads = new int[PRICES];
  private final int[] tails = new int[PRICES];
  private final long[] low = new long[PRICES >> 6];
  private final long[] middle = new long[PRICES >> 12];
  private long top;

  Side(Resting resting, boolean bids) {
    this.resting = resting;
    this.bids = bids;
    Arrays.fill(heads, Resting.NONE);
    Arrays.fill(tails, Resting.NONE);
  }

  boolean isEmpty() {
    return top == 0;
  }

  /// The price that is best for who takes: the highest that is bid, the lowest that is asked.
  int best() {
    int at = edge(top);
    at = at << 6 | edge(middle[at]);
    at = at << 6 | edge(low[at]);
    return at;
  }

  private int edge(long bits) {
    return bids ? 63 - Long.numberOfLeadingZeros(bits) : Long.numberOfTrailingZeros(bits);
  }

  /// The order that has rested longest at a price, or [Resting#NONE].
  int first(int price) {
    return heads[price];
  }

  /// Puts an order behind all others of its price.
  void append(int slot, int price) {
    int last = tails[price];
    resting.previous(slot, last);
    resting.next(slot, Resting.NONE);
    tails[price] = slot;
    if (last != Resting.NONE) {
      resting.next(last, slot);
      return;
    }
    heads[price] = slot;
    low[price >> 6] |= 1L << price;
    middle[price >> 12] |= 1L << (price >> 6);
    top |= 1L << (price >> 12);
  }

  void remove(int slot, int price) {
    int before = resting.previous(slot);
    int behind = resting.next(slot);
    if (before == Resting.NONE) {
      heads[price] = behind;
    } else {
      resting.next(before, behind);
    }
    if (behind == Resting.NONE) {
      tails[price] = before;
    } else {
      resting.previous(behind, before);
    }
    if (heads[price] == Resting.NONE) {
      clear(price);
    }
  }

  private void clear(int price) {
    low[price >> 6] &= ~(1L << price);
    if (low[price >> 6] == 0) {
      middle[price >> 12] &= ~(1L << (price >> 6));
      if (middle[price >> 12] == 0) {
        top &= ~(1L << (price >> 12));
      }
    }
  }
}
