package labs.sequencer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import kit.stats.Latencies;
import kit.stats.Power;
import org.junit.jupiter.api.Test;

class AgentFlowTest {
  /// 1 000 payments from 1 to 2 ms.
  private static final Latencies MEASURED =
      Latencies.ofNs(LongStream.range(0, 1_000).map(i -> 1_000_000 + 1_000 * i).toArray());

  private static final AgentFlow FLOW = new AgentFlow(1, 5, MEASURED);

  private static double[] sorted(Power.Draw draw, int count) {
    SplittableRandom random = new SplittableRandom(5);
    double[] all = DoubleStream.generate(() -> draw.next(random)).limit(count).toArray();
    Arrays.sort(all);
    return all;
  }

  @Test
  void ninetyFivePercentOfTheThinkingLiesInTheRange() {
    double[] thinking = sorted(FLOW.thinking(), 100_000);
    long within = Arrays.stream(thinking).filter(s -> s >= 1 && s <= 5).count();
    long above = Arrays.stream(thinking).filter(s -> s > 5).count();

    assertEquals(0.95, within / 1e5, 0.003);
    assertEquals(0.025, above / 1e5, 0.002);
    assertEquals(Math.sqrt(5), thinking[50_000], 0.02);
  }

  @Test
  void paymentsAreDrawnAsTheyWereMeasured() {
    double[] payments = sorted(FLOW.payment(), 50_000);

    assertEquals(1.0e-3, payments[0], 2e-6);
    assertEquals(1.5e-3, payments[25_000], 1e-5);
    assertEquals(2.0e-3, payments[49_999], 2e-6);
    assertEquals(1.1e-3, payments[5_000], 1e-5);
  }

  @Test
  void aDocumentedPaymentHasItsMedianAndTheMeasuredSpread() {
    double[] payments = sorted(FLOW.documented(300), 50_000);

    assertEquals(0.3, payments[25_000], 1e-5);
    assertEquals(1e-3, payments[49_999] - payments[0], 1e-5);
  }

  /// The closed form, held against drawing: 300 ms against nothing at all, with thinking around it.
  @Test
  void theChanceByFormulaIsTheChanceThatDrawingFinds() {
    double drawn = FLOW.rankedRight(_ -> 0, _ -> 0.05, 400_000, 3);

    assertEquals(FLOW.chanceOfLonger(0.05), drawn, 0.0025);
    assertTrue(FLOW.chanceOfLonger(0.05) > 0.51);
  }

  /// Noether's formula and the simulation meet where both can go: at 300 ms.
  @Test
  void simulationAndFormulaAgreeOn300Milliseconds() {
    Power power = new Power(FLOW.round(_ -> 0), FLOW.round(_ -> 0.3), 1_000, 1);
    double byFormula = Power.noether(FLOW.rankedRight(_ -> 0, _ -> 0.3, 400_000, 3));

    assertEquals(1, power.samples().orElseThrow() / byFormula, 0.12);
  }

  @Test
  void withoutPaymentsThereIsNothingToDraw() {
    assertThrows(IllegalArgumentException.class, () -> new AgentFlow(1, 5, Latencies.NONE));
    assertThrows(IllegalArgumentException.class, () -> new AgentFlow(5, 1, MEASURED));
  }
}
