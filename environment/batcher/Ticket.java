package batcher;

/// What an accepted event gets: its shard and its sequence there, in one positive number.
public final class Ticket {
  private static final int SHARD_BITS = 6;

  private Ticket() {}

  static long of(int shard, long sequence) {
    return sequence << SHARD_BITS | shard;
  }

  /// The event's shard, from 0.
  public static int shard(long ticket) {
    return (int) ticket & (1 << SHARD_BITS) - 1;
  }

  /// The event's place in its shard and epoch, from 1.
  public static long sequence(long ticket) {
    return ticket >>> SHARD_BITS;
  }
}
