package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PendingsTest {
  private static final int STEPS = 4_000;

  /// Many rows that displace each other, come and go.
  @Property(tries = 30)
  void whatIsThereIsFoundAndWhatIsRemovedIsNot(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Pendings pendings = new Pendings(seed);
    Map<Long, Long> amounts = new HashMap<>();
    List<Long> keys = new ArrayList<>();
    for (int i = 1; i <= STEPS; i++) {
      if (keys.isEmpty() || random.nextInt(5) < 3) {
        pendings.insert(i, -i, 1, 2, 3 * i, Pendings.NEVER);
        amounts.put((long) i, 3L * i);
        keys.add((long) i);
      } else {
        long key = keys.remove(random.nextInt(keys.size()));
        pendings.remove(pendings.find(key, -key));
        amounts.remove(key);
      }
    }
    assertEquals(amounts.size(), pendings.count());
    for (long key = 1; key <= STEPS; key++) {
      int row = pendings.find(key, -key);
      assertEquals(amounts.get(key), row < 0 ? null : pendings.rows()[row + Pendings.AMOUNT]);
    }
  }

  @Property(tries = 30)
  void theEarliestExpiryComesFirst(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Pendings pendings = new Pendings(seed);
    PriorityQueue<Long> expiries = new PriorityQueue<>();
    for (int i = 1; i <= STEPS; i++) {
      if (expiries.isEmpty() || random.nextInt(5) < 3) {
        long expiry = random.nextInt(1_000);
        pendings.insert(i, expiry, 1, 2, 1, expiry);
        expiries.add(expiry);
      } else {
        assertEquals(expiries.remove(), pendings.nextExpiry());
        assertEquals(pendings.nextExpiry(), pendings.nextHigh());
        assertTrue(pendings.find(pendings.nextLow(), pendings.nextHigh()) >= 0);
        pendings.pop();
      }
    }
    while (!expiries.isEmpty()) {
      assertEquals(expiries.remove(), pendings.nextExpiry());
      pendings.pop();
    }
    assertEquals(Pendings.NEVER, pendings.nextExpiry());
  }
}
