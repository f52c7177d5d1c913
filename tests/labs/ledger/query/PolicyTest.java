package labs.ledger.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PolicyTest {
  private static final int THINGS = 5;

  /// All ways of keeping and leaving out, tried one by one.
  @Test
  void nothingIsBetterThanTheOptimum() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      int[] requests = random.ints(14, 0, THINGS).toArray();
      for (int size = 1; size < THINGS; size++) {
        int best = best(requests, 0, 0, size, new HashMap<>());
        assertEquals(best, Policy.OPTIMUM.hits(requests, THINGS, size));
      }
    }
  }

  /// @param kept a bit for each thing
  private static int best(int[] requests, int at, int kept, int size, Map<Integer, Integer> known) {
    if (at == requests.length) {
      return 0;
    }
    Integer before = known.get(at << THINGS | kept);
    if (before != null) {
      return before;
    }
    int bit = 1 << requests[at];
    int best = 0;
    if ((kept & bit) != 0) {
      best = 1 + best(requests, at + 1, kept, size, known);
    } else {
      best = best(requests, at + 1, kept, size, known);
      if (Integer.bitCount(kept) < size) {
        best = Math.max(best, best(requests, at + 1, kept | bit, size, known));
      }
      for (int other = 0; other < THINGS; other++) {
        if ((kept & 1 << other) != 0) {
          int instead = kept & ~(1 << other) | bit;
          best = Math.max(best, best(requests, at + 1, instead, size, known));
        }
      }
    }
    known.put(at << THINGS | kept, best);
    return best;
  }

  @Test
  void whatWasAskedForLastIsKept() {
    int[] requests = {0, 1, 2, 1, 0, 2, 2};
    assertEquals(2, Policy.LRU.hits(requests, THINGS, 2));
  }

  @Test
  void aRareThingIsAskedForRarely() {
    int[] requests = Requests.zipf(100, 0.99, 100_000, 3);
    long first = 0;
    for (int thing : requests) {
      assertTrue(thing >= 0 && thing < 100);
      first += thing == 0 ? 1 : 0;
    }
    assertTrue(first > 18_000 && first < 20_000, first + " would be 18.9 %");
  }
}
