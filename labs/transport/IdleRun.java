package labs.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import transport.BidirectionalStream;
import transport.Session;
import transport.WebTransportClient;
import transport.bench.Holdings;

/// What connections cost that do nothing: one client opens more and more of them, each with a
/// session, and at each number both ends say what they hold.
public final class IdleRun implements ForkedMeasurement {
  /// Every session that was opened is open when it is counted.
  public static final String OPEN = "every session is open when memory is read";

  private static final int WARM_UPS = 200;

  /// As many handshakes are under way, as in the original.
  private static final int AT_ONCE = 100;

  private static final int MEMORY_BYTES = 100;
  private static final double KB = 1_024;

  private BenchClient bench;
  private ForkReport report;
  private Duration settling;

  /// What both ends hold with so many connections.
  private record At(int connections, Holdings client, Holdings server) {}

  /// Own arguments: milliseconds that connections settle, and numbers of connections, rising.
  @Override
  public void measure(Given given, ForkReport to) throws Exception {
    report = to;
    bench = new BenchClient(given);
    settling = Duration.ofMillis(Long.parseLong(bench.arguments().getFirst()));
    List<Integer> numbers = bench.arguments().stream().skip(1).map(Integer::valueOf).toList();
    report.phase("warming up");
    for (int i = 0; i < WARM_UPS; i++) { // one by one: malloc keeps what many at once once took
      WebTransportClient client = bench.open();
      bench.connect(client, "/latency").close();
      bench.close(client);
    }
    report.measured(() -> climb(numbers));
  }

  private Void climb(List<Integer> numbers) throws Exception {
    List<At> seen = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    try (WebTransportClient observer = bench.open();
        Session memory = bench.connect(observer, "/memory")) {
      At before = at(0, memory); // as the original: before there is a client
      WebTransportClient client = bench.open();
      for (int number : numbers) {
        report.phase(number + " connections");
        open(client, sessions, number - sessions.size());
        LockSupport.parkNanos(settling.toNanos());
        seen.add(at(number, memory));
        long open = sessions.stream().filter(each -> !each.closed().isDone()).count();
        report.check(OPEN, open, number, "sessions", "");
      }
      bench.close(client);
      tell("client", before, seen, At::client);
      tell("server", before, seen, At::server);
    }
    return null;
  }

  private static At at(int connections, Session memory) throws Exception {
    BidirectionalStream stream = memory.openBidirectional();
    stream.finish();
    String server = new String(stream.readAll(MEMORY_BYTES), US_ASCII);
    return new At(connections, Holdings.now(), Holdings.of(server));
  }

  private void open(WebTransportClient client, List<Session> sessions, int many) throws Exception {
    ThreadFactory threads = Thread.ofVirtual().factory();
    try (ExecutorService openers = Executors.newFixedThreadPool(AT_ONCE, threads)) {
      List<Future<Session>> opening = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        opening.add(openers.submit(() -> bench.connect(client, "/latency")));
      }
      for (Future<Session> each : opening) sessions.add(each.get());
    }
  }

  /// Numbers, in KB (1,024 bytes, as in the original's code) per connection: `<end>_resident`,
  /// and `_heap`, the slopes of a line through what was seen; `<end>_delta`, the growth of resident
  /// memory since there was no client, divided.
  private void tell(String end, At before, List<At> seen, Function<At, Holdings> of) {
    tell(end + "_resident", seen, at -> of.apply(at).residentBytes());
    tell(end + "_heap", seen, at -> of.apply(at).heapBytes());
    tell(end + "_delta", List.of(before, seen.getLast()), at -> of.apply(at).residentBytes());
  }

  private void tell(String id, List<At> seen, ToDoubleFunction<At> bytes) {
    report.number(id, slope(seen, At::connections, bytes) / KB);
  }

  /// Of the line of least squares.
  public static <T> double slope(List<T> points, ToDoubleFunction<T> x, ToDoubleFunction<T> y) {
    double meanX = points.stream().mapToDouble(x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(y).average().orElseThrow();
    double across = 0;
    double along = 0;
    for (T point : points) {
      double off = x.applyAsDouble(point) - meanX;
      across += off * (y.applyAsDouble(point) - meanY);
      along += off * off;
    }
    return across / along;
  }
}
