package ledger;

/// A request in a history, with small numbers for keys.
record Step(
    int kind,
    long key,
    long debit,
    long credit,
    long amount,
    long pendingKey,
    boolean linked,
    long timeoutSeconds) {

  private static final int CAPACITY = 64;

  static Step open(long key, long account, int currency) {
    return new Step(Request.OPEN, key, account, currency, 0, 0, false, 0);
  }

  static Step transfer(long key, long debit, long credit, long amount) {
    return new Step(Request.TRANSFER, key, debit, credit, amount, 0, false, 0);
  }

  static Step pending(long key, long debit, long credit, long amount, long timeoutSeconds) {
    return new Step(Request.PENDING, key, debit, credit, amount, 0, false, timeoutSeconds);
  }

  static Step post(long key, long pendingKey, long amount) {
    return new Step(Request.POST, key, 0, 0, amount, pendingKey, false, 0);
  }

  static Step release(long key, long pendingKey) {
    return new Step(Request.VOID, key, 0, 0, 0, pendingKey, false, 0);
  }

  static Step close(long key, long account) {
    return new Step(Request.CLOSE, key, account, 0, 0, 0, false, 0);
  }

  /// Linked with the step behind it.
  Step and() {
    return new Step(kind, key, debit, credit, amount, pendingKey, true, timeoutSeconds);
  }

  long meta() {
    return kind | (linked ? Request.LINKED : 0) | timeoutSeconds << 32;
  }

  static Batch batch(Iterable<Step> steps) {
    Batch batch = new Batch(CAPACITY);
    for (Step step : steps) {
      batch.add(
          step.key >> 1,
          step.key,
          step.debit,
          step.credit,
          step.amount,
          step.pendingKey >> 1,
          step.pendingKey,
          step.meta());
    }
    return batch;
  }
}
