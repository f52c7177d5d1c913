package kit.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import kit.machine.Stall.Cause;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final long MS = 1_000_000;

  private static Attribution of(long fromMs, long toMs, Stall... stalls) {
    return Attribution.of(List.of(fromMs * MS), List.of(toMs * MS), List.of(stalls));
  }

  private static Stall stall(Cause cause, long fromMs, long toMs) {
    return new Stall(cause, fromMs * MS, toMs * MS);
  }

  @Test
  void onlyWhatLiesInTheOperationCounts() {
    Attribution seen =
        of(10, 20, stall(Cause.GC, 5, 12), stall(Cause.GC, 19, 30), stall(Cause.GC, 40, 50));
    assertEquals(new Attribution(1, 10, Map.of(Cause.GC, 3.0)), seen);
  }

  @Test
  void aMomentCountsOnceForTheFirstCause() {
    Attribution seen =
        of(
            0,
            10,
            stall(Cause.CORE, 0, 10),
            stall(Cause.GC, 2, 5),
            stall(Cause.GC, 4, 6),
            stall(Cause.MACHINE, 5, 8));
    assertEquals(Map.of(Cause.GC, 4.0, Cause.MACHINE, 2.0, Cause.CORE, 4.0), seen.ms());
  }

  @Test
  void ofAWaitWhoseSumAloneIsKnownItsShareCounts() {
    Attribution seen = of(0, 10, new Stall(Cause.CORE, 5 * MS, 25 * MS, 0.4));
    assertEquals(Map.of(Cause.CORE, 2.0), seen.ms());
  }

  @Test
  void operationsAddUp() {
    Attribution seen =
        Attribution.of(
            List.of(0L, 5 * MS), List.of(10 * MS, 9 * MS), List.of(stall(Cause.PAUSE, 6, 8)));
    assertEquals(new Attribution(2, 14, Map.of(Cause.PAUSE, 4.0)), seen);
  }

  @Test
  void withoutOperationsThereIsNothing() {
    assertEquals(
        new Attribution(0, 0, Map.of()),
        Attribution.of(List.of(), List.of(), List.of(stall(Cause.GC, 0, 9))));
  }
}
