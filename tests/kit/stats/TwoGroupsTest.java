package kit.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TwoGroupsTest {
  private static final Draws UNIFORM = new Draws("uniform", 0.5, SplittableRandom::nextDouble);

  private static double percentSeen(Draws draws, int n) {
    SplittableRandom random = new SplittableRandom(17);
    int seen = 0;
    for (int run = 0; run < 2_000; run++) {
      seen += TwoGroups.in(draws.trials(n, random)).isPresent() ? 1 : 0;
    }
    return seen / 20.0;
  }

  static Stream<Arguments> oneGroup() {
    return Stream.concat(Draws.ALL.stream(), Stream.of(UNIFORM))
        .flatMap(draws -> Stream.of(8, 10, 20, 100).map(n -> Arguments.of(draws, n)));
  }

  @ParameterizedTest
  @MethodSource("oneGroup")
  void oneGroupIsTakenForTwoInAtMost4PercentOfRuns(Draws draws, int n) {
    double percent = percentSeen(draws, n);

    assertTrue(percent <= 4, () -> percent + " %");
  }

  @ParameterizedTest
  @MethodSource("twoGroups")
  void twoGroupsAreSeen(int n, double apart, double atLeastPercent) {
    Draws mixed = new Draws("mixed", 0, r -> r.nextGaussian() + (r.nextBoolean() ? apart : 0));

    double percent = percentSeen(mixed, n);

    assertTrue(percent >= atLeastPercent, () -> percent + " %");
  }

  static Stream<Arguments> twoGroups() {
    return Stream.of(
        Arguments.of(10, 8.0, 65.0), Arguments.of(15, 8.0, 90.0), Arguments.of(30, 6.0, 90.0));
  }

  @Test
  void groupsAreDescribed() {
    assertEquals(
        Optional.of(new TwoGroups(3, 101, 6, 204.5)),
        TwoGroups.in(204, 101, 203, 206, 100, 205, 102, 207, 202));
  }

  @Test
  void groupsWithinNoiseAreNoFinding() {
    assertEquals(Optional.empty(), TwoGroups.in(100, 100, 100, 100, 102, 102, 102, 102));
    assertTrue(TwoGroups.in(100, 100, 100, 100, 104, 104, 104, 104).isPresent());
  }

  @Test
  void tooFewOrEqualTrialsHaveNone() {
    assertEquals(Optional.empty(), TwoGroups.in(1, 1, 1, 9, 9, 9, 9));
    assertEquals(Optional.empty(), TwoGroups.in(5, 5, 5, 5, 5, 5, 5, 5, 5));
  }
}
