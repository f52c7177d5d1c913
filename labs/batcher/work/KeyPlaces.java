package labs.batcher.work;

import batcher.event.BatchKey;
import java.util.List;

/// Finds a key's place by two words, without making an object.
final class KeyPlaces {
  private final long[] torrents;
  private final int[] places;
  private final int mask;

  KeyPlaces(List<BatchKey> keys) {
    int slots = Integer.highestOneBit(4 * keys.size());
    this.mask = slots - 1;
    this.torrents = new long[slots];
    this.places = new int[slots];
    for (int place = 0; place < keys.size(); place++) {
      BatchKey key = keys.get(place);
      long tag = tag(key.torrent().word0(), key.direction().code());
      int slot = slot(tag);
      while (torrents[slot] != 0) {
        slot = slot + 1 & mask;
      }
      torrents[slot] = tag;
      places[slot] = place;
    }
  }

  /// @throws IllegalArgumentException if no key has these
  int of(long torrent, int direction) {
    long tag = tag(torrent, direction);
    for (int slot = slot(tag); torrents[slot] != 0; slot = slot + 1 & mask) {
      if (torrents[slot] == tag) {
        return places[slot];
      }
    }
    throw new IllegalArgumentException("no payment was made under this key");
  }

  /// Never 0, and different for the two directions of a torrent.
  private static long tag(long torrent, int direction) {
    return torrent & ~3L | direction;
  }

  private int slot(long tag) {
    return (int) (tag * 0x9E3779B97F4A7C15L >>> 40) & mask;
  }
}
