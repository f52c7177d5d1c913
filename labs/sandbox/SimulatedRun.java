package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import sandbox.Agent;
import sandbox.Limits;
import sandbox.SimulatedEngine;
import sandbox.workload.Workload;

/// The original's sandbox, which runs nothing, measured as the real one is. Its results are counted
/// and not checked: none is right.
public final class SimulatedRun implements ForkedMeasurement {
  /// The source that the original measures its startup with.
  private static final String SOURCE = "const x = 1 + 1";

  /// Argument: milliseconds of measuring.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    long lengthNs = Long.parseLong(given.arguments().getFirst()) * 1_000_000;
    report.phase("sleeping");
    try (SimulatedEngine engine = new SimulatedEngine(Limits.BASIC);
        Agent agent = engine.compile(SOURCE.getBytes(UTF_8))) {
      long expected = Workload.ARITHMETIC.expected(0);
      report
          .measured(() -> Starts.of(engine, agent, lengthNs, expected, Starts.BYTES))
          .report("compiled", report);
    }
  }
}
