package kit.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kit.lab.Project;
import kit.machine.Noise;
import kit.result.TrialBuilder;
import kit.result.TrialRow;
import kit.stats.Drift;
import org.junit.jupiter.api.Test;

class TrialChecksTest {
  private static final Pattern CHECK =
      Pattern.compile("class (\\w+) (?:implements TrialCheck|extends (?:Law|Disturbance)) \\{");
  private static final OptionalDouble NONE = OptionalDouble.empty();

  @Test
  void everyCheckThatIsWrittenIsAsked() throws IOException {
    List<String> written = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Project.here().root().resolve("labs"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        CHECK.matcher(Files.readString(file)).results().forEach(m -> written.add(m.group(1)));
      }
    }
    Collections.sort(written);
    List<String> asked =
        TrialChecks.ALL.stream().map(check -> check.getClass().getSimpleName()).sorted().toList();
    assertEquals(written.stream().filter(name -> !name.matches("Law|Disturbance")).toList(), asked);
  }

  private static List<String> marks(Noise meanwhile) {
    Memory memory = new Memory();
    TrialChecks.noise(meanwhile, memory);
    return memory.marks;
  }

  private static Noise noise(double steal, double foreign, double memory) {
    return new Noise(
        1,
        OptionalDouble.of(steal),
        OptionalDouble.of(foreign),
        NONE,
        NONE,
        OptionalDouble.of(memory),
        NONE);
  }

  @Test
  void whatOthersDidMarksATrialAndNamesTheBound() {
    assertEquals(List.of("steal above 5 %"), marks(noise(0.06, 0, 0)));
    assertEquals(List.of("other programs used over 5 % of the CPU"), marks(noise(0, 0.06, 0)));
    assertEquals(
        List.of("everything waited for memory over 1 % of the time"), marks(noise(0, 0, 0.02)));
    assertEquals(3, marks(noise(0.06, 0.06, 0.02)).size());
    assertEquals(List.of(), marks(noise(0.05, 0.05, 0.01)), "the bound itself");
  }

  @Test
  void whatTheRunItselfMayCauseOrTheMachineDoesNotTellMarksNothing() {
    OptionalDouble all = OptionalDouble.of(1);
    assertEquals(List.of(), marks(new Noise(1, NONE, NONE, all, all, NONE, OptionalDouble.of(99))));
  }

  @Test
  void trialsOfTwoGroupsAreNoted() {
    List<Double> two = List.of(1.0, 1.1, 1.0, 1.1, 5.0, 5.1, 5.0, 5.1, 5.0, 5.1);
    assertEquals(
        List.of("two groups, so the median describes neither: 4 trials around 1.05, 6 around 5.05"),
        TrialChecks.notes(two, "ms").toList());
    assertEquals(List.of(), TrialChecks.notes(List.of(1.0, 1.1, Double.NaN), "ms").toList());
  }

  /// A trial of a row that tells of the step `at_8`, which drifts by so much.
  private static TrialRow trial(int index, double drift, double little, String... marks) {
    return TrialBuilder.trial("variant", index)
        .series(Map.of("rate/at_8", List.of(1.0), "rate/at_64", List.of(1.0)))
        .marked(List.of(marks))
        .saw("load.at_8.drift", drift, "%")
        .saw("load.at_8.little_off", little, "%")
        .build();
  }

  private static List<TrialRow> trials(IntFunction<TrialRow> trial) {
    return IntStream.range(0, 10).mapToObj(trial).toList();
  }

  @Test
  void rowWhoseTrialsDriftTheSameWayIsNotWarm() {
    List<TrialRow> cold = trials(index -> trial(index, 24 + index % 3, 0));

    assertEquals(
        List.of("not warm: at_8 drifts by 25 [24 – 26] % while it is measured"),
        TrialChecks.weaknesses(cold, "at_8"));
    assertEquals(List.of(), TrialChecks.weaknesses(cold, "at_64"));
    assertEquals(1, TrialChecks.weaknesses(cold, "p99").size(), "a metric that names no step");
  }

  @Test
  void rowWhoseCountIsNotThroughputTimesLatencyBreaksLittlesLaw() {
    List<TrialRow> lost = trials(index -> trial(index, 0, -4 - index % 2));

    assertEquals(
        List.of(
            "Little's law: in at_8 throughput x latency misses the counted operations by -4.50 [-5"
                + " – -4] %"),
        TrialChecks.weaknesses(lost, "p99_at_8"));
  }

  @Test
  void markOfAStepConcernsItsOwnRowsAlone() {
    List<TrialRow> late = trials(index -> trial(index, 0, 0, "at_64: late generator"));
    List<TrialRow> stolen = trials(index -> trial(index, 0, 0, "steal above 5 %"));

    assertEquals(List.of(), TrialChecks.weaknesses(late, "at_8"));
    assertEquals(
        List.of("10 of 10 trials marked: at_64: late generator"),
        TrialChecks.weaknesses(late, "p99_at_64"));
    assertEquals(1, TrialChecks.weaknesses(stolen, "at_8").size());
  }

  @Test
  void stepOfAFewLongOperationsIsNotColdForTheWindowInWhichOneEnds() {
    Memory memory = new Memory();
    List<Double> one = IntStream.range(0, 20).mapToObj(i -> i == 17 ? 10.0 : 0.0).toList();

    TrialChecks.rates("at_8", one, memory);

    assertEquals(Map.of("load.at_8.drift", 0.0), memory.seen);
  }

  /// Rates of a machine that others use wander: each window keeps nine tenths of what disturbed the
  /// one before. In a single trial they drift by over 5 % most of the time, over ten trials to
  /// neither side.
  @Test
  void wanderingRatesAreSeldomCalledColdAndRisingOnesNearlyAlways() {
    assertTrue(cold(0) <= 0.05, "steady");
    assertTrue(cold(0.15) >= 0.95, "15 % slower at first");
  }

  private static double cold(double slower) {
    SplittableRandom random = new SplittableRandom(11);
    int runs = 400;
    int found = 0;
    for (int run = 0; run < runs; run++) {
      List<TrialRow> trials =
          trials(index -> trial(index, 100 * Drift.of(wandering(random, slower)).share(), 0));
      found += TrialChecks.weaknesses(trials, "at_8").isEmpty() ? 0 : 1;
    }
    return (double) found / runs;
  }

  private static List<Double> wandering(SplittableRandom random, double slower) {
    List<Double> rates = new ArrayList<>();
    double off = 0;
    for (int i = 0; i < 10; i++) {
      off = 0.9 * off + 0.02 * random.nextGaussian();
      rates.add(1_000 * (1 - slower * (1 - i / 9.0)) * (1 + off));
    }
    return rates;
  }
}
