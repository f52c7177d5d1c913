package ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The transfers that are pending, by key, and when they expire.
///
/// The rows are in open addressing and go when a transfer is resolved. The heap of expiries is
/// cleaned later: an entry whose transfer was resolved meanwhile goes when its time comes.
final class Pendings {
  static final int LOW = 0;
  static final int HIGH = 1;
  static final int DEBIT = 2;
  static final int CREDIT = 3;
  static final int AMOUNT = 4;
  static final int EXPIRY = 5;
  static final int ROW = 8;

  /// The expiry of one that has none.
  static final long NEVER = Long.MAX_VALUE;

  private static final int ROWS_MIN = 1 << 8;

  // An entry of the heap: expiry, key.
  private static final int ENTRY = 3;

  private final long seed;
  private long[] rows = new long[ROWS_MIN * ROW];
  private int count;
  private long[] heap = new long[ROWS_MIN * ENTRY];
  private int heapSize;

  Pendings(long seed) {
    this.seed = seed;
  }

  int count() {
    return count;
  }

  /// All rows, the empty ones too (their key is zero); it changes with the next [#insert].
  long[] rows() {
    return rows;
  }

  /// All of them, in no order.
  List<Books.Pending> list() {
    List<Books.Pending> all = new ArrayList<>(count);
    for (int at = 0; at < rows.length; at += ROW) {
      if (!isEmpty(at)) {
        all.add(
            new Books.Pending(
                rows[at + HIGH],
                rows[at + LOW],
                rows[at + DEBIT],
                rows[at + CREDIT],
                rows[at + AMOUNT]));
      }
    }
    return all;
  }

  /// Where the row of a key begins, or the complement of where it would.
  int find(long low, long high) {
    int mask = rows.length - 1;
    int at = home(low, high);
    while (rows[at + LOW] != low || rows[at + HIGH] != high) {
      if ((rows[at + LOW] | rows[at + HIGH]) == 0) {
        return ~at;
      }
      at = at + ROW & mask;
    }
    return at;
  }

  boolean isSame(int row, long[] otherRows, int otherRow) {
    return Arrays.equals(rows, row, row + ROW, otherRows, otherRow, otherRow + ROW);
  }

  /// Adds a transfer that is not there.
  ///
  /// @param expiry microseconds since 1970, or [#NEVER]
  void insert(long low, long high, long debit, long credit, long amount, long expiry) {
    int at = ~find(low, high);
    rows[at + LOW] = low;
    rows[at + HIGH] = high;
    rows[at + DEBIT] = debit;
    rows[at + CREDIT] = credit;
    rows[at + AMOUNT] = amount;
    rows[at + EXPIRY] = expiry;
    if (expiry != NEVER) {
      push(expiry, low, high);
    }
    if (++count * 2 * ROW > rows.length) {
      grow();
    }
  }

  /// Adds a transfer as a snapshot has it.
  void restore(long low, long high, long debit, long credit, long amount, long expiry) {
    if (find(low, high) < 0) {
      insert(low, high, debit, credit, amount, expiry);
    }
  }

  /// Takes a row out and closes the gap, so that whatever was displaced over it is still found.
  void remove(int row) {
    int mask = rows.length - 1;
    int gap = row;
    for (int at = row + ROW & mask; !isEmpty(at); at = at + ROW & mask) {
      int home = home(rows[at + LOW], rows[at + HIGH]);
      if ((at - home & mask) >= (at - gap & mask)) {
        System.arraycopy(rows, at, rows, gap, ROW);
        gap = at;
      }
    }
    Arrays.fill(rows, gap, gap + ROW, 0);
    count--;
  }

  /// The earliest expiry, or [#NEVER].
  long nextExpiry() {
    return heapSize == 0 ? NEVER : heap[0];
  }

  long nextLow() {
    return heap[1];
  }

  long nextHigh() {
    return heap[2];
  }

  /// Takes out the entry of the earliest expiry.
  void pop() {
    int last = --heapSize * ENTRY;
    int at = 0;
    for (int child = ENTRY; child < last; child = 2 * at + ENTRY) {
      if (child + ENTRY < last && heap[child + ENTRY] < heap[child]) {
        child += ENTRY;
      }
      if (heap[last] <= heap[child]) {
        break;
      }
      System.arraycopy(heap, child, heap, at, ENTRY);
      at = child;
    }
    System.arraycopy(heap, last, heap, at, ENTRY);
  }

  private void push(long expiry, long low, long high) {
    if ((heapSize + 1) * ENTRY > heap.length) {
      heap = Arrays.copyOf(heap, Math.multiplyExact(heap.length, 2));
    }
    int at = heapSize++ * ENTRY;
    while (at > 0) {
      int parent = (at / ENTRY - 1) / 2 * ENTRY;
      if (heap[parent] <= expiry) {
        break;
      }
      System.arraycopy(heap, parent, heap, at, ENTRY);
      at = parent;
    }
    heap[at] = expiry;
    heap[at + 1] = low;
    heap[at + 2] = high;
  }

  private boolean isEmpty(int at) {
    return (rows[at + LOW] | rows[at + HIGH]) == 0;
  }

  private int home(long low, long high) {
    return (int) Request.mix(Request.mix(low ^ seed) ^ high) * ROW & rows.length - 1;
  }

  private void grow() {
    long[] old = rows;
    rows = new long[Math.multiplyExact(old.length, 2)];
    for (int at = 0; at < old.length; at += ROW) {
      if ((old[at + LOW] | old[at + HIGH]) != 0) {
        System.arraycopy(old, at, rows, ~find(old[at + LOW], old[at + HIGH]), ROW);
      }
    }
  }
}
