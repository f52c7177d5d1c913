package labs.batcher;

import java.time.Duration;
import java.util.Arrays;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.machine.CoreTrip;
import labs.batcher.peer.Contender;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// The capacity of one contender, several times in one JVM: how far do the runs lie apart? Behind
/// each run stands how far the cores lay apart, for a hypervisor may move them.
public final class Spread implements ForkedMeasurement {
  private static final long CORE_TRIP_NS = 20_000_000;

  /// Arguments: the contender, how many runs, milliseconds of each, of the warm-up. Input:
  /// payments for a load. Reports `spread`, in percent: standard deviation over mean.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    String name = given.arguments().getFirst();
    int runs = Integer.parseInt(given.arguments().get(1));
    Duration each = Duration.ofMillis(Long.parseLong(given.arguments().get(2)));
    Duration warmUp = Duration.ofMillis(Long.parseLong(given.arguments().get(3)));
    Workload work = new Workload(given.inputs().getFirst(), 1);
    double[] rates = new double[runs];
    double[] coreTripsNs = new double[CoreTrip.isPossible() ? runs : 0];
    for (int run = 0; run < runs; run++) {
      report.phase("run " + (run + 1) + " of " + runs);
      Ledger ledger = new Ledger(work, Contender.SIZE);
      try (Contender contender = Contender.named(name, work, ledger)) {
        Duration before = run == 0 ? warmUp : each.dividedBy(4);
        rates[run] = Capacity.run(work, ledger, contender, before, each, report);
      }
      if (run < coreTripsNs.length) {
        coreTripsNs[run] = CoreTrip.medianNs(CORE_TRIP_NS);
      }
    }
    report.number("lowest", Arrays.stream(rates).min().orElseThrow());
    report.number("highest", Arrays.stream(rates).max().orElseThrow());
    report.number("spread", 100 * deviation(rates) / Arrays.stream(rates).average().orElseThrow());
    report.series("rates", rates);
    if (coreTripsNs.length > 0) {
      report.series("core_trips_ns", coreTripsNs);
    }
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }
}
