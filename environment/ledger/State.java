package ledger;

import java.util.List;
import java.util.Optional;

/// The ledger as a deterministic machine: the same requests at the same times give the same answers
/// and the same books. It knows no clock, no thread and no disk.
final class State implements Books, AutoCloseable {
  // What became of a pending transfer, beside its outcome.
  private static final int UNRESOLVED = 1;
  private static final int POSTED = 2;
  private static final int VOIDED = 3;
  private static final int EXPIRED = 4;

  /// Accounts and pending transfers, each: their tables grow no further.
  private static final int ROWS_MAX = 1 << 26;

  private static final int TOUCHED_AHEAD = 32;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final long seed;
  private final int rowsMax;
  final Accounts accounts;
  final Keys keys;
  final Pendings pendings;

  private long decided;
  private long timeUs;

  /// Whether [#attempt] is about a member of a linked set, which may still be undone.
  private boolean inSet;

  /// Keeps what was touched ahead alive for the compiler.
  private long touched;

  /// @param seed of all hashes; every replica has the same
  State(long seed) {
    this(seed, ROWS_MAX);
  }

  /// @param rowsMax accounts at most, and as many pending transfers
  State(long seed, int rowsMax) {
    this.seed = seed;
    this.rowsMax = rowsMax;
    accounts = new Accounts(seed);
    keys = new Keys(seed);
    pendings = new Pendings(seed);
  }

  /// Goes on to a moment, unless that is past: what expires until then does.
  ///
  /// @param us microseconds since 1970
  /// @return the moment that it is now
  long advance(long us) {
    timeUs = Math.max(timeUs, us);
    while (pendings.nextExpiry() <= timeUs) {
      long entry = keys.find(pendings.nextLow(), pendings.nextHigh());
      if (stateOf(keys.value(entry)) == UNRESOLVED) {
        int row = pendings.find(pendings.nextLow(), pendings.nextHigh());
        release(row);
        pendings.remove(row);
        mark(entry, EXPIRED);
      }
      pendings.pop();
    }
    return timeUs;
  }

  /// Takes over what a snapshot says.
  void restore(long timeUs, long decided) {
    this.timeUs = timeUs;
    this.decided = decided;
  }

  long timeUs() {
    return timeUs;
  }

  long seed() {
    return seed;
  }

  /// Decides requests, in order. A set that is still open at the end is refused.
  ///
  /// @param answers gets one each ([Outcome#answer])
  void apply(long[] words, int count, long[] answers) {
    int ahead = 0;
    for (int i = 0; i < count; ) {
      if (i >= ahead) {
        ahead = Math.min(count, i + TOUCHED_AHEAD);
        touch(words, i, ahead);
      }
      int end = i;
      while (end < count && Request.isLinked(words[end * Request.WORDS + Request.META])) {
        end++;
      }
      if (end == i) {
        answers[i] = single(words, i * Request.WORDS);
        i++;
      } else {
        set(words, i, Math.min(end + 1, count), end == count, answers);
        i = end + 1;
      }
    }
  }

