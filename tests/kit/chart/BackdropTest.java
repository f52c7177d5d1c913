package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kit.result.ExampleResults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackdropTest {
  private static final Backdrop SWEEP = new Backdrop(ExampleResults.swept().build(), "load sweep");

  @ParameterizedTest
  @CsvSource({"p50, 0.5", "latency_p99, 0.99", "half_p99, 0.99", "p99_9, 0.999"})
  void metricNamesItsPercentile(String metric, double share) {
    assertEquals(share, Backdrop.percentile(metric).orElseThrow(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"throughput", "p100", "step99", "top10", ""})
  void otherMetricsNameNone(String metric) {
    assertTrue(Backdrop.percentile(metric).isEmpty());
  }

  @Test
  void limitIsTheOneThatTheRowReachedAShareOf() {
    assertEquals(1490 / 0.925, SWEEP.limit().orElseThrow(), 1e-9);
    assertEquals("payments/s", SWEEP.rateUnit());
  }

  @Test
  void documentedLatencyIsBroughtIntoNanoseconds() {
    assertEquals(150e6, SWEEP.latencyValues().findFirst().orElseThrow());
  }

  @Test
  void otherVariantsHaveNothingToDoWithIt() {
    Backdrop other = new Backdrop(ExampleResults.swept().build(), "another");
    assertEquals(false, other.documented());
    assertTrue(other.limit().isEmpty());
    assertEquals("operations/s", other.rateUnit());
  }
}
