package labs.transport;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import kit.check.Witness;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import kit.stats.Latencies;

/// Measures [Step]s, in an order drawn from the trial's seed, each after the same unmeasured.
///
/// Before them connections are made and closed until their rate is steady, and then the first step
/// if it carries bytes. Such a cycle comes some ten times a second: it would connect and close by
/// code that no compiler has seen.
public final class TransportRun implements ForkedMeasurement {
  /// What every operation must be.
  static final String RIGHT = "every operation does all its work, and what comes back is right";

  /// Bytes of `HANDED` steps, and how many of them came to the server.
  static final String HANDED = "handed_over";

  static final String ARRIVED = "arrived";

  /// Packets that came to either end, and how many found its socket's buffer full.
  static final String RECEIVED = "packets_received";

  static final String DROPPED = "packets_dropped";

  /// The smaller of both ends' receive buffers, in bytes.
  static final String BUFFER = "receive_buffer";

  /// Connections at once while they are made to get warm: one for each core of a small machine.
  private static final int WARMING_LANES = 2;

  /// How often something is loaded unmeasured at most, in a run that is not brief: such a run shows
  /// that the lab works, and waits for no compiler.
  private static final int LOADS_MAX = 4;

  private static final Duration BRIEF = Duration.ofSeconds(1);

  /// Without any operation that ends: on a busy machine one of the control's, 64 MiB, takes 10 s.
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static final double MS = 1e6;

  private BenchClient bench;
  private ForkReport report;
  private Duration warmUpOnce;
  private Duration length;
  private long handed;
  private long arrived;

  /// Own arguments: milliseconds of each step, and the steps' names.
  @Override
  public void measure(Given given, ForkReport to) throws Exception {
    report = to;
    bench = new BenchClient(given);
    warmUpOnce = given.warmUpOnce();
    length = Duration.ofMillis(Long.parseLong(bench.arguments().getFirst()));
    List<Step> steps = new ArrayList<>();
    for (String name : bench.arguments().subList(1, bench.arguments().size())) {
      steps.add(Step.valueOf(name));
    }
    warmUp(report, bench, warmUpOnce);
    if (steps.getFirst().bytes() > 0) {
      report.phase("warming up");
      try (Target target = steps.getFirst().target(bench)) {
        Step first = steps.getFirst();
        report.warmUp(warmUpOnce, () -> load(first, warmUpOnce).run(target), Recording::rates);
      }
    }
    SplittableRandom order = new SplittableRandom(bench.seed());
    while (!steps.isEmpty()) measure(steps.remove(order.nextInt(steps.size())));
    tellOfPackets();
  }

  /// One load, and what compilers took of a core meanwhile.
  private record Once(Recording load, double compiling) {
    static Once of(ClosedLoop load, Target target) {
      CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
      long before = compilers.getTotalCompilationTime();
      Recording seen = load.run(target);
      double ms = compilers.getTotalCompilationTime() - before;
      return new Once(seen, ms * 1e6 / seen.elapsedNs());
    }
  }

  /// Makes and closes connections until their rate drifts no more and this JVM's compilers are
  /// through, or for [#LOADS_MAX] loads: that code runs once for each, and the compilers want
  /// thousands.
  static void warmUp(ForkReport report, BenchClient bench, Duration warmUpOnce) throws Exception {
    report.phase("connecting, warming up");
    try (Target target = Step.CYCLE_HANDSHAKE.target(bench)) {
      warmUp(report, warmUpOnce, WARMING_LANES, target);
    }
  }

  /// Loads a target until its rate drifts no more and this JVM's compilers are through, or for
  /// [#LOADS_MAX] loads.
  static void warmUp(ForkReport report, Duration warmUpOnce, int lanes, Target target) {
    Duration once = warmUpOnce.multipliedBy(2);
    ClosedLoop load = new ClosedLoop(lanes, Plan.lasting(once));
    report.warmUp(
        once,
        brief(warmUpOnce) ? report.warmUpTimes() : LOADS_MAX,
        () -> Once.of(load, target),
        each -> each.load().rates(),
        (each, drift) -> each.compiling() <= Witness.COMPILING_MAX && !drift.beyond());
  }

  /// Leads a step in: loads it for a quarter of a warm-up, until this JVM's compilers are through,
  /// [#LOADS_MAX] times at most.
  ///
  /// @return how many operations that was
  static long leadIn(Duration warmUpOnce, int lanes, Target target) {
    ClosedLoop load = new ClosedLoop(lanes, Plan.lasting(warmUpOnce.dividedBy(4)).withGrace(GRACE));
    LongAdder operations = new LongAdder();
    Witness.leadIn(
        brief(warmUpOnce) ? 1 : LOADS_MAX,
        () -> {
          Once once = Once.of(load, target);
          operations.add(once.load().operations());
          return once.compiling();
        },
        () -> {});
    return operations.sum();
  }

  private static boolean brief(Duration warmUpOnce) {
    return warmUpOnce.compareTo(BRIEF) < 0;
  }

  private static ClosedLoop load(Step step, Duration lasting) {
    return new ClosedLoop(step.lanes(), Plan.lasting(lasting).withGrace(GRACE));
  }

  private void measure(Step step) throws Exception {
    report.phase(step.id());
    long before = step.handed() == 0 ? 0 : bench.statsAtRest().get("stream_bytes");
    LongAdder cycles = new LongAdder();
    try (Target target = step.target(bench)) {
      cycles.add(leadIn(warmUpOnce, step.lanes(), target));
      if (target instanceof Cycles all) all.forget();
      Recording seen = report.measured(() -> load(step, length).run(target));
      cycles.add(seen.operations());
      tell(step, seen);
      if (target instanceof Cycles all) {
        report.number(step.id() + "_answered", all.answered().percentileNs(50) / MS);
      }
    }
    if (step.handed() > 0) {
      handed += cycles.sum() * step.handed();
      arrived += bench.statsAtRest().get("stream_bytes") - before;
    }
  }

  private void tell(Step step, Recording seen) {
    tell(report, step.id(), seen);
    if (step.bytes() > 0) {
      report.number(step.id() + "_mb", seen.throughputPerSecond() * step.bytes() / Jobs.MEBIBYTE);
    }
  }

  /// Reports a load by the numbers of [Step#id], and whether all its operations were right.
  static void tell(ForkReport report, String id, Recording seen) {
    Latencies latencies = seen.latencies();
    report.step(id, seen);
    report.latencies(id, latencies);
    String failures = seen.failed() == 0 ? "" : seen.failures().toString();
    report.check(RIGHT, seen.succeeded(), seen.operations(), "operations", failures);
    report.number(id + "_rate", seen.throughputPerSecond());
    report.number(id + "_min", latencies.percentileNs(0) / MS);
    report.number(id + "_p50", latencies.percentileNs(50) / MS);
    report.number(id + "_p99", latencies.percentileNs(99) / MS);
    report.number(id + "_max", latencies.maxNs() / MS);
  }

  private void tellOfPackets() throws Exception {
    Map<String, Long> server = bench.statsAtRest();
    report.number(HANDED, handed);
    report.number(ARRIVED, arrived);
    report.number(RECEIVED, server.get("packets_received") + bench.packetsReceived());
    report.number(DROPPED, server.get("packets_overflowed") + bench.packetsDropped());
    report.number(BUFFER, Math.min(server.get("receive_buffer_bytes"), bench.receiveBufferBytes()));
  }
}
