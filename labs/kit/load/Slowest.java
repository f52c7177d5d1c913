package kit.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// The slowest operations of a run, with the times in which they ran: what stood still just then
/// tells why. Safe for threads; an operation that is none of them costs one read.
public final class Slowest {
  /// A hundredth of a hundred thousand operations.
  private static final int KEPT = 1_000;

  private final PriorityQueue<Operation> kept =
      new PriorityQueue<>(Comparator.comparingLong(Operation::latencyNs));

  /// What an operation must exceed to be one of them.
  private volatile long floorNs = -1;

  /// One operation, by the clock of [System#nanoTime].
  ///
  /// @param fromNs its intended start
  /// @param toNs its end
  public record Operation(long fromNs, long toNs) {
    /// How long it took.
    public long latencyNs() {
      return toNs - fromNs;
    }
  }

  void ended(long fromNs, long toNs) {
    if (toNs - fromNs > floorNs) {
      add(new Operation(fromNs, toNs));
    }
  }

  private synchronized void add(Operation operation) {
    kept.add(operation);
    if (kept.size() > KEPT) {
      kept.poll();
      floorNs = kept.element().latencyNs();
    }
  }

  /// Those of them that took longer than this, in no order.
  public synchronized List<Operation> over(long latencyNs) {
    List<Operation> over = new ArrayList<>(kept);
    over.removeIf(operation -> operation.latencyNs() <= latencyNs);
    return over;
  }
}
