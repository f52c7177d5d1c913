package ledger;

/// The accounts, by number: open addressing over lines of eight words, a cache line's worth, so
/// that an account costs one miss. Growing copies all lines at once.
final class Accounts {
  static final int ID = 0;
  static final int DEBITS = 1;
  static final int CREDITS = 2;
  static final int DEBITS_PENDING = 3;
  static final int CREDITS_PENDING = 4;

  /// Currency in bits 0-30, then [#MAY_OVERDRAW] and [#CLOSED].
  static final int META = 5;

  static final int LINE = 8;

  static final long CURRENCY = 0x7FFF_FFFF;
  static final long MAY_OVERDRAW = 1L << 32;
  static final long CLOSED = 1L << 33;

  private static final int LINES_MIN = 1 << 10;

  private final long seed;
  private long[] words = new long[LINES_MIN * LINE];
  private int count;

  Accounts(long seed) {
    this.seed = seed;
  }

  int count() {
    return count;
  }

  /// All lines, the empty ones too (their number is zero); it changes with the next [#insert].
  long[] words() {
    return words;
  }

  /// Where the line of an account begins, or the complement of where it would. There is none of
  /// the number zero.
  int find(long id) {
    int mask = words.length - 1;
    int at = home(id);
    while (words[at] != 0) {
      if (words[at] == id) {
        return at;
      }
      at = at + LINE & mask;
    }
    return ~at;
  }

  /// Reads a word of the place where an account is looked for first ([Keys#touch]).
  long touch(long id) {
    return words[home(id)];
  }

  Books.Account at(int line) {
    long meta = words[line + META];
    return new Books.Account(
        words[line + ID],
        (int) (meta & CURRENCY),
        (meta & MAY_OVERDRAW) != 0,
        (meta & CLOSED) != 0,
        words[line + DEBITS],
        words[line + CREDITS],
        words[line + DEBITS_PENDING],
        words[line + CREDITS_PENDING]);
  }

  /// Adds an empty account at the place that [#find] gave.
  ///
  /// @param place the complement
  /// @return where its line begins, until the next insert
  int insert(int place, long id, long meta) {
    int at = ~place;
    words[at] = id;
    words[at + META] = meta;
    if (++count * 2 * LINE > words.length) {
      grow();
      return find(id);
    }
    return at;
  }

  /// Adds an account as a snapshot has it.
  void restore(
      long id, long debits, long credits, long debitsPending, long creditsPending, long meta) {
    int place = find(id);
    if (place < 0) {
      int line = insert(place, id, meta);
      words[line + DEBITS] = debits;
      words[line + CREDITS] = credits;
      words[line + DEBITS_PENDING] = debitsPending;
      words[line + CREDITS_PENDING] = creditsPending;
    }
  }

  /// What an account has at its disposal; debits and pending debits were bounded when they came.
  long available(int line) {
    return words[line + CREDITS] - words[line + DEBITS] - words[line + DEBITS_PENDING];
  }

  private int home(long id) {
    return (int) Request.mix(id ^ seed) * LINE & words.length - 1;
  }

  private void grow() {
    long[] old = words;
    words = new long[Math.multiplyExact(old.length, 2)];
    for (int at = 0; at < old.length; at += LINE) {
      if (old[at] != 0) {
        System.arraycopy(old, at, words, ~find(old[at]), LINE);
      }
    }
  }
}
