package batcher.shard;

import batcher.event.EventLayout;

/// The events that have left the ring and not yet the shard: a fixed number of slots, each linked
/// to the next event of its batch or of the free list. So a batch of one event takes one slot,
/// however many keys there are, and nothing is allocated after construction.
final class EventStore {
  static final int NONE = -1;

  private final long[] words;
  private final long[] takenNs;
  private final int[] next;
  private final int slots;
  private int free;
  private int used;

  EventStore(int slots) {
    this.slots = slots;
    this.words = new long[slots * EventLayout.WORDS];
    this.takenNs = new long[slots];
    this.next = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      next[slot] = slot + 1;
    }
    next[slots - 1] = NONE;
  }

  /// Copies the record at `offset` of `source` into a free slot, which must exist.
  int add(long[] source, int offset, long nowNs) {
    int slot = free;
    free = next[slot];
    next[slot] = NONE;
    used++;
    System.arraycopy(source, offset, words, slot * EventLayout.WORDS, EventLayout.WORDS);
    takenNs[slot] = nowNs;
    return slot;
  }

  void link(int slot, int successor) {
    next[slot] = successor;
  }

  int next(int slot) {
    return next[slot];
  }

  long takenNs(int slot) {
    return takenNs[slot];
  }

  long[] words() {
    return words;
  }

  static int offset(int slot) {
    return slot * EventLayout.WORDS;
  }

  /// Frees a chain of `count` slots.
  void free(int head, int tail, int count) {
    next[tail] = free;
    free = head;
    used -= count;
  }

  int used() {
    return used;
  }

  int room() {
    return slots - used;
  }
}
