package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTest {
  private static Limit of(double value, Limit.Repeat... repeats) {
    return new Limit("a", "b", value, "us", 100, 180, "so", List.of(), List.of(repeats));
  }

  private static Limit.Repeat repeat(Limit.When when, double value) {
    return new Limit.Repeat(when, 1, value);
  }

  @Test
  void theWorstIsTheEndThatIsNotTheBest() {
    assertEquals(180, of(100).worst());
    assertEquals(100, of(180).worst());
  }

  @Test
  void aLimitOutsideOfItsRepeatsIsRefused() {
    Limit.Repeat repeat = repeat(Limit.When.BEFORE, 120);
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> of(99, repeat));
    assertEquals(
        "limit a is 99.0, which lies outside of its repeats, 100.0 to 180.0", refusal.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> Limit.derived("a", "b", "/s", "so", List.of("c"), Double.NaN, 1));
  }

  @Test
  void whatWasMeasuredBeforeTheTrialsOnlyIsKnownAsSuch() {
    assertTrue(of(100).once(), "an older result");
    assertTrue(of(100, repeat(Limit.When.BEFORE, 100)).once());
    assertFalse(of(100, repeat(Limit.When.BEFORE, 120), repeat(Limit.When.AFTER, 100)).once());
    assertFalse(Limit.derived("a", "b", "/s", "so", List.of("c"), 2, 1).once());
  }

  @Test
  void aModelHasItsBestAndItsWorstEnd() {
    Limit model = Limit.derived("a", "b", "/s", "so", List.of("c"), 26_484, 5_986);
    assertTrue(model.model());
    assertEquals(List.of(26_484.0, 5_986.0), List.of(model.value(), model.worst()));
    assertEquals(26_484 / 5_986.0, model.spread(), 1e-12);
  }

  @Test
  void repeatsOfOneMachineLieWithinAFactorOfOneAndAHalf() {
    assertEquals(1.8, of(100).spread(), 1e-12);
    assertEquals(1, new Limit("a", "b", 100, "us", 100, 150, "so").spread());
  }

  @Test
  void aLimitOfAnOlderResultIsReadAndRepeatsAreWritten() {
    ResultBuilder run = new ResultBuilder();
    run.limits.add(of(100, repeat(Limit.When.BETWEEN, 100)));
    String json = ResultJson.write(run.build());
    assertEquals(run.build(), ResultJson.read(json, "test"));
    String older = json.replaceAll("(?s),\\s*\"parts\".*?\\}\\s*\\]", "");
    assertFalse(older.contains("repeats"), older);
    assertEquals(List.of(), ResultJson.read(older, "test").limits().getFirst().repeats());
  }
}
