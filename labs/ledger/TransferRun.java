package labs.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.lab.Measure;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;

/// Measures one store under each kind of [Transfers], in an order drawn from the seed, each time
/// with fresh accounts, and then reads all of them.
public final class TransferRun implements ForkedMeasurement {
  /// What must be found after each step.
  public static final String BALANCED = "every account holds what the model says";

  /// The same.
  public static final String SUM = "the sum of all accounts is zero";

  /// The same.
  public static final String COVERED = "no account is overdrawn";

  /// The same.
  public static final String ANSWERED = "every request is answered";

  private static final String NOUN = "accounts";
  private static final int WARMING_MS_MAX = 2_000;
  private static final int WARMING_TRANSFERS = 1 << 20;

  private String store;
  private String url;
  private Path data;
  private int lanes;
  private int batch;
  private int requests;
  private int accounts;
  private int folders;

  /// What was done under one kind.
  public static Measure rate(Transfers.Kind kind, String heading) {
    return Measure.more(id(kind), heading, "transfers/s");
  }

  /// How long the slowest hundredth of requests took under one kind, at the least.
  public static Measure p99(Transfers.Kind kind, String heading) {
    return Measure.less(id(kind) + "_p99", heading, "ms");
  }

  private static String id(Transfers.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /// Arguments: `own` or a way of PostgreSQL; its URL or nothing; lanes; transfers in a request;
  /// requests; accounts; seed.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    store = arguments.get(0);
    url = arguments.get(1);
    lanes = Integer.parseInt(arguments.get(2));
    batch = Integer.parseInt(arguments.get(3));
    requests = Integer.parseInt(arguments.get(4));
    accounts = Integer.parseInt(arguments.get(5));
    long seed = Long.parseLong(arguments.get(6));
    data = given.data();
    warmUp(given.warmUpOnce(), seed, report);
    SplittableRandom order = new SplittableRandom(seed);
    List<Transfers.Kind> kinds = new ArrayList<>(List.of(Transfers.Kind.values()));
    while (!kinds.isEmpty()) {
      measure(kinds.remove(order.nextInt(kinds.size())), seed, report);
    }
  }

  private void warmUp(Duration once, long seed, ForkReport report) throws Exception {
    Duration length = Duration.ofMillis(Math.min(once.toMillis(), WARMING_MS_MAX));
    report.phase("warming up");
    int count = Math.max(batch, WARMING_TRANSFERS);
    Transfers transfers = new Transfers(Transfers.Kind.UNIFORM, accounts, count, ~seed);
    try (TransferStore warmed = open()) {
      long[] first = {0};
      try (Target target = target(warmed, transfers, new byte[count], first)) {
        report.warmUp(
            length,
            () -> {
              Recording seen = new ClosedLoop(lanes, Plan.lasting(length)).run(target);
              first[0] += seen.operations();
              return seen;
            },
            Recording::rates);
      }
    }
  }

  private void measure(Transfers.Kind kind, long seed, ForkReport report) throws Exception {
    report.phase(kind.label());
    Transfers transfers = new Transfers(kind, accounts, requests * batch, seed);
    byte[] done = new byte[transfers.count()];
    try (TransferStore measured = open();
        Target target = target(measured, transfers, done, new long[1])) {
      ClosedLoop load = new ClosedLoop(lanes, Plan.operations(requests));
      Recording seen = report.measured(() -> load.run(target));
      long moved = 0;
      for (byte each : done) {
        moved += each;
      }
      double share = moved / (double) done.length;
      report.step(id(kind), seen);
      report.number(id(kind), seen.throughputPerSecond() * batch * share);
      report.number(id(kind) + "_p99", seen.latencyNs(99) / 1e6);
      report.latencies("latency." + id(kind), seen.latencies());
      report.check(ANSWERED, seen.succeeded(), seen.operations(), "requests", kind.label());
      verify(measured, transfers.balances(done), kind, report);
    }
  }

  private void verify(
      TransferStore measured, long[] expected, Transfers.Kind kind, ForkReport report)
      throws Exception {
    long[] found = measured.balances(accounts);
    int same = 0;
    int covered = 0;
    for (int i = 0; i < accounts; i++) {
      same += found[i] == expected[i] ? 1 : 0;
      covered += found[i] >= 0 ? 1 : 0;
    }
    long sum = Arrays.stream(found).sum() + measured.minted();
    report.check(BALANCED, same, accounts, NOUN, kind.label());
    report.check(COVERED, covered, accounts, NOUN, kind.label());
    report.check(SUM, sum == 0 ? 1 : 0, 1, "sums", kind.label() + ": " + sum);
  }

  private TransferStore open() throws Exception {
    return store.equals("own")
        ? new OwnStore(data.resolve("ledger" + folders++), accounts)
        : new PostgresStore(url, PostgresStore.Way.valueOf(store), accounts);
  }

  /// Requests of transfers, each lane a client; the first is number `first`.
  private Target target(TransferStore into, Transfers transfers, byte[] done, long[] first)
      throws Exception {
    TransferStore.Client[] clients = new TransferStore.Client[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      clients[lane] = into.client(batch);
    }
    return Target.blocking(
        (lane, index) -> {
          long from = (first[0] + index) * batch;
          clients[lane].transfer(transfers, from, from + batch, done);
        });
  }
}
