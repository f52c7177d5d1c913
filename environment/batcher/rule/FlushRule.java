package batcher.rule;

/// When a batch goes, asked by one shard from one thread.
public sealed interface FlushRule permits FixedRule, FillOrGo, SelfTuning {
  /// A batch with this many events goes at once.
  int sizeEvents();

  /// A batch that opens now goes when its first event is this old.
  long lingerNs();

  /// The least value that [#lingerNs] will ever have: no batch younger than this can be due.
  long lingerFloorNs();

  /// Whether an idle sink is a reason to ask [#goes].
  default boolean isEager() {
    return false;
  }

  /// The age at which [#goes] becomes true whatever else holds; asked only if [#isEager].
  default long budgetNs() {
    return lingerNs();
  }

  /// Whether a batch that is neither full nor due should go to an idle sink.
  ///
  /// @param count its events
  /// @param ageNs since its first event
  /// @param eventsPerNs recent arrival rate of its key
  default boolean goes(int count, long ageNs, double eventsPerNs) {
    return false;
  }

  /// Hears how long an event waited for its batch to close.
  default void waited(long addedNs, long closedNs) {}

  /// Hears that a batch has closed, after [#waited] for each of its events.
  default void closed() {}

  /// Whether [#waited] is worth calling.
  default boolean listens() {
    return false;
  }

  /// Gives the rule a chance to change itself; called every turn.
  ///
  /// @param events taken since the start
  /// @param held in batches that are still open
  default void tick(long nowNs, long events, long held) {}
}