  /// Reads what the next requests will need, so that the misses overlap.
  private void touch(long[] words, int from, int to) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      int at = i * Request.WORDS;
      sum += keys.touch(words[at + Request.KEY_LOW], words[at + Request.KEY_HIGH]);
      sum += accounts.touch(words[at + Request.DEBIT]) + accounts.touch(words[at + Request.CREDIT]);
    }
    touched = sum;
  }

  private long single(long[] words, int at) {
    long low = words[at + Request.KEY_LOW];
    long high = words[at + Request.KEY_HIGH];
    if ((low | high) == 0) {
      return Outcome.KEY_ZERO.answer(0);
    }
    long print = Request.fingerprint(words, at, seed);
    long entry = keys.find(low, high);
    if (entry >= 0) {
      return repeat(entry, print);
    }
    Outcome outcome = attempt(words, at);
    keys.insert(entry, low, high, print, value(words, at, ++decided, outcome));
    return outcome.answer(decided);
  }

  /// What a request gets whose key is known.
  private long repeat(long entry, long print) {
    if (keys.print(entry) != print) {
      return Outcome.KEY_REUSED.answer(0);
    }
    long value = keys.value(entry);
    return value >>> 16 << 8 | value & 0xFF;
  }

  /// Decides a linked set: all of it or nothing. A set of which some keys are known is not done:
  /// what is known gets its answer, the rest is refused.
  private void set(long[] words, int from, int to, boolean open, long[] answers) {
    int known = 0;
    for (int i = from; i < to; i++) {
      known += isKnown(words, i * Request.WORDS) ? 1 : 0;
    }
    if (open || known > 0) {
      refuse(words, from, to, open ? Outcome.SET_OPEN : Outcome.SET_REFUSED, answers);
      return;
    }
    inSet = true;
    int done = from;
    while (done < to && isNewAndDone(words, done * Request.WORDS)) {
      done++;
    }
    inSet = false;
    if (done == to) {
      forgetResolved(words, from, to);
    } else {
      for (int i = done - 1; i >= from; i--) {
        revert(words, i * Request.WORDS);
      }
    }
    refuse(words, from, to, Outcome.SET_REFUSED, answers); // what is known gets its answer
  }

  /// Whether a member was done, and is no repeat of a member before it.
  private boolean isNewAndDone(long[] words, int at) {
    long before = decided;
    return Outcome.of(single(words, at)) == Outcome.DONE && decided > before;
  }

  /// Gives what is known its answer, and refuses the rest.
  private void refuse(long[] words, int from, int to, Outcome outcome, long[] answers) {
    for (int i = from; i < to; i++) {
      int at = i * Request.WORDS;
      long low = words[at + Request.KEY_LOW];
      long high = words[at + Request.KEY_HIGH];
      long print = Request.fingerprint(words, at, seed);
      if ((low | high) == 0) {
        answers[i] = Outcome.KEY_ZERO.answer(0);
        continue;
      }
      long entry = keys.find(low, high);
      if (entry >= 0) {
        answers[i] = repeat(entry, print);
      } else {
        keys.insert(entry, low, high, print, ++decided << 16 | outcome.ordinal());
        answers[i] = outcome.answer(decided);
      }
    }
  }

  private boolean isKnown(long[] words, int at) {
    return keys.find(words[at + Request.KEY_LOW], words[at + Request.KEY_HIGH]) >= 0;
  }

  private Outcome attempt(long[] words, int at) {
    int kind = Request.kind(words[at + Request.META]);
    if (!Request.isWellFormed(words, at) || inSet && kind >= Request.OPEN) {
      return Outcome.MALFORMED;
    }
    return switch (kind) {
      case Request.TRANSFER, Request.PENDING -> move(words, at, kind == Request.PENDING);
      case Request.POST, Request.VOID -> resolve(words, at, kind == Request.POST);
      case Request.OPEN -> open(words, at);
      default -> close(words, at);
    };
  }

  private Outcome move(long[] words, int at, boolean pending) {
    long amount = words[at + Request.AMOUNT];
    long debitId = words[at + Request.DEBIT];
    long creditId = words[at + Request.CREDIT];
    if (amount <= 0) {
      return Outcome.AMOUNT_NOT_POSITIVE;
    }
    if (debitId == creditId) {
      return Outcome.SAME_ACCOUNT;
    }
    int debit = accounts.find(debitId);
    if (debit < 0) {
      return Outcome.DEBIT_UNKNOWN;
    }
    int credit = accounts.find(creditId);
    if (credit < 0) {
      return Outcome.CREDIT_UNKNOWN;
    }
    Outcome refusal = refusal(debit, credit, amount);
    if (refusal != Outcome.DONE) {
      return refusal;
    }
    if (pending && pendings.count() == rowsMax) {
      return Outcome.PENDINGS_FULL;
    }
    if (pending) {
      long timeout = Request.timeoutSeconds(words[at + Request.META]);
      long expiry = timeout == 0 ? Pendings.NEVER : timeUs + timeout * MICROS_PER_SECOND;
      pendings.insert(
          words[at + Request.KEY_LOW],
          words[at + Request.KEY_HIGH],
          debitId,
          creditId,
          amount,
          expiry);
      hold(debit, credit, amount);
    } else {
      post(debit, credit, amount);
    }
    return Outcome.DONE;
  }

  /// Why an amount may not go from one account to the other, or [Outcome#DONE].
  private Outcome refusal(int debit, int credit, long amount) {
    long[] lines = accounts.words();
    long debitMeta = lines[debit + Accounts.META];
    long creditMeta = lines[credit + Accounts.META];
    if (((debitMeta | creditMeta) & Accounts.CLOSED) != 0) {
      return Outcome.ACCOUNT_CLOSED;
    }
    if (((debitMeta ^ creditMeta) & Accounts.CURRENCY) != 0) {
      return Outcome.OTHER_CURRENCY;
    }
    // No total and its pending part together ever pass the largest long, so one sum more is enough.
    long debits = lines[debit + Accounts.DEBITS] + lines[debit + Accounts.DEBITS_PENDING];
    long credits = lines[credit + Accounts.CREDITS] + lines[credit + Accounts.CREDITS_PENDING];
    if (debits + amount < 0 || credits + amount < 0) {
      return Outcome.OVERFLOW;
    }
    boolean bounded = (debitMeta & Accounts.MAY_OVERDRAW) == 0;
    return bounded && accounts.available(debit) < amount ? Outcome.OVERDRAFT : Outcome.DONE;
  }

  private Outcome resolve(long[] words, int at, boolean posting) {
    long low = words[at + Request.PENDING_LOW];
    long high = words[at + Request.PENDING_HIGH];
    long entry = keys.find(low, high);
    int state = entry < 0 || (low | high) == 0 ? 0 : stateOf(keys.value(entry));
    if (state != UNRESOLVED) {
      return switch (state) {
        case POSTED, VOIDED -> Outcome.PENDING_RESOLVED;
        case EXPIRED -> Outcome.PENDING_EXPIRED;
        default -> Outcome.PENDING_UNKNOWN;
      };
    }
    int row = pendings.find(low, high);
    long amount = words[at + Request.AMOUNT];
    if (posting && amount <= 0) {
      return Outcome.AMOUNT_NOT_POSITIVE;
    }
    if (amount > pendings.rows()[row + Pendings.AMOUNT]) {
      return Outcome.ABOVE_PENDING;
    }
    release(row);
    if (posting) {
      post(debit(row), credit(row), amount);
    }
    mark(entry, posting ? POSTED : VOIDED);
    if (!inSet) {
      pendings.remove(row);
    }
    return Outcome.DONE;
  }

  private Outcome open(long[] words, int at) {
    long number = words[at + Request.DEBIT];
    int place = accounts.find(number);
    if (place >= 0) {
      return Outcome.ACCOUNT_EXISTS;
    }
    if (accounts.count() == rowsMax) {
      return Outcome.ACCOUNTS_FULL;
    }
    boolean mayOverdraw = (words[at + Request.META] & Request.MAY_OVERDRAW) != 0;
    long meta = words[at + Request.CREDIT] | (mayOverdraw ? Accounts.MAY_OVERDRAW : 0);
    accounts.insert(place, number, meta);
    return Outcome.DONE;
  }

  private Outcome close(long[] words, int at) {
    int line = accounts.find(words[at + Request.DEBIT]);
    if (line < 0) {
      return Outcome.DEBIT_UNKNOWN;
    }
    long[] lines = accounts.words();
    if ((lines[line + Accounts.META] & Accounts.CLOSED) != 0) {
      return Outcome.ACCOUNT_CLOSED;
    }
    long pending = lines[line + Accounts.DEBITS_PENDING] | lines[line + Accounts.CREDITS_PENDING];
    if (pending != 0 || lines[line + Accounts.CREDITS] != lines[line + Accounts.DEBITS]) {
      return Outcome.ACCOUNT_NOT_EMPTY;
    }
    lines[line + Accounts.META] |= Accounts.CLOSED;
    return Outcome.DONE;
  }

  /// Undoes a member of a set that was done.
  private void revert(long[] words, int at) {
    long amount = words[at + Request.AMOUNT];
    switch (Request.kind(words[at + Request.META])) {
      case Request.TRANSFER ->
          post(
              accounts.find(words[at + Request.DEBIT]),
              accounts.find(words[at + Request.CREDIT]),
              -amount);
      case Request.PENDING -> {
        int row = pendings.find(words[at + Request.KEY_LOW], words[at + Request.KEY_HIGH]);
        release(row);
        pendings.remove(row);
      }
      default -> { // POST, whose amount is above zero, and VOID, whose amount is zero
        long low = words[at + Request.PENDING_LOW];
        long high = words[at + Request.PENDING_HIGH];
        int row = pendings.find(low, high);
        post(debit(row), credit(row), -amount);
        hold(debit(row), credit(row), pendings.rows()[row + Pendings.AMOUNT]);
        mark(keys.find(low, high), UNRESOLVED);
      }
    }
    long entry = keys.find(words[at + Request.KEY_LOW], words[at + Request.KEY_HIGH]);
    keys.value(entry, keys.value(entry) >>> 16 << 16 | Outcome.SET_REFUSED.ordinal());
  }

  /// Takes out the rows that members of a set have resolved, now that nothing will be undone.
  private void forgetResolved(long[] words, int from, int to) {
    for (int at = from * Request.WORDS; at < to * Request.WORDS; at += Request.WORDS) {
      int kind = Request.kind(words[at + Request.META]);
      if (kind == Request.POST || kind == Request.VOID) {
        pendings.remove(
            pendings.find(words[at + Request.PENDING_LOW], words[at + Request.PENDING_HIGH]));
      }
    }
  }

  private void post(int debit, int credit, long amount) {
    long[] lines = accounts.words();
    lines[debit + Accounts.DEBITS] += amount;
    lines[credit + Accounts.CREDITS] += amount;
  }

  private void hold(int debit, int credit, long amount) {
    long[] lines = accounts.words();
    lines[debit + Accounts.DEBITS_PENDING] += amount;
    lines[credit + Accounts.CREDITS_PENDING] += amount;
  }

  private void release(int row) {
    hold(debit(row), credit(row), -pendings.rows()[row + Pendings.AMOUNT]);
  }

  private int debit(int row) {
    return accounts.find(pendings.rows()[row + Pendings.DEBIT]);
  }

  private int credit(int row) {
    return accounts.find(pendings.rows()[row + Pendings.CREDIT]);
  }

  private static long value(long[] words, int at, long number, Outcome outcome) {
    boolean pending =
        outcome == Outcome.DONE && Request.kind(words[at + Request.META]) == Request.PENDING;
    return number << 16 | (pending ? UNRESOLVED << 8 : 0) | outcome.ordinal();
  }

  private static int stateOf(long value) {
    return (int) (value >>> 8) & 0xFF;
  }

  private void mark(long entry, int state) {
    keys.value(entry, keys.value(entry) & ~0xFF00L | state << 8);
  }

  @Override
  public long decided() {
    return decided;
  }

  @Override
  public Optional<Account> account(long number) {
    int line = accounts.find(number);
    return line < 0 ? Optional.empty() : Optional.of(accounts.at(line));
  }

  @Override
  public Outcome outcome(long keyHigh, long keyLow) {
    long entry = keys.find(keyLow, keyHigh);
    return entry < 0 || (keyHigh | keyLow) == 0 ? Outcome.NONE : Outcome.of(keys.value(entry));
  }

  @Override
  public List<Pending> pendings() {
    return pendings.list();
  }

  @Override
  public Totals totals() {
    long sum = 0;
    long debitsPending = 0;
    long creditsPending = 0;
    int overdrawn = 0;
    long[] lines = accounts.words();
    for (int line = 0; line < lines.length; line += Accounts.LINE) {
      sum += lines[line + Accounts.CREDITS] - lines[line + Accounts.DEBITS];
      debitsPending += lines[line + Accounts.DEBITS_PENDING];
      creditsPending += lines[line + Accounts.CREDITS_PENDING];
      boolean bounded = (lines[line + Accounts.META] & Accounts.MAY_OVERDRAW) == 0;
      overdrawn += bounded && accounts.available(line) < 0 ? 1 : 0;
    }
    long pending = 0;
    long[] rows = pendings.rows();
    for (int row = Pendings.AMOUNT; row < rows.length; row += Pendings.ROW) {
      pending += rows[row];
    }
    long apart = Math.abs(debitsPending - pending) | Math.abs(creditsPending - pending);
    return new Totals(accounts.count(), sum, overdrawn, pendings.count(), apart);
  }

  @Override
  public void close() {
    keys.close();
  }
}
