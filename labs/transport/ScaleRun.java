package labs.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import transport.WebTransportClient;

/// Small requests on many sessions, or many at once on one session: a closed loop of so many lanes.
public final class ScaleRun implements ForkedMeasurement {
  /// Payload of a request and of its answer.
  public static final int BYTES = 64;

  /// So many sessions, each with one request under way, and so many requests under way in all.
  ///
  /// @param sessions each with a connection of its own
  public record Size(int sessions, int requests) {
    /// In results: `100_sessions` or `100_streams`.
    public String id() {
      return sessions == requests ? sessions + "_sessions" : requests + "_streams";
    }

    static Size parse(String text) {
      String[] numbers = text.split("x");
      return new Size(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    @Override
    public String toString() {
      return sessions + "x" + requests;
    }
  }

  /// Own arguments: milliseconds of each size, and the sizes, which are measured in an order drawn
  /// from the seed. Numbers: `<id>_rate`, requests a second; latencies `<id>`; `<id>_from` and
  /// `<id>_to`, when, in ms of the epoch.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    BenchClient bench = new BenchClient(given);
    Duration length = Duration.ofMillis(Long.parseLong(bench.arguments().getFirst()));
    ByteBuffer payload = bench.jobs().content(BYTES);
    List<Size> sizes = new ArrayList<>();
    for (String size : bench.arguments().subList(1, bench.arguments().size())) {
      sizes.add(Size.parse(size));
    }
    Collections.shuffle(sizes, new Random(bench.seed()));
    boolean cold = true;
    for (Size size : sizes) {
      report.phase(size.id());
      WebTransportClient client = bench.open();
      try (Requests target =
          new Requests(client, job -> bench.connect(client, job), size.sessions, payload)) {
        if (cold) TransportRun.warmUp(report, given.warmUpOnce(), size.requests, target);
        cold = false;
        TransportRun.leadIn(given.warmUpOnce(), size.requests, target);
        Recording seen =
            report.measured(
                () -> {
                  report.number(size.id() + "_from", System.currentTimeMillis());
                  return load(size, length).run(target);
                });
        report.number(size.id() + "_to", System.currentTimeMillis());
        TransportRun.tell(report, size.id(), seen);
      }
    }
  }

  private static ClosedLoop load(Size size, Duration length) {
    return new ClosedLoop(size.requests, Plan.lasting(length));
  }
}
