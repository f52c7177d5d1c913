package batcher.shard;

import batcher.frame.Cause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What one shard has done, written by its thread and readable by any.
public final class ShardCounts {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int TAKEN = 0;
  private static final int SENT = 1;
  private static final int KEYS = 2;
  private static final int CLOSED = 3;

  private final long[] values = new long[CLOSED + Cause.values().length];

  ShardCounts() {}

  /// Events taken off the ring.
  public long taken() {
    return get(TAKEN);
  }

  /// Events given to the outlet.
  public long sent() {
    return get(SENT);
  }

  /// Keys known, those with nothing open included.
  public long keys() {
    return get(KEYS);
  }

  /// Batches closed for this cause.
  public long closed(Cause cause) {
    return get(CLOSED + cause.ordinal());
  }

  /// Before the outlet gets them, so that never more is delivered than sent.
  void publish(long taken, long sent, long keys) {
    LONGS.setRelease(values, TAKEN, taken);
    LONGS.setRelease(values, SENT, sent);
    LONGS.setRelease(values, KEYS, keys);
  }

  void close(Cause cause) {
    int index = CLOSED + cause.ordinal();
    LONGS.setOpaque(values, index, values[index] + 1);
  }

  private long get(int index) {
    return (long) LONGS.getAcquire(values, index);
  }
}
