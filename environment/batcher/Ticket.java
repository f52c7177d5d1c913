package batcher;

/// What an accepted event gets: its shard and its sequence there, in one positive number.
public final class Ticket {
  private static final int SHARD_BITS = 6;

  /// Marks a ticket whose number is not a sequence but the count of spilled events: an event that
  /// is still in the spill has no sequence yet.
  private static final long SPILLED = 1L << 60;

  private Ticket() {}

  static long spilled(int shard, long count) {
    return SPILLED | of(shard, count);
  }

  /// Whether the event was spilled; [#sequence] is then its place among the spilled ones.
  public static boolean isSpilled(long ticket) {
    return (ticket & SPILLED) != 0;
  }

  static long of(int shard, long sequence) {
    return sequence << SHARD_BITS | shard;
  }

  /// The event's shard, from 0.
  public static int shard(long ticket) {
    return (int) ticket & (1 << SHARD_BITS) - 1;
  }

  /// The event's place in its shard and epoch, from 1.
  public static long sequence(long ticket) {
    return (ticket & ~SPILLED) >>> SHARD_BITS;
  }
}
