package labs.transport;

import java.time.Duration;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Flow;
import transport.quic.quiche.SealedPackets;

/// How many bytes per second a stream of [SealedPackets] carries.
public final class SealedRun implements ForkedMeasurement {
  /// Argument: milliseconds.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    Duration length = Duration.ofMillis(Long.parseLong(given.arguments().getFirst()));
    try (SealedPackets stream = SealedPackets.start(BenchClient.SETTINGS)) {
      Duration once = given.warmUpOnce();
      report.warmUp(once, () -> Flow.of(stream::bytes, once), Flow::rates);
      Flow seen = report.measured(() -> Flow.of(stream::bytes, length));
      report.step("sealed", seen.rates());
      report.number(TransportLimits.SEALED.id(), seen.perSecond() / Jobs.MEBIBYTE);
    }
  }
}
