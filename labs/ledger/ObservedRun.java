package labs.ledger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CancellationException;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import ledgerserver.Grant;
import ledgerserver.LedgerNode;
import ledgerserver.Scope;
import ledgerserver.ServerConfig;
import ledgerserver.Tokens;

/// Observes a ledger's server in the same JVM: what counting costs, and how soon an incident and a
/// request can be seen from outside while it is loaded.
public final class ObservedRun implements ForkedMeasurement {
  /// What must be found.
  public static final String COUNTED = "while counting, every request is counted; else none";

  /// The same.
  public static final String ALERTED = "an alert fires for every incident, and for nothing before";

  private static final int LANES = 32;
  private static final int FORGED = 20;
  private static final double BESIDE = 1_000;
  private static final byte[] HEALTH = HttpTarget.request("GET", "/health", "ledger", "", empty());

  private String host;

  private static byte[] empty() {
    return new byte[0];
  }

  /// Arguments: pairs of slices, of a quarter of a second each in milliseconds; looks at the
  /// metrics.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    int pairs = Integer.parseInt(arguments.get(0));
    Duration slice = Duration.ofMillis(Long.parseLong(arguments.get(1)));
    int looks = Integer.parseInt(arguments.get(2));
    ServerConfig config = ServerConfig.in(given.data().resolve("ledger"));
    Grant all =
        new Grant(
            "lab",
            EnumSet.allOf(Scope.class),
            1,
            Long.MAX_VALUE,
            Instant.now().plus(Duration.ofDays(2)).getEpochSecond());
    try (LedgerNode node = LedgerNode.start(config)) {
      host = "ledger\r\nAuthorization: Bearer " + Tokens.in(config.data()).sign(all);
      try (HttpTarget target = connect(node.address())) {
        overhead(node, target, pairs, slice, given.warmUpOnce(), report);
      }
      node.count(true);
      watch(node.address(), looks, report);
    }
  }

  private static HttpTarget connect(InetSocketAddress server) throws IOException {
    return HttpTarget.connect(
        server, LANES, (_, _, out) -> out.put(HEALTH), HttpTarget.Answers.SUCCESS);
  }

  /// On, off, off, on, and so on: by the median of what each pair loses.
  private void overhead(
      LedgerNode node, Target target, int pairs, Duration slice, Duration once, ForkReport report)
      throws Exception {
    report.phase("counting and not");
    ClosedLoop load = new ClosedLoop(LANES, Plan.lasting(slice));
    report.warmUp(once, () -> load.with(Plan.lasting(once)).run(target), Recording::rates);
    node.count(false);
    load.with(Plan.lasting(once)).run(target);
    List<Double> lost = new ArrayList<>();
    long before = counted(node.address());
    long expected = 0;
    double rate = 0;
    for (int pair = 0; pair < pairs; pair++) {
      double[] rates = new double[2];
      for (int i = 0; i < 2; i++) {
        int on = (pair + i) % 2;
        node.count(on == 1);
        Recording seen = report.measured(() -> load.run(target));
        rates[on] = seen.throughputPerSecond();
        expected += on * seen.succeeded();
      }
      lost.add(100 * (1 - rates[1] / rates[0]));
      rate += rates[0] / pairs;
    }
    node.count(false);
    long counted = counted(node.address()) - before;
    report.check(COUNTED, Math.min(counted, expected), Math.max(counted, expected), "requests", "");
    report.series("lost", lost);
    report.number("rate", rate);
    Collections.sort(lost);
    report.number("overhead", lost.get(pairs / 2));
  }

  /// How soon something is seen, while others are served by a clock.
  private void watch(InetSocketAddress server, int looks, ForkReport report) throws Exception {
    report.phase("looking on");
    OpenLoop beside =
        new OpenLoop(Arrivals.constant(BESIDE), LANES, Plan.lasting(Duration.ofHours(1)));
    try (HttpTarget target = connect(server)) {
      Thread loading =
          Thread.ofPlatform()
              .daemon()
              .start(
                  () -> {
                    try {
                      beside.run(target);
                    } catch (CancellationException e) {
                      // It has been beside long enough.
                    }
                  });
      report.measured(
          () -> {
            looks(server, looks, report);
            incident(server, report);
            return null;
          });
      loading.interrupt();
      loading.join();
    }
  }

  private void looks(InetSocketAddress server, int looks, ForkReport report) throws IOException {
    List<Double> seconds = new ArrayList<>();
    byte[] metrics = HttpTarget.request("GET", "/metrics", host, "", empty());
    for (int i = 0; i < looks; i++) {
      long startNs = System.nanoTime();
      Once.send(server, metrics);
      seconds.add((System.nanoTime() - startNs) / 1e9);
    }
    report.series("looks", seconds);
    Collections.sort(seconds);
    report.number("look", seconds.get((int) Math.ceil(looks * 0.99) - 1));
  }

  /// Forged tokens, one after the other, and a look at the alerts after each.
  private void incident(InetSocketAddress server, ForkReport report) throws IOException {
    byte[] alerts = HttpTarget.request("GET", "/alerts", host, "", empty());
    byte[] forged =
        HttpTarget.request("GET", "/totals", host.replace("lt1.lab.", "lt1.thief."), "", empty());
    boolean silent = !text(Once.send(server, alerts)).contains("forged");
    long startNs = System.nanoTime();
    int sent = 0;
    while (sent < 2 * FORGED && !text(Once.send(server, alerts)).contains("forged")) {
      Once.sendRefused(server, forged, 401);
      sent++;
    }
    double seconds = (System.nanoTime() - startNs) / 1e9;
    report.check(
        ALERTED, silent && sent == FORGED ? 1 : 0, 1, "incidents", sent + " forged tokens");
    report.number("alert", seconds);
  }

  /// Answers of the path that is loaded.
  private long counted(InetSocketAddress server) throws IOException {
    String line = "ledger_http_requests_total{route=\"HEALTH\",status=\"200\"} ";
    byte[] metrics = HttpTarget.request("GET", "/metrics", host, "", empty());
    return text(Once.send(server, metrics))
        .lines()
        .filter(each -> each.startsWith(line))
        .mapToLong(each -> Long.parseLong(each.substring(line.length())))
        .sum();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
