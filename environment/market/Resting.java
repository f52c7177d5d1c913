package market;

/// The orders that rest, in slots of eight words, a cache line's worth; free slots are on a stack.
final class Resting {
  static final int NONE = -1;

  /// Bits of an order's number that say in which slot it rests.
  static final int SLOT_BITS = 22;

  private static final int ID = 0;
  private static final int QUANTITY = 1;
  private static final int TRADER = 2;
  private static final int PRICE = 3;
  private static final int NEXT = 4;
  private static final int PREVIOUS = 5;
  private static final int PART = 6;
  private static final int BUYS = 7;

  private final long[] words;
  private final int[] free;
  private int freeCount;

  Resting(int most) {
    if (most < 1 || most > 1 << SLOT_BITS) {
      throw new IllegalArgumentException(
          most + " orders at most; it must be 1 to " + (1 << SLOT_BITS));
    }
    words = new long[Math.multiplyExact(most, 8)];
    free = new int[most];
    collectFree();
  }

  /// Puts every slot on the stack in which nothing rests, the first on top.
  void collectFree() {
    freeCount = 0;
    for (int slot = free.length - 1; slot >= 0; slot--) {
      if (id(slot) == 0) {
        free[freeCount++] = slot;
      }
    }
  }

  int most() {
    return free.length;
  }

  int count() {
    return free.length - freeCount;
  }

  /// The slot that the next order would get, or [#NONE].
  int nextFree() {
    return freeCount == 0 ? NONE : free[freeCount - 1];
  }

  /// Takes the slot that [#nextFree] has shown.
  void take() {
    freeCount--;
  }

  void put(int slot, long id, int part, int trader, boolean buys, int price, long quantity) {
    int at = slot * 8;
    words[at + ID] = id;
    words[at + QUANTITY] = quantity;
    words[at + TRADER] = trader;
    words[at + PRICE] = price;
    words[at + PART] = part;
    words[at + BUYS] = buys ? 1 : 0;
  }

  void free(int slot) {
    words[slot * 8 + ID] = 0;
    free[freeCount++] = slot;
  }

  /// Number of the order in a slot, 0 if none rests there.
  long id(int slot) {
    return words[slot * 8 + ID];
  }

  long quantity(int slot) {
    return words[slot * 8 + QUANTITY];
  }

  /// Leaves less of an order, which begins its next part.
  void lessen(int slot, long quantity) {
    words[slot * 8 + QUANTITY] -= quantity;
    words[slot * 8 + PART]++;
  }

  int trader(int slot) {
    return (int) words[slot * 8 + TRADER];
  }

  int price(int slot) {
    return (int) words[slot * 8 + PRICE];
  }

  int part(int slot) {
    return (int) words[slot * 8 + PART];
  }

  boolean buys(int slot) {
    return words[slot * 8 + BUYS] != 0;
  }

  int next(int slot) {
    return (int) words[slot * 8 + NEXT];
  }

  int previous(int slot) {
    return (int) words[slot * 8 + PREVIOUS];
  }

  void next(int slot, int other) {
    words[slot * 8 + NEXT] = other;
  }

  void previous(int slot, int other) {
    words[slot * 8 + PREVIOUS] = other;
  }
}
