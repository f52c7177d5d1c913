package labs.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kit.fork.ForkedMeasurement;
import transport.BidirectionalStream;
import transport.Session;
import transport.TransportLaunch;
import transport.WebTransportClient;
import transport.quic.EndpointStatistics;
import transport.quic.Engine;
import transport.quic.QuicSettings;
import transport.quic.Trust;
import transport.session.Limits;

/// The client of a trial, in its own JVM: where the server is, how a client is opened, and what all
/// sockets that it closed have counted.
public final class BenchClient {
  /// How every client and every server of the labs is set, but for the server's certificate.
  public static final QuicSettings SETTINGS = QuicSettings.of("h3");

  private static final Pattern COUNT = Pattern.compile("\"(\\w+)\": (\\d+)");
  private static final int STATS_BYTES = 10_000;
  private static final long PATIENCE_NS = 5_000_000_000L;
  private static final int HOST = 0;
  private static final int PORT = 1;
  private static final int SEED = 2;
  private static final int ENGINE = 3;
  private static final int OWN = 4;

  private final Engine engine;
  private final WebTransportClient.Options options =
      WebTransportClient.Options.of(new Trust.AnyoneForTests());
  private final URI server;
  private final long seed;
  private final Jobs jobs;
  private final List<String> arguments;
  private long packetsReceived;
  private long packetsDropped;
  private long receiveBufferBytes = Long.MAX_VALUE;

  /// @param given by [TransportTrial#measure]
  public BenchClient(ForkedMeasurement.Given given) {
    List<String> all = given.arguments();
    server = URI.create("https://%s:%s".formatted(all.get(HOST), all.get(PORT)));
    seed = Long.parseLong(all.get(SEED));
    engine = TransportLaunch.engine(all.get(ENGINE));
    jobs = new Jobs(seed);
    arguments = all.subList(OWN, all.size());
  }

  /// A client of the server at this address.
  ///
  /// @param seed the trial's own
  public BenchClient(InetSocketAddress address, long seed) {
    this(
        new ForkedMeasurement.Given(
            List.of(
                address.getAddress().getHostAddress(),
                String.valueOf(address.getPort()),
                String.valueOf(seed),
                TransportLaunch.ENGINES.getFirst()),
            Path.of(""),
            List.of(),
            Duration.ZERO));
  }

  /// What the lab gave besides.
  public List<String> arguments() {
    return arguments;
  }

  /// The trial's own.
  public long seed() {
    return seed;
  }

  /// What can be done, with bytes drawn from the trial's seed.
  Jobs jobs() {
    return jobs;
  }

  /// A client with a socket of its own; close it by [#close].
  public WebTransportClient open() throws IOException {
    return WebTransportClient.open(engine, SETTINGS, Limits.DEFAULT);
  }

  /// Asks for the session of a job.
  void connect(WebTransportClient client, Job job) throws IOException {
    client.connect(server.resolve(job.path()), options, job);
  }

  /// A session for threads that wait.
  public Session connect(WebTransportClient client, String path)
      throws IOException, InterruptedException {
    return client.connect(server.resolve(path), options);
  }

  /// Closes a client when everything has left, and keeps what its socket counted.
  public void close(WebTransportClient client) {
    client.close();
    EndpointStatistics seen = client.endpoint().statistics();
    synchronized (this) {
      packetsReceived += seen.datagramsReceived();
      packetsDropped += seen.droppedBySystem();
      receiveBufferBytes = Math.min(receiveBufferBytes, seen.receiveBufferBytes());
    }
  }

  /// Packets that came to all clients which were closed.
  public synchronized long packetsReceived() {
    return packetsReceived;
  }

  /// Packets that found the receive buffer of one of them full.
  public synchronized long packetsDropped() {
    return packetsDropped;
  }

  /// The smallest that the system gave one of them.
  public synchronized long receiveBufferBytes() {
    return receiveBufferBytes;
  }

  /// What the server has counted by now ([transport.bench.Counts]).
  public Map<String, Long> stats() throws IOException, InterruptedException {
    try (WebTransportClient client = open();
        Session session = connect(client, "/stats")) {
      BidirectionalStream stream = session.openBidirectional();
      stream.finish();
      String json = new String(stream.readAll(STATS_BYTES), US_ASCII);
      return COUNT
          .matcher(json)
          .results()
          .collect(Collectors.toMap(each -> each.group(1), each -> Long.valueOf(each.group(2))));
    }
  }

  /// The same, when no session but the one that asks is open.
  ///
  /// @throws IOException if some do not end
  public Map<String, Long> statsAtRest() throws IOException, InterruptedException {
    long beganNs = System.nanoTime();
    while (true) {
      Map<String, Long> seen = stats();
      if (seen.get("sessions_begun") == seen.get("sessions_ended") + 1) return seen;
      if (System.nanoTime() - beganNs > PATIENCE_NS) {
        throw new IOException("sessions do not end at the server: " + seen);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
