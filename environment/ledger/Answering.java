package ledger;

/// What was decided and waits to be durable, in order: from the ledger's thread to the journal's.
/// The ledger's own takes out too, what is durable when it is added; hence the locks.
final class Answering {
  private final Work[] ring;
  private volatile long added;
  private volatile long removed;

  /// @param capacity a power of two
  Answering(int capacity) {
    ring = new Work[capacity];
  }

  /// Whether so many more have room.
  boolean hasRoom(int more) {
    return added - removed + more <= ring.length;
  }

  /// Adds one, for which there must be room.
  void add(Work work) {
    ring[(int) added & ring.length - 1] = work;
    added++;
  }

  /// Answers everything that this record made durable.
  synchronized void durable(long sequence) {
    for (Work work = first(); work != null && work.sequence <= sequence; work = first()) {
      remove();
      work.answered();
    }
  }

  /// Loses everything.
  synchronized void lose() {
    for (Work work = first(); work != null; work = first()) {
      remove();
      work.lost();
    }
  }

  private Work first() {
    return removed == added ? null : ring[(int) removed & ring.length - 1];
  }

  private void remove() {
    ring[(int) removed & ring.length - 1] = null;
    removed++;
  }
}
