package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The ruler is measured: systems whose behaviour is known in advance are put under load on a
/// simulated clock, and the load must report what was put in.
class KnownSystemTest {
  private static final long US = 1_000;
  private static final long MS = 1_000_000;
  private static final long S = 1_000_000_000;

  private static Recording closed(VirtualSystem system, int lanes, Plan plan) {
    return new ClosedLoop(lanes, plan).run(system, new Progress(), system);
  }

  private static Recording open(VirtualSystem system, Arrivals arrivals, int lanes, Plan plan) {
    return new OpenLoop(arrivals, lanes, plan).run(system, new Progress(), system);
  }

  private static Plan seconds(int seconds) {
    return Plan.lasting(Duration.ofSeconds(seconds));
  }

  private static LongSupplier exponential(double meanNs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return () -> (long) (-meanNs * Math.log(1 - random.nextDouble()));
  }

  private static void assertWithin(double share, double expected, double actual, String what) {
    assertTrue(
        Math.abs(actual - expected) <= share * expected,
        () -> what + ": expected " + expected + " within " + share + ", was " + actual);
  }

  @Test
  void closedLoopReportsAKnownServiceTime() {
    Recording recording = closed(VirtualSystem.delay(() -> 250 * US), 8, seconds(2));

    assertEquals(8 * 4000 * 2, recording.operations());
    assertEquals(recording.operations(), recording.succeeded());
    assertEquals(2 * S, recording.elapsedNs());
    assertEquals(32_000, recording.throughputPerSecond());
    assertWithin(0.001, 250 * US, recording.latencies().meanNs(), "mean");
    assertWithin(0.001, 250 * US, recording.latencyNs(99.9), "p99.9");
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  @Test
  void closedLoopOnFewerServersQueuesAndStillKeepsLittlesLaw() {
    Recording recording = closed(new VirtualSystem(2, () -> MS), 10, seconds(5));

    assertWithin(0.002, 2_000, recording.throughputPerSecond(), "throughput");
    assertWithin(0.002, 5 * MS, recording.latencyNs(50), "median");
    assertWithin(0.001, 10, recording.inSystem().mean(), "busy lanes");
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  @Test
  void littlesLawHoldsForRunsOfFewOperationsALane() {
    // 512 lanes share 20 servers for 150 ms: each gets through about six operations.
    VirtualSystem system = new VirtualSystem(20, exponential(MS, 2));
    Recording recording = closed(system, 512, Plan.lasting(Duration.ofMillis(150)));

    assertTrue(recording.operations() < 10 * 512);
    assertTrue(recording.inSystem().mean() < 512);
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  /// What is counted late is counted as it was then, and nothing is counted after the last end.
  @Test
  void littlesLawHoldsInAClosedLoopWhoseWatchOversleeps() {
    VirtualSystem system = new VirtualSystem(20, exponential(MS, 2)).oversleeping(40 * MS, 0);
    Recording recording = closed(system, 512, Plan.lasting(Duration.ofMillis(150)));

    assertTrue(recording.littlesLaw().allowed() < 0.06, recording.littlesLaw()::sentence);
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  @Test
  void littlesLawFailsWhereFailuresTakeUpTheLanes() {
    Recording recording =
        closed(VirtualSystem.delay(() -> MS).failingEvery(10), 8, Plan.operations(8_000));

    assertEquals(-0.1, recording.littlesLaw().offBy(), 0.001);
  }

  @Test
  void openLoopReportsAConstantRateExactly() {
    Recording recording =
        open(VirtualSystem.delay(() -> 300 * US), Arrivals.constant(10_000), 16, seconds(3));

    assertEquals(30_000, recording.operations());
    assertEquals(10_000, recording.throughputPerSecond(), 2);
    assertWithin(0.001, 300 * US, recording.latencyNs(50), "median");
    assertWithin(0.001, 3, recording.inSystem().mean(), "operations in the system");
    assertEquals(0, recording.lateness().late());
    assertEquals(0, recording.lateness().queued());
  }

  /// M/M/1: the time in the system is exponential with mean 1 / (mu - lambda).
  @Test
  void openLoopMeasuresTheQueueThatTheoryPredicts() {
    double serviceNs = 100 * US;
    Recording recording =
        open(
            new VirtualSystem(1, exponential(serviceNs, 7)),
            Arrivals.poisson(7_000, 11),
            100_000,
            seconds(100));

    double meanNs = 1e9 / (10_000 - 7_000);
    assertWithin(0.03, meanNs, recording.latencies().meanNs(), "mean");
    assertWithin(0.03, meanNs * Math.log(2), recording.latencyNs(50), "median");
    assertWithin(0.05, meanNs * Math.log(100), recording.latencyNs(99), "p99");
    assertWithin(0.01, 7_000, recording.throughputPerSecond(), "throughput");
    assertWithin(0.03, 0.7 / 0.3, recording.inSystem().mean(), "operations in the system");
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  /// M/D/1, Pollaczek and Khinchine: the mean wait is rho / (2 (1 - rho)) service times.
  @Test
  void openLoopMeasuresAQueueWithConstantService() {
    Recording recording =
        open(
            new VirtualSystem(1, () -> 100 * US),
            Arrivals.poisson(8_000, 5),
            100_000,
            seconds(100));

    assertWithin(0.03, 100 * US * (1 + 0.8 / (2 * 0.2)), recording.latencies().meanNs(), "mean");
  }

  /// 1000 operations per second for 10 s, each 1 ms, and a stall of 1 s in the middle. Of 10,000
  /// operations 1000 arrive while the system stands still; the one that arrives t before its end
  /// waits t. So 1 % waited more than 900 ms, 5 % more than 500 ms.
  @Test
  void openLoopShowsAStallInTheTail() {
    VirtualSystem system = VirtualSystem.delay(() -> MS).stall(5 * S, 6 * S);
    Recording recording = open(system, Arrivals.constant(1_000), 2_000, seconds(10));

    assertEquals(10_000, recording.succeeded());
    assertWithin(0.01, MS, recording.latencyNs(50), "median");
    assertWithin(0.01, MS, recording.latencyNs(89), "p89");
    assertWithin(0.01, 500 * MS, recording.latencyNs(95), "p95");
    assertWithin(0.01, 900 * MS, recording.latencyNs(99), "p99");
    assertWithin(0.01, 990 * MS, recording.latencyNs(99.9), "p99.9");
    assertWithin(0.01, 1001 * MS, recording.latencies().maxNs(), "max");
  }

  @Test
  void closedLoopHidesTheSameStall() {
    VirtualSystem system = VirtualSystem.delay(() -> MS).stall(5 * S, 6 * S);
    Recording recording = closed(system, 1, seconds(10));

    assertWithin(0.01, MS, recording.latencyNs(99), "p99");
    assertWithin(0.01, MS, recording.latencyNs(99.9), "p99.9");
    assertWithin(0.01, 1001 * MS, recording.latencies().maxNs(), "max");
  }

  @Test
  void waitingForALaneCountsFromTheIntendedStart() {
    // One lane at 2 ms an operation cannot keep up with one operation a millisecond: the k-th
    // starts at 2k ms, meant for k ms, and ends at 2k + 2 ms.
    Recording recording =
        open(
            VirtualSystem.delay(() -> 2 * MS), Arrivals.constant(1_000), 1, Plan.operations(1_000));

    assertEquals(1_000, recording.succeeded());
    assertWithin(0.01, 1001 * MS, recording.latencies().maxNs(), "max");
    assertWithin(0.01, 501 * MS, recording.latencies().meanNs(), "mean");
    assertEquals(999, recording.lateness().queued());
    assertEquals(0, recording.lateness().late());
    assertWithin(0.001, 500, recording.throughputPerSecond(), "throughput");
  }

  @Test
  void stallBehindTooFewLanesShowsAllTheSame() {
    VirtualSystem many = VirtualSystem.delay(() -> 100 * US).stall(5 * S, 6 * S);
    VirtualSystem few = VirtualSystem.delay(() -> 100 * US).stall(5 * S, 6 * S);
    Recording wide = open(many, Arrivals.poisson(1_000, 3), 5_000, seconds(10));
    Recording narrow = open(few, Arrivals.poisson(1_000, 3), 4, seconds(10));

    // A thousand operations wait at its end, and four lanes need 25 ms for them.
    assertTrue(few.inFlightMost <= 4);
    assertTrue(narrow.latencyNs(99) >= wide.latencyNs(99));
    assertWithin(0.06, wide.latencyNs(99), narrow.latencyNs(99), "p99");
    assertWithin(0.06, wide.latencyNs(95), narrow.latencyNs(95), "p95");
  }

  @Test
  void unansweredOperationsAreCountedAsUnfinished() {
    Recording recording =
        open(
            VirtualSystem.delay(() -> MS).swallowingFrom(900),
            Arrivals.constant(1_000),
            50,
            seconds(1).withGrace(Duration.ofSeconds(2)));

    assertEquals(1_000, recording.operations());
    assertEquals(900, recording.succeeded());
    assertEquals(100, recording.failures().get(Recording.UNFINISHED));
    assertEquals(3 * S, recording.elapsedNs());
    assertWithin(0.01, MS, recording.latencyNs(90), "p90");
    assertEquals(Latencies.HIGHEST_NS, recording.latencyNs(90.1));
  }

  /// 512 answers at 34 a second take 15 s, longer than the grace: all are waited for.
  @Test
  void whatIsInFlightAtTheEndIsWaitedForAsLongAsSomethingEnds() {
    Recording recording =
        closed(new VirtualSystem(1, () -> S / 34), 512, Plan.lasting(Duration.ofMillis(50)));

    assertEquals(513, recording.succeeded());
    assertEquals(0, recording.failed());
  }

  @Test
  void whatHasNoLaneAGraceAfterTheEndIsGivenUp() {
    Recording recording =
        open(
            new VirtualSystem(1, () -> S / 10),
            Arrivals.constant(1_000),
            4,
            seconds(1).withGrace(Duration.ofSeconds(2)));

    assertEquals(1_000, recording.operations());
    assertEquals(30, recording.succeeded(), 1);
  }

  @Test
  void closedLoopOnADeadSystemIsGivenUp() {
    Recording recording =
        closed(
            VirtualSystem.delay(() -> MS).swallowingFrom(500),
            4,
            Plan.operations(1_000_000).withGrace(Duration.ofSeconds(3)));

    assertEquals(504, recording.operations());
    assertEquals(500, recording.succeeded());
    assertEquals(4, recording.failures().get(Recording.UNFINISHED));
  }

  @Test
  void failuresAreCountedByKindAndHaveNoLatency() {
    Recording recording =
        closed(VirtualSystem.delay(() -> MS).failingEvery(10), 5, Plan.operations(1_000));

    assertEquals(100, recording.failed());
    assertEquals(100, recording.failures().get("refused"));
    assertEquals(900, recording.latencies().count());
    assertEquals(900, recording.throughputPerSecond() * recording.elapsedNs() / 1e9, 1e-6);
  }

  @Test
  void generatorThatOversleepsIsReportedLate() {
    Recording recording =
        open(
            VirtualSystem.delay(() -> 10 * US).oversleeping(2 * MS, 0),
            Arrivals.constant(100),
            4,
            seconds(10));

    assertEquals(1_000, recording.operations());
    assertTrue(recording.lateness().share() > 0.5, "late share");
    Latencies late = recording.lateness().sends();
    assertWithin(0.01, late.percentileNs(50) + 10 * US, recording.latencyNs(50), "latency");
    assertWithin(0.01, 10 * US, recording.fromSend().percentileNs(99), "from send");
    assertTrue(recording.generatorLate());
  }

  /// Operations are due at a fixed rate, lanes are never short, and only the generator sleeps.
  /// A lane that becomes free takes what is overdue before the generator wakes: that operation is
  /// late all the same, for others were idle when it was due.
  @ParameterizedTest
  @CsvSource({
    "1500,9000,256",
    "3000,9000,256",
    "5000,9000,512",
    "10000,9000,1024",
    "20000,3000,512"
  })
  void latenessIsTheGeneratorsAsLongAsALaneIsIdle(long oversleepUs, double rate, int lanes) {
    long serviceNs = 10 * MS;
    Recording recording =
        open(
            VirtualSystem.delay(() -> serviceNs).oversleeping(oversleepUs * US, 0),
            Arrivals.poisson(rate, 3),
            lanes,
            seconds(5));

    assertEquals(0, recording.lateness().queued());
    double slower = 0;
    for (double p = 0.05; p < 100; p += 0.1) {
      slower += recording.latencyNs(p) > serviceNs + MS ? 0.001 : 0;
    }
    assertTrue(slower > 0.01, "the case shows something");
    assertEquals(slower, recording.lateness().share(), 0.005);
    assertWithin(0.001, serviceNs, recording.fromSend().percentileNs(99.9), "from send");
  }

  /// A clock that is read too early at every end loses time that the counts have seen.
  @Test
  void littlesLawFailsWhereTimeIsLostBeforeTheEndIsRecorded() {
    VirtualSystem system = VirtualSystem.delay(() -> 2 * MS).losing(200 * US);
    Recording recording = open(system, Arrivals.constant(4_000), 64, seconds(2));

    assertFalse(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
    assertEquals(-0.1, recording.littlesLaw().offBy(), 0.01);
  }

  @Test
  void littlesLawHoldsWithALateGeneratorAndAStall() {
    VirtualSystem system =
        VirtualSystem.delay(() -> 3 * MS).oversleeping(5 * MS, 0).stall(S, 3 * S / 2);
    Recording recording = open(system, Arrivals.poisson(2_000, 9), 32, seconds(3));

    assertTrue(recording.littlesLaw().allowed() < 0.2, recording.littlesLaw()::sentence);
    assertTrue(recording.littlesLaw().holds(), recording.littlesLaw()::sentence);
  }

  @Test
  void ratesAreTakenForEveryFullWindow() {
    long[] calls = {0};
    // 1 ms an operation for the first second, then half of that.
    VirtualSystem system = VirtualSystem.delay(() -> calls[0]++ < 1_000 ? MS : MS / 2);
    Recording recording = closed(system, 1, Plan.lasting(Duration.ofMillis(2_050)));

    assertEquals(20, recording.rates().size());
    recording.rates().subList(0, 10).forEach(rate -> assertEquals(1_000, rate, 20));
    recording.rates().subList(10, 20).forEach(rate -> assertEquals(2_000, rate, 40));
  }
}
