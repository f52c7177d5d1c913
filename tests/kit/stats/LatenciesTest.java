package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreKeptToThreeDigits() {
    SplittableRandom random = new SplittableRandom(8);
    long[] ns = random.longs(50_000, 1_000, 30_000_000_000L).toArray();
    Latencies latencies = Latencies.ofNs(ns);

    Arrays.sort(ns);
    for (double percentile : new double[] {1, 50, 90, 99, 99.9}) {
      double exact = ns[(int) Math.ceil(percentile / 100 * ns.length) - 1];
      assertEquals(exact, latencies.percentileNs(percentile), exact / 1_000);
    }
    assertEquals(Arrays.stream(ns).average().orElseThrow(), latencies.meanNs(), 1e7);
    assertEquals(ns[ns.length - 1], latencies.maxNs(), latencies.maxNs() / 1_000.0);
  }

  @Test
  void whatIsEncodedIsDecoded() {
    Latencies latencies = Latencies.ofNs(1, 1_000, 1_000_000, 5_000_000, 59_000_000_000L);

    Latencies decoded = Latencies.decode(latencies.encode());

    assertEquals(latencies, decoded);
    assertEquals(latencies.hashCode(), decoded.hashCode());
    assertEquals(5, decoded.count());
    assertEquals(latencies.encode(), decoded.encode());
  }

  @Test
  void whatIsNoHistogramIsRefused() {
    for (String text : new String[] {"", "not base64!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAA"}) {
      assertThrows(IllegalArgumentException.class, () -> Latencies.decode(text), text);
    }
  }

  @Test
  void sumHoldsBoth() {
    Latencies sum = Latencies.ofNs(10, 20).plus(Latencies.ofNs(30));

    assertEquals(Latencies.ofNs(10, 20, 30), sum);
    assertEquals(20, sum.percentileNs(50));
    assertEquals(sum, sum.plus(Latencies.NONE));
  }

  @Test
  void countsThoseOverALatency() {
    Latencies latencies = Latencies.ofNs(10, 20, 30, 120_000_000_000L);

    assertEquals(4, latencies.countOver(9));
    assertEquals(3, latencies.countOver(10));
    assertEquals(1, latencies.countOver(30));
    assertEquals(0, latencies.countOver(Latencies.HIGHEST_NS));
    assertEquals(0, Latencies.NONE.countOver(0));
  }

  @Test
  void longerThanAMinuteIsAMinute() {
    Latencies latencies = Latencies.ofNs(120_000_000_000L);

    assertEquals(Latencies.HIGHEST_NS, latencies.maxNs(), Latencies.HIGHEST_NS / 1_000.0);
    assertTrue(latencies.percentileNs(99) <= latencies.maxNs());
  }

  @Test
  void noLatenciesAreZero() {
    assertEquals(0, Latencies.NONE.count());
    assertEquals(0, Latencies.NONE.percentileNs(99));
    assertEquals(0, Latencies.NONE.meanNs());
    assertEquals(0, Latencies.NONE.maxNs());
    assertEquals("no latencies", Latencies.NONE.toString());
  }
}
