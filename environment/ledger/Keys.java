package ledger;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Every idempotency key that was ever decided, outside the heap: 32 bytes each, in open addressing
/// at a load of 35 to 70 %.
///
/// It is 256 tables by the hash, each of which grows by itself, so that growing never stops the
/// ledger for longer than the copy of a 256th. For one thread: the one that made it.
final class Keys implements AutoCloseable {
  // An entry.
  private static final int LOW = 0;
  private static final int HIGH = 8;
  private static final int PRINT = 16;

  /// Number of the request << 16, its state << 8, its outcome.
  private static final int VALUE = 24;

  private static final int ENTRY = 32;

  private static final int TABLE_BITS = 8;
  private static final int PLACE_BITS = 64 - TABLE_BITS - 1;
  private static final long PLACE = (1L << PLACE_BITS) - 1;
  private static final int ENTRIES_MIN = 64;
  private static final int LOAD_MAX_PERCENT = 70;

  private final long seed;
  private final MemorySegment[] tables = new MemorySegment[1 << TABLE_BITS];
  private final Arena[] arenas = new Arena[1 << TABLE_BITS];
  private final int[] counts = new int[1 << TABLE_BITS];
  private long count;

  Keys(long seed) {
    this.seed = seed;
    for (int table = 0; table < tables.length; table++) {
      allocate(table, ENTRIES_MIN * ENTRY);
    }
  }

  /// What an entry holds, in this order.
  interface Visitor {
    /// One entry.
    void visit(long low, long high, long print, long value);
  }

  long count() {
    return count;
  }

  /// The entry of a key, or the complement of where it would stand; valid until the next insert.
  long find(long low, long high) {
    long hash = hash(low, high);
    int table = (int) (hash >>> 64 - TABLE_BITS);
    MemorySegment entries = tables[table];
    long mask = entries.byteSize() - 1;
    long at = hash * ENTRY & mask;
    while (true) {
      long itsLow = entries.get(JAVA_LONG, at + LOW);
      long itsHigh = entries.get(JAVA_LONG, at + HIGH);
      if (itsLow == low && itsHigh == high) {
        return (long) table << PLACE_BITS | at;
      }
      if ((itsLow | itsHigh) == 0) {
        return ~((long) table << PLACE_BITS | at);
      }
      at = at + ENTRY & mask;
    }
  }

  /// Reads a word of the place where the key is looked for first: the misses of several such reads
  /// overlap, those of several [#find] do not.
  long touch(long low, long high) {
    long hash = hash(low, high);
    MemorySegment entries = tables[(int) (hash >>> 64 - TABLE_BITS)];
    return entries.get(JAVA_LONG, hash * ENTRY & entries.byteSize() - 1);
  }

  /// Adds a key at the place that [#find] gave.
  void insert(long place, long low, long high, long print, long value) {
    int table = (int) (~place >>> PLACE_BITS);
    MemorySegment entries = tables[table];
    put(entries, ~place & PLACE, low, high, print, value);
    count++;
    if (++counts[table] * 100L > entries.byteSize() / ENTRY * LOAD_MAX_PERCENT) {
      grow(table);
    }
  }

  /// Adds a key as a snapshot has it.
  void restore(long low, long high, long print, long value) {
    long place = find(low, high);
    if (place < 0) {
      insert(place, low, high, print, value);
    }
  }

  long print(long entry) {
    return tables[(int) (entry >>> PLACE_BITS)].get(JAVA_LONG, (entry & PLACE) + PRINT);
  }

  long value(long entry) {
    return tables[(int) (entry >>> PLACE_BITS)].get(JAVA_LONG, (entry & PLACE) + VALUE);
  }

  void value(long entry, long value) {
    tables[(int) (entry >>> PLACE_BITS)].set(JAVA_LONG, (entry & PLACE) + VALUE, value);
  }

  void forEach(Visitor visitor) {
    for (MemorySegment entries : tables) {
      forEach(entries, visitor);
    }
  }

  @Override
  public void close() {
    for (Arena arena : arenas) {
      arena.close();
    }
  }

  private static void forEach(MemorySegment entries, Visitor visitor) {
    for (long at = 0; at < entries.byteSize(); at += ENTRY) {
      long low = entries.get(JAVA_LONG, at + LOW);
      long high = entries.get(JAVA_LONG, at + HIGH);
      if ((low | high) != 0) {
        visitor.visit(
            low, high, entries.get(JAVA_LONG, at + PRINT), entries.get(JAVA_LONG, at + VALUE));
      }
    }
  }

  private void grow(int table) {
    try (Arena former = arenas[table]) {
      MemorySegment old = tables[table];
      MemorySegment entries = allocate(table, 2 * old.byteSize());
      forEach(
          old,
          (low, high, print, value) ->
              put(entries, ~find(low, high) & PLACE, low, high, print, value));
    }
  }

  private MemorySegment allocate(int table, long bytes) {
    arenas[table] = Arena.ofConfined();
    tables[table] = arenas[table].allocate(bytes, ENTRY);
    return tables[table];
  }

  private static void put(
      MemorySegment entries, long at, long low, long high, long print, long value) {
    entries.set(JAVA_LONG, at + LOW, low);
    entries.set(JAVA_LONG, at + HIGH, high);
    entries.set(JAVA_LONG, at + PRINT, print);
    entries.set(JAVA_LONG, at + VALUE, value);
  }

  private long hash(long low, long high) {
    return Request.mix(Request.mix(low ^ seed) ^ high);
  }
}
