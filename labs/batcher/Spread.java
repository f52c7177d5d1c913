package labs.batcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  /// Arguments: the contender, how many runs, milliseconds of each. Input: payments for a load.
  /// Reports `spread`, in percent: standard deviation over mean.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    String name = given.arguments().getFirst();
    int runs = Integer.parseInt(given.arguments().get(1));
    Duration each = Duration.ofMillis(Long.parseLong(given.arguments().get(2)));
    Workload work = new Workload(given.inputs().getFirst(), 1);
    List<Double> rates = new ArrayList<>();
    List<Double> coreTripsNs = new ArrayList<>();
    for (int run = 0; run < runs; run++) {
      report.phase("run " + (run + 1) + " of " + runs);
      Ledger ledger = new Ledger(work, Contender.SIZE);
      try (Contender contender = Contender.named(name, work, ledger)) {
        Duration runIn = run == 0 ? given.warmUpOnce() : each.dividedBy(4);
        Capacity.Seen seen =
            new Capacity.Run(work, ledger, contender, report).run(run == 0, runIn, each);
        report.step("run_" + (run + 1), seen.flow().rates());
        rates.add(seen.flow().perSecond());
      }
      if (CoreTrip.isPossible()) {
        coreTripsNs.add((double) CoreTrip.medianNs(CORE_TRIP_NS));
      }
    }
    report.number("lowest", Collections.min(rates));
    report.number("highest", Collections.max(rates));
    report.number("spread", 100 * deviation(rates) / mean(rates));
    report.series("rates", rates);
    if (CoreTrip.isPossible()) {
      report.series("core_trips_ns", coreTripsNs);
    }
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
