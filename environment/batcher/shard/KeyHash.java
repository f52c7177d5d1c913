package batcher.shard;

import batcher.event.EventLayout;
import java.util.random.RandomGenerator;

/// A hash of torrent and direction under secret multipliers. Info hashes can be chosen by whoever
/// publishes a torrent; with fixed multipliers a stranger could choose a million that collide.
public final class KeyHash {
  private final long multiplier0;
  private final long multiplier1;
  private final long multiplier2;
  private final long multiplier3;
  private final long multiplier4;

  public KeyHash(RandomGenerator random) {
    multiplier0 = random.nextLong() | 1;
    multiplier1 = random.nextLong() | 1;
    multiplier2 = random.nextLong() | 1;
    multiplier3 = random.nextLong() | 1;
    multiplier4 = random.nextLong() | 1;
  }

  /// The upper half of the product sum, folded once so that its low bits may be used as well.
  public int of(long[] words, int offset) {
    return of(
        words[offset + EventLayout.TORRENT],
        words[offset + EventLayout.TORRENT + 1],
        words[offset + EventLayout.TORRENT + 2],
        words[offset + EventLayout.TORRENT + 3],
        EventLayout.direction(words[offset + EventLayout.META]));
  }

  /// As [#of(long\[\], int)], from the parts of a key.
  public int of(long torrent0, long torrent1, long torrent2, long torrent3, int direction) {
    long sum =
        mix(torrent0, multiplier0)
            + mix(torrent1, multiplier1)
            + mix(torrent2, multiplier2)
            + mix(torrent3, multiplier3)
            + direction * multiplier4;
    return (int) (sum >>> 32) ^ (int) (sum >>> 15);
  }

  private static long mix(long word, long multiplier) {
    return (word ^ word >>> 32) * multiplier;
  }
}
