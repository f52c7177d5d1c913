package labs.ledger.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// What a cache keeps when it is full.
public enum Policy {
  /// Caffeine: W-TinyLFU, which admits what was asked for more often than what it would replace.
  CAFFEINE("Caffeine") {
    @Override
    int hits(int[] requests, int things, int size) {
      Cache<Integer, Integer> cache =
          Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
      int hits = 0;
      for (int thing : requests) {
        if (cache.getIfPresent(thing) != null) {
          hits++;
        } else {
          cache.put(thing, thing);
        }
      }
      return hits;
    }
  },
  /// What was asked for last.
  LRU("LRU") {
    @Override
    int hits(int[] requests, int things, int size) {
      Map<Integer, Integer> cache =
          new LinkedHashMap<>(size * 2, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
              return size() > size;
            }
          };
      int hits = 0;
      for (int thing : requests) {
        hits += cache.put(thing, thing) == null ? 0 : 1;
      }
      return hits;
    }
  },
  /// What will be asked for soonest: no cache can have more hits, and none can know. Source: L. A.
  /// Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems Journal
  /// 5(2), 1966; here a cache may also leave out what it was just asked for.
  OPTIMUM("optimum") {
    @Override
    int hits(int[] requests, int things, int size) {
      int[] next = nextUses(requests, things);
      int[] keptUntil = new int[things];
      Arrays.fill(keptUntil, -1);
      PriorityQueue<Integer> latestFirst = new PriorityQueue<>((a, b) -> Integer.compare(b, a));
      int kept = 0;
      int hits = 0;
      for (int i = 0; i < requests.length; i++) {
        // Every use is at a place of its own, so a place names the thing that is kept for it. The
        // place of this use, if it is kept for it, is the soonest of all, and stays in the queue's
        // tail until it is the latest.
        if (keptUntil[requests[i]] == i) {
          hits++;
          kept--;
        }
        keptUntil[requests[i]] = -1;
        if (next[i] == requests.length) {
          continue;
        }
        keptUntil[requests[i]] = next[i];
        latestFirst.add(next[i]);
        if (++kept > size) {
          keptUntil[requests[latestFirst.remove()]] = -1;
          kept--;
        }
      }
      return hits;
    }
  };

  private final String label;

  Policy(String label) {
    this.label = label;
  }

  /// For a row.
  public String label() {
    return label;
  }

  /// How many of these requests a cache answers that is empty at first.
  ///
  /// @param things that may be asked for
  /// @param size things that it keeps
  abstract int hits(int[] requests, int things, int size);

  /// Where each request's thing is asked for again; the end of all if it is not.
  private static int[] nextUses(int[] requests, int things) {
    int[] next = new int[requests.length];
    int[] last = new int[things];
    Arrays.fill(last, requests.length);
    for (int i = requests.length - 1; i >= 0; i--) {
      next[i] = last[requests[i]];
      last[requests[i]] = i;
    }
    return next;
  }
}
