package batcher.shard;

import batcher.event.EventLayout;
import batcher.event.Refusal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// A bounded ring of 128-byte records from many producers to one consumer. Nothing is allocated
/// after construction.
///
/// The record's own sequence field is the commit mark: the producer that claimed place `n` (from 0)
/// copies words 1 to 15 and then releases `n + 1` into word 0, for which the consumer looks. What a
/// slot held before is another lap's number, so no flag, no header and no clearing is needed, and
/// accepted events are numbered 1, 2, 3, ... without a gap by construction.
///
/// Closing sets the sign bit of the producers' counter. A claim is a compare-and-set of that
/// counter, so none can succeed afterwards, and what was claimed before is exactly what the
/// consumer still has to wait for: no event can slip in behind a close and be forgotten.
public final class EventRing {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private static final long CLOSED = Long.MIN_VALUE;
  private static final long FULL_ANSWER = Refusal.FULL.answer();
  private static final long CLOSED_ANSWER = Refusal.CLOSED.answer();

  /// Counters stand 128 bytes apart and from the array's ends: two cache lines, because the
  /// hardware prefetches lines in pairs.
  private static final int CLAIMED = 16;

  private static final int CONSUMED = 32;
  private static final int CONSUMED_SEEN = 48;

  private final long[] counters = new long[64];
  private final long[] words;
  private final long slots;
  private final long mask;

  /// The consumer's own copy of its counter.
  private long next;

  /// @param slots how many events it holds, a power of two
  public EventRing(int slots) {
    if (Integer.bitCount(slots) != 1 || slots > 1 << 24) {
      throw new IllegalArgumentException(
          "a ring has " + slots + " slots; it must be a power of two up to 16777216");
    }
    this.slots = slots;
    this.mask = slots - 1;
    this.words = new long[slots * EventLayout.WORDS];
  }

  /// Accepts `count` records that stand one after another in `source`, all or none.
  ///
  /// @return the sequence of the first one, or the answer of [Refusal#FULL] or [Refusal#CLOSED]
  public long tryAdd(long[] source, int offset, int count) {
    long claimed = claim(count);
    if (claimed < 0) {
      return claimed;
    }
    for (int i = 0; i < count; i++) {
      int slot = slot(claimed + i);
      System.arraycopy(
          source, offset + i * EventLayout.WORDS + 1, words, slot + 1, EventLayout.WORDS - 1);
      LONGS.setRelease(words, slot, claimed + i + 1);
    }
    return claimed + 1;
  }

  /// The next record's first word in [#words], or -1 if none is there yet. Consumer only; the
  /// record stays its own until [#release].
  int peek() {
    int slot = slot(next);
    if ((long) LONGS.getAcquire(words, slot) != next + 1) {
      return -1;
    }
    next++;
    return slot;
  }

  /// Gives back to the producers all slots peeked at. Consumer only.
  void release() {
    LONGS.setRelease(counters, CONSUMED, next);
  }

  long[] words() {
    return words;
  }

  /// Refuses every later claim.
  public void close() {
    LONGS.getAndBitwiseOr(counters, CLAIMED, CLOSED);
  }

  /// How many events were ever accepted.
  public long accepted() {
    return (long) LONGS.getVolatile(counters, CLAIMED) & ~CLOSED;
  }

  /// Whether it is closed and the consumer has taken everything that was accepted.
  public boolean isDrained() {
    long claimed = (long) LONGS.getVolatile(counters, CLAIMED);
    return claimed < 0 && (claimed & ~CLOSED) == (long) LONGS.getVolatile(counters, CONSUMED);
  }

  /// Events accepted and not yet taken by the consumer.
  public long depth() {
    long consumed = (long) LONGS.getVolatile(counters, CONSUMED);
    return accepted() - consumed;
  }

  /// Events for which there is room.
  long room() {
    return slots - depth();
  }

  private long claim(int count) {
    while (true) {
      long claimed = (long) LONGS.getVolatile(counters, CLAIMED);
      if (claimed < 0) {
        return CLOSED_ANSWER;
      }
      long end = claimed + count;
      if (end - slots > (long) LONGS.getOpaque(counters, CONSUMED_SEEN)) {
        long consumed = (long) LONGS.getAcquire(counters, CONSUMED);
        if (end - slots > consumed) {
          return FULL_ANSWER;
        }
        LONGS.setOpaque(counters, CONSUMED_SEEN, consumed);
      }
      if (LONGS.weakCompareAndSet(counters, CLAIMED, claimed, end)) {
        return claimed;
      }
    }
  }

  private int slot(long position) {
    return (int) (position & mask) * EventLayout.WORDS;
  }
}
