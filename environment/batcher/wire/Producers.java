package batcher.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Remembers of each producer which numbers were accepted, as long as the server lives; of too many
/// producers, the one that has been silent for longest is forgotten.
final class Producers {
  private static final int KEPT_MAX = 10_000;

  private final int shards;
  private final Map<Long, Producer> producers =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Producer> eldest) {
          return size() > KEPT_MAX;
        }
      };

  Producers(int shards) {
    this.shards = shards;
  }

  /// One producer. The lock is held while a message of it is worked through, so that two
  /// connections of the same producer cannot interleave.
  static final class Producer {
    final ReentrantLock lock = new ReentrantLock();

    /// The latest ticket in each shard; 0 where there is none.
    final long[] tickets;

    final AcceptedNumbers numbers = new AcceptedNumbers();

    Producer(int shards) {
      this.tickets = new long[shards];
    }
  }

  synchronized Producer of(long identity) {
    return producers.computeIfAbsent(identity, id -> new Producer(shards));
  }
}
