package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kit.result.Limit;
import kit.result.Role;
import kit.result.TrialBuilder;
import kit.result.TrialRow;
import org.junit.jupiter.api.Test;

class ModelsTest {
  private static final Measure RATE = Measure.more("rate", "Rate", "/s");
  private static final Limit FORCE =
      new Limit(
          "force",
          "one fdatasync",
          100,
          "us",
          100,
          400,
          "made up",
          List.of(),
          List.of(new Limit.Repeat(Limit.When.AFTER, 1, 100)));
  private static final Limit SIGN =
      new Limit(
          "sign",
          "a signature",
          20_000,
          "/s",
          5_000,
          20_000,
          "made up",
          List.of(),
          List.of(new Limit.Repeat(Limit.When.AFTER, 1, 20_000)));

  private static TrialRow trial(int order, double rate) {
    return TrialBuilder.trial("HTTP alone", order)
        .role(Role.CONTROL)
        .metric("rate", rate, "/s")
        .build();
  }

  private static Map<String, Limit> made(RunPlan.Arithmetic arithmetic, TrialRow... trials) {
    return Models.added(
        List.of(new RunPlan.Model("model", "/s", arithmetic)),
        Map.of("force", FORCE, "sign", SIGN),
        List.of(trials));
  }

  private static RunPlan.Sum sum(double value) {
    return new RunPlan.Sum("together", value, "= " + value);
  }

  @Test
  void aModelIsMadeOfTheBestEndsAndItsRangeReachesToTheWorst() {
    Limit model =
        made(parts -> sum(1e6 / (parts.limit("force") + 1e6 / parts.limit("sign")))).get("model");
    assertEquals(1e6 / 150, model.value(), 1e-9);
    assertEquals(1e6 / 600, model.low(), 1e-9);
    assertEquals(model.value(), model.high());
    assertEquals("= " + model.value(), model.how());
    assertEquals(List.of("force", "sign"), model.parts());
  }

  @Test
  void ofAControlItsBestAndItsWorstTrialCount() {
    Limit model =
        made(
                parts -> sum(parts.trials("HTTP alone", RATE)),
                trial(0, 900),
                trial(1, 1_000),
                trial(2, 600))
            .get("model");
    assertEquals(List.of(1_000.0, 600.0), List.of(model.value(), model.worst()));
    assertEquals(List.of("HTTP alone"), model.parts());
  }

  @Test
  void aModelOfWhatWasLeftOutOfTheRunIsLeftOut() {
    assertEquals(
        Set.of("force", "sign"), made(parts -> sum(parts.trials("HTTP alone", RATE))).keySet());
  }

  /// A machine so crowded that the control got no answer within its time: no reason to lose a run.
  @Test
  void aModelOfAControlThatGotNothingDoneIsLeftOut() {
    RunPlan.Arithmetic together =
        parts -> sum(1 / (1 / parts.limit("sign") + 1 / parts.trials("HTTP alone", RATE)));
    assertEquals(Set.of("force", "sign"), made(together, trial(0, 0)).keySet());
    assertEquals(0, made(together, trial(0, 0), trial(1, 900)).get("model").low());
  }

  @Test
  void aPartThatNoGaugeMeasuresIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> made(parts -> sum(parts.limit("forse"))));
  }
}
