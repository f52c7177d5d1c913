package batcher.rule;

/// Waiting for a fuller batch pays only if the batch will be full within the time we are willing to
/// wait. So a batch goes to an idle sink when it is older than the budget, or when its key brings
/// too few events to fill it in what remains of the budget. While the sink is busy batches grow by
/// themselves (natural batching), and the size and time bounds of the document still hold.
///
/// With the budget as long as the time bound no batch would ever go early, which is the document's
/// rule: both run through the same code.
record FillOrGo(int sizeEvents, long lingerNs, long budgetNs) implements FlushRule {
  @Override
  public long lingerFloorNs() {
    return lingerNs;
  }

  @Override
  public boolean isEager() {
    return true;
  }

  @Override
  public boolean goes(int count, long ageNs, double eventsPerNs) {
    long remainingNs = budgetNs - ageNs;
    return remainingNs <= 0 || sizeEvents - count > eventsPerNs * remainingNs;
  }
}
