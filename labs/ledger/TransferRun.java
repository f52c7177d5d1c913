package labs.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import labs.ledger.Transfers.Kind;
import postgres.PostgresProcess;
import runtime.Folders;

/// Measures one store under each kind of [Transfers] in each [TransferWay], in an order drawn from
/// the seed, each time with fresh accounts, and then reads all of them.
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
  private static final int THREADS_MAX = 64;
  private static final int WARMING_MS_MAX = 2_000;
  private static final int WARMING_TRANSFERS = 1 << 20;

  /// A step that is measured.
  private record Step(TransferWay way, Kind kind) {}

  private Stores stores;
  private int accounts;
  private long seed;
  private ForkReport report;

  /// Where accounts are kept, and how they are made anew.
  @FunctionalInterface
  private interface Stores {
    TransferStore open(TransferWay way) throws Exception;
  }

  /// Arguments: `ledger`, `PostgreSQL`, `SQLite` or `LMDB`; accounts; seed; the ways.
  @Override
  public void measure(Given given, ForkReport into) throws Exception {
    List<String> arguments = given.arguments();
    String store = arguments.getFirst();
    accounts = Integer.parseInt(arguments.get(1));
    seed = Long.parseLong(arguments.get(2));
    report = into;
    List<TransferWay> ways =
        arguments.subList(3, arguments.size()).stream().map(TransferWay::parse).toList();
    Path data = given.data();
    if (store.equals("PostgreSQL")) {
      try (PostgresProcess postgres = PostgresProcess.start(data.resolve("postgres"))) {
        stores = way -> new PostgresStore(postgres.url(), way.form(), accounts);
        measure(ways, given.warmUpOnce());
      }
    } else {
      stores = _ -> embedded(store, data.resolve("store"));
      measure(ways, given.warmUpOnce());
    }
  }

  private TransferStore embedded(String store, Path folder) throws Exception {
    Folders.delete(folder);
    return switch (store) {
      case "ledger" -> new OwnStore(folder, accounts);
      case "SQLite" -> new SqliteStore(folder, accounts);
      case "LMDB" -> new LmdbStore(folder, accounts);
      default -> throw new IllegalArgumentException("no store \"" + store + "\"");
    };
  }

  private void measure(List<TransferWay> ways, Duration warmUpOnce) throws Exception {
    SplittableRandom order = new SplittableRandom(seed);
    List<Step> steps = new ArrayList<>();
    for (TransferWay way : ways) {
      warmUp(way, warmUpOnce);
      way.kinds().forEach(kind -> steps.add(new Step(way, kind)));
    }
    while (!steps.isEmpty()) {
      Step step = steps.remove(order.nextInt(steps.size()));
      measure(step.way, step.kind);
    }
  }

  private void warmUp(TransferWay way, Duration once) throws Exception {
    Duration length = Duration.ofMillis(Math.min(once.toMillis(), WARMING_MS_MAX));
    report.phase("warming up");
    int count = Math.max(way.batch(), WARMING_TRANSFERS);
    Transfers transfers = new Transfers(Kind.UNIFORM, accounts, count, ~seed);
    try (TransferStore warmed = stores.open(way)) {
      long[] first = {0};
      try (Target target = target(warmed, way, transfers, new byte[count], first)) {
        report.warmUp(
            length,
            () -> {
              Recording seen = load(way, Plan.lasting(length)).run(target);
              first[0] += seen.operations();
              return seen;
            },
            Recording::rates);
      }
    }
  }

  private static Load load(TransferWay way, Plan plan) {
    return way.ratePerSecond() == 0
        ? new ClosedLoop(way.lanes(), plan)
        : new OpenLoop(
            Arrivals.constant(way.ratePerSecond() / (double) way.batch()), way.lanes(), plan);
  }

  private void measure(TransferWay way, Kind kind) throws Exception {
    report.phase(way.id(kind));
    int requests = way.requests(kind);
    Transfers transfers = new Transfers(kind, accounts, requests * way.batch(), seed);
    byte[] done = new byte[transfers.count()];
    try (TransferStore measured = stores.open(way);
        Target target = target(measured, way, transfers, done, new long[1])) {
      Load load = load(way, Plan.operations(requests));
      Recording seen = report.measured(() -> load.run(target));
      long moved = 0;
      for (byte each : done) {
        moved += each;
      }
      double share = moved / (double) done.length;
      String id = way.id(kind);
      report.step(id, seen);
      report.number(id, seen.throughputPerSecond() * way.batch() * share);
      report.number(id + "_p99", seen.latencyNs(99) / 1e6);
      report.latencies("latency." + id, seen.latencies());
      report.check(ANSWERED, seen.succeeded(), seen.operations(), "requests", id);
      verify(measured, transfers.balances(done), id);
    }
  }

  private void verify(TransferStore measured, long[] expected, String id) throws Exception {
    long[] found = measured.balances(accounts);
    int same = 0;
    int covered = 0;
    for (int i = 0; i < accounts; i++) {
      same += found[i] == expected[i] ? 1 : 0;
      covered += found[i] >= 0 ? 1 : 0;
    }
    long sum = Arrays.stream(found).sum() + measured.minted();
    report.check(BALANCED, same, accounts, NOUN, id);
    report.check(COVERED, covered, accounts, NOUN, id);
    report.check(SUM, sum == 0 ? 1 : 0, 1, "sums", id + ": " + sum);
  }

  /// Requests of transfers, each lane a client; the first is number `first`. A few lanes are
  /// threads of the system, which wait for a socket with less ado; LMDB's transactions are bound to
  /// theirs.
  private static Target target(
      TransferStore into, TransferWay way, Transfers transfers, byte[] done, long[] first)
      throws Exception {
    TransferStore.Client[] clients = new TransferStore.Client[way.lanes()];
    for (int lane = 0; lane < clients.length; lane++) {
      clients[lane] = into.client(way.batch());
    }
    Target.BlockingOperation request =
        (lane, index) -> {
          long from = (first[0] + index) * way.batch();
          clients[lane].transfer(transfers, from, from + way.batch(), done);
        };
    return way.lanes() <= THREADS_MAX
        ? Target.blocking(request, Thread.ofPlatform().daemon().factory())
        : Target.blocking(request);
  }
}
