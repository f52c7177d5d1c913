package batcher.shard;

import batcher.event.EventLayout;

/// The keys of one shard, chained in buckets; idle ones in a list, oldest first, from which they
/// are evicted.
final class KeyTable {
  private static final int BUCKETS_MIN = 1 << 10;

  private final KeyHash hash;
  private Key[] buckets = new Key[BUCKETS_MIN];
  private int size;
  private Key idleFirst;
  private Key idleLast;
  private Key spare;

  KeyTable(KeyHash hash) {
    this.hash = hash;
  }

  /// The key of the record at `offset`, made if absent.
  Key of(long[] words, int offset, long nowNs) {
    int direction = EventLayout.direction(words[offset + EventLayout.META]);
    int torrent = offset + EventLayout.TORRENT;
    int code = hash.of(words, offset);
    for (Key key = buckets[code & buckets.length - 1]; key != null; key = key.nextInBucket) {
      if (key.hash == code && key.is(words, torrent, direction)) {
        return key;
      }
    }
    return add(words, torrent, direction, code, nowNs);
  }

  int size() {
    return size;
  }

  /// The key has nothing open any more.
  void idle(Key key, long nowNs) {
    key.idleSinceNs = nowNs;
    key.previousIdle = idleLast;
    key.nextIdle = null;
    if (idleLast == null) {
      idleFirst = key;
    } else {
      idleLast.nextIdle = key;
    }
    idleLast = key;
  }

  /// The key, idle so far, gets a batch.
  void busy(Key key) {
    if (key.previousIdle == null) {
      idleFirst = key.nextIdle;
    } else {
      key.previousIdle.nextIdle = key.nextIdle;
    }
    if (key.nextIdle == null) {
      idleLast = key.previousIdle;
    } else {
      key.nextIdle.previousIdle = key.previousIdle;
    }
  }

  /// Forgets up to `limit` keys that have been idle since before `sinceNs`.
  int evict(long sinceNs, int limit) {
    int evicted = 0;
    while (evicted < limit && idleFirst != null && idleFirst.idleSinceNs - sinceNs < 0) {
      Key key = idleFirst;
      busy(key);
      removeFromBucket(key);
      key.nextInBucket = spare;
      spare = key;
      size--;
      evicted++;
    }
    return evicted;
  }

  private Key add(long[] words, int torrent, int direction, int code, long nowNs) {
    Key key = spare == null ? new Key() : spare;
    spare = key == spare ? key.nextInBucket : spare;
    key.torrent0 = words[torrent];
    key.torrent1 = words[torrent + 1];
    key.torrent2 = words[torrent + 2];
    key.torrent3 = words[torrent + 3];
    key.direction = direction;
    key.hash = code;
    key.forgetRate(nowNs);
    if (++size > buckets.length) {
      grow();
    }
    int bucket = code & buckets.length - 1;
    key.nextInBucket = buckets[bucket];
    buckets[bucket] = key;
    idle(key, nowNs);
    return key;
  }

  private void grow() {
    Key[] old = buckets;
    buckets = new Key[2 * old.length];
    for (Key chain : old) {
      while (chain != null) {
        Key key = chain;
        chain = key.nextInBucket;
        int bucket = key.hash & buckets.length - 1;
        key.nextInBucket = buckets[bucket];
        buckets[bucket] = key;
      }
    }
  }

  private void removeFromBucket(Key key) {
    int bucket = key.hash & buckets.length - 1;
    if (buckets[bucket] == key) {
      buckets[bucket] = key.nextInBucket;
      return;
    }
    Key before = buckets[bucket];
    while (before.nextInBucket != key) {
      before = before.nextInBucket;
    }
    before.nextInBucket = key.nextInBucket;
  }
}
