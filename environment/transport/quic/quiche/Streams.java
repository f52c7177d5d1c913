package transport.quic.quiche;

import java.util.BitSet;

/// What a connection remembers of its live streams beyond what quiche does: a few bits for each, in
/// an open-addressed table, and which of the peer's streams were told. A stream whose two sides are
/// done is forgotten.
final class Streams {
  /// It was told that there is something to read, and that was not read to its end yet.
  static final int READABLE_TOLD = 1;

  static final int READ_ENDED = 2;
  static final int WRITE_ENDED = 4;

  /// The last write was not taken whole.
  static final int WRITE_REFUSED = 8;

  private static final int LIVE = 16;

  /// Bytes were written to it.
  static final int WRITTEN = 32;

  private static final int BOTH_ENDED = READ_ENDED | WRITE_ENDED;

  private long[] ids = new long[8];
  private byte[] states = new byte[8];
  private int size;

  /// By the low two bits of a stream's id, which number its kind.
  private final Told[] told = new Told[4];

  /// Which streams of one kind were told: all below `base`, and those whose bit is set.
  private static final class Told {
    private static final int MOVE_AFTER = 1_024;

    private long base;
    private BitSet bits = new BitSet();

    boolean add(long index) {
      if (index < base || bits.get((int) (index - base))) {
        return false;
      }
      bits.set((int) (index - base));
      int whole = bits.nextClearBit(0);
      if (whole >= MOVE_AFTER) {
        bits = bits.get(whole, Math.max(whole, bits.length()));
        base += whole;
      }
      return true;
    }
  }

  /// @return the bits, 0 for a stream that is not live
  int state(long stream) {
    return states[slot(stream)];
  }

  /// Adds one of this end's streams.
  void open(long stream) {
    add(stream, isUnidirectional(stream) ? READ_ENDED : 0);
  }

  /// Adds one of the peer's streams, unless it was told before.
  ///
  /// @return whether it is new
  boolean arrived(long stream) {
    int kind = (int) (stream & 3);
    if (told[kind] == null) {
      told[kind] = new Told();
    }
    boolean fresh = told[kind].add(stream >>> 2);
    if (fresh) {
      add(stream, isUnidirectional(stream) ? WRITE_ENDED : 0);
    }
    return fresh;
  }

  /// Sets bits of a live stream; of another one, nothing.
  void set(long stream, int bits) {
    int slot = slot(stream);
    if (states[slot] == 0) {
      return;
    }
    states[slot] |= (byte) bits;
    if ((states[slot] & BOTH_ENDED) == BOTH_ENDED) {
      remove(slot);
    }
  }

  void clear(long stream, int bits) {
    states[slot(stream)] &= (byte) ~bits;
  }

  /// The live streams, in no order.
  long[] live() {
    long[] live = new long[size];
    int next = 0;
    for (int slot = 0; slot < ids.length; slot++) {
      if (states[slot] != 0) {
        live[next++] = ids[slot];
      }
    }
    return live;
  }

  static boolean isUnidirectional(long stream) {
    return (stream & 2) != 0;
  }

  private void add(long stream, int bits) {
    if (size * 2 >= ids.length) {
      grow();
    }
    int slot = slot(stream);
    ids[slot] = stream;
    states[slot] = (byte) (LIVE | bits);
    size++;
  }

  private int home(long stream) {
    // ids of one kind are four apart: multiply (Fibonacci hashing), take the upper bits
    return (int) ((stream * 0x9E3779B97F4A7C15L) >>> 32) & (ids.length - 1);
  }

  private int slot(long stream) {
    int slot = home(stream);
    while (states[slot] != 0 && ids[slot] != stream) {
      slot = (slot + 1) & (ids.length - 1);
    }
    return slot;
  }

  private void remove(int hole) {
    size--;
    int mask = ids.length - 1;
    for (int i = (hole + 1) & mask; states[i] != 0; i = (i + 1) & mask) {
      if (((i - home(ids[i])) & mask) >= ((i - hole) & mask)) {
        ids[hole] = ids[i];
        states[hole] = states[i];
        hole = i;
      }
    }
    states[hole] = 0;
  }

  private void grow() {
    long[] oldIds = ids;
    byte[] old = states;
    ids = new long[oldIds.length * 2];
    states = new byte[oldIds.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != 0) {
        int slot = slot(oldIds[i]);
        ids[slot] = oldIds[i];
        states[slot] = old[i];
      }
    }
  }
}
