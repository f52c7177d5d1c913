package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import kit.load.Slowest.Operation;
import org.junit.jupiter.api.Test;

class SlowestTest {
  @Test
  void thoseThatTookLongestAreKeptWithTheirTimes() {
    Slowest slowest = new Slowest();
    for (int at = 0; at < 5_000; at++) {
      slowest.ended(10_000L * at, 10_000L * at + (at * 7_919L) % 5_000);
    }
    assertEquals(1_000, slowest.over(3_999).size());
    assertEquals(1_000, slowest.over(0).size());
    List<Operation> longest = slowest.over(4_998);
    assertEquals(1, longest.size());
    assertEquals(4_999, longest.getFirst().latencyNs());
    assertEquals(0, (longest.getFirst().fromNs() / 10_000 * 7_919 - 4_999) % 5_000);
  }
}
