package batcher.rule;

/// Size or time, neither ever changed: the document's rule.
record FixedRule(int sizeEvents, long lingerNs) implements FlushRule {
  @Override
  public long lingerFloorNs() {
    return lingerNs;
  }
}
