package ledger;

/// What became of a request. Every outcome but those of a bad key is decided once and remembered
/// for ever: the same request with the same key gets it again.
///
/// Snapshots hold their numbers, and the sums in blocks are made of them: new ones go to the end.
public enum Outcome {
  /// Nothing was decided yet.
  NONE("nothing was decided"),
  /// Done, and durable once it is read.
  DONE("done"),
  /// Its kind or flags are unknown, or a word that its kind does not use is not zero.
  MALFORMED("unknown kind or flag, or an unused word that is not zero"),
  /// The amount is zero or negative.
  AMOUNT_NOT_POSITIVE("an amount must be above zero"),
  /// Debit and credit account are the same.
  SAME_ACCOUNT("debit and credit must be different accounts"),
  /// There is no such debit account.
  DEBIT_UNKNOWN("the debit account is unknown"),
  /// There is no such credit account.
  CREDIT_UNKNOWN("the credit account is unknown"),
  /// One of the accounts is closed.
  ACCOUNT_CLOSED("an account is closed"),
  /// The accounts keep different currencies.
  OTHER_CURRENCY("the accounts keep different currencies"),
  /// The debit account has less than that at its disposal.
  OVERDRAFT("the debit account has less than the amount"),
  /// A total would pass 2^63 - 1.
  OVERFLOW("a total would pass 2^63 - 1"),
  /// No pending transfer has this key.
  PENDING_UNKNOWN("no pending transfer has this key"),
  /// The pending transfer was posted or voided before.
  PENDING_RESOLVED("the pending transfer was posted or voided before"),
  /// The pending transfer has expired.
  PENDING_EXPIRED("the pending transfer has expired"),
  /// More is posted than is pending.
  ABOVE_PENDING("more than the pending amount"),
  /// An account of this number was opened before.
  ACCOUNT_EXISTS("the account exists"),
  /// The account still holds something, or something is pending on it.
  ACCOUNT_NOT_EMPTY("the account is not empty"),
  /// Another member of its linked set was refused, so the whole set was.
  SET_REFUSED("another member of the linked set was refused"),
  /// The batch ended inside its linked set.
  SET_OPEN("the batch ended inside the linked set"),
  /// The key belongs to another request. That one keeps it.
  KEY_REUSED("the key belongs to another request"),
  /// The key is zero, and no request can be known by it.
  KEY_ZERO("the key is zero"),
  /// The ledger holds as many accounts as it can.
  ACCOUNTS_FULL("the ledger holds no more accounts"),
  /// As many transfers are pending as can be.
  PENDINGS_FULL("no more transfers can be pending");

  private static final Outcome[] ALL = values();

  private final String rule;

  Outcome(String rule) {
    this.rule = rule;
  }

  /// What it means, in words.
  public String rule() {
    return rule;
  }

  /// The outcome in an answer ([Batch#answer]).
  public static Outcome of(long answer) {
    return ALL[(int) answer & 0xFF];
  }

  /// This outcome as an answer.
  ///
  /// @param number of the request among all that were decided; 0 for one that was not
  long answer(long number) {
    return number << 8 | ordinal();
  }
}
