package labs.batcher;

import kit.fork.Fork;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.lab.Measure;
import kit.lab.Trial;
import labs.batcher.contract.Contract;
import labs.batcher.contract.Contracts;

/// A suite of the document's tests, stated again: how many of its promises are kept?
public final class ContractRun implements ForkedMeasurement {
  /// Promises that were kept.
  public static final Measure KEPT = Measure.more("kept", "Promises kept", "tests");

  /// Every one of them.
  public static final String ALL = "every promise of the document's tests is kept";

  /// Argument: the suite.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    long kept = 0;
    String broken = "";
    var contracts = Contracts.suite(given.arguments().getFirst());
    for (Contract contract : contracts) {
      report.phase(contract.name());
      String fault = contract.attempt().call();
      if (fault.isEmpty()) {
        kept++;
      } else {
        broken = broken.isEmpty() ? contract.name() + ": " + fault : broken;
      }
    }
    report.number(KEPT.id(), kept);
    report.check(ALL, kept, contracts.size(), "promises", broken);
  }

  /// Tries a suite out in a JVM of its own: `batching`, `scenarios` or `optimized`.
  public static void run(Trial trial, String suite) throws Exception {
    Fork.of(ContractRun.class).with(suite).run(trial).into(trial, KEPT);
  }
}
