package batcher.shard;

/// What a shard knows of one batch key. Pooled. Nothing here is more than a cache: a key that is
/// evicted and comes back is batched as before, with its arrival rate learnt anew.
final class Key {
  /// Time over which the arrival rate forgets, in nanoseconds. An average of gaps instead would
  /// follow every burst; 20 ms is long against a budget of 1 ms and short against a human.
  private static final double RATE_TAU_NS = 20e6;

  long torrent0;
  long torrent1;
  long torrent2;
  long torrent3;
  int direction;
  int hash;

  /// The batch being collected, or null.
  OpenBatch open;

  Key nextInBucket;

  /// The idle keys in the order in which they became idle.
  Key previousIdle;

  Key nextIdle;
  long idleSinceNs;

  private double eventsPerNs;
  private long rateNs;

  void arrived(long nowNs) {
    if (nowNs != rateNs) {
      eventsPerNs = rate(nowNs);
      rateNs = nowNs;
    }
    eventsPerNs += 1 / RATE_TAU_NS;
  }

  /// Recent arrivals, in events a nanosecond.
  double rate(long nowNs) {
    return eventsPerNs * Math.exp((rateNs - nowNs) / RATE_TAU_NS);
  }

  void forgetRate(long nowNs) {
    eventsPerNs = 0;
    rateNs = nowNs;
  }

  boolean is(long[] words, int torrent, int direction) {
    return torrent0 == words[torrent]
        && torrent1 == words[torrent + 1]
        && torrent2 == words[torrent + 2]
        && torrent3 == words[torrent + 3]
        && this.direction == direction;
  }
}
