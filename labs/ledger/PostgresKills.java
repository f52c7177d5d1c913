package labs.ledger;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import labs.ledger.TransferWay.Form;
import postgres.PostgresProcess;

/// Kills a PostgreSQL that keeps transfers, all of its processes at once, and starts it again on
/// what it left.
public final class PostgresKills implements ForkedMeasurement {
  /// Nothing that was answered is lost.
  public static final String FOUND = "PostgreSQL has every answered transfer after a kill";

  /// Nothing is half done.
  public static final String EXACT = "every account in PostgreSQL holds what its rows come to";

  private static final int LANES = 8;
  private static final int ACCOUNTS = 1_000;
  private static final int COUNT = 1 << 20;

  /// Arguments: how many kills; milliseconds before each, at most; a seed.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    int kills = Integer.parseInt(given.arguments().get(0));
    int mostMs = Integer.parseInt(given.arguments().get(1));
    long seed = Long.parseLong(given.arguments().get(2));
    Path data = given.data().resolve("postgres");
    SplittableRandom random = new SplittableRandom(seed);
    Transfers all = new Transfers(Transfers.Kind.UNIFORM, ACCOUNTS, COUNT, seed);
    double longest = 0;
    PostgresProcess postgres = PostgresProcess.start(data);
    try {
      for (int kill = 0; kill < kills; kill++) {
        PostgresStore store = new PostgresStore(postgres.url(), Form.SINGLE, ACCOUNTS);
        List<List<Long>> answered = payUntilKilled(store, all, postgres, random.nextInt(1, mostMs));
        long beganNs = System.nanoTime();
        postgres = PostgresProcess.start(data, postgres.port());
        longest = Math.max(longest, (System.nanoTime() - beganNs) / 1e9);
        List<Long> known = answered.stream().flatMap(List::stream).toList();
        report.check(FOUND, store.count(known), known.size(), "transfers", "");
        report.check(EXACT, store.accountsAsTheirRows(), ACCOUNTS, "accounts", "");
      }
    } finally {
      postgres.close();
    }
    report.number("postgres_back", longest);
  }

  private static List<List<Long>> payUntilKilled(
      PostgresStore store, Transfers all, PostgresProcess postgres, int ms) throws Exception {
    List<List<Long>> answered = new ArrayList<>();
    List<Thread> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      int first = lane;
      List<Long> own = new ArrayList<>();
      answered.add(own);
      TransferStore.Client client = store.client(1);
      lanes.add(Thread.ofPlatform().start(() -> pay(client, all, first, own)));
    }
    LockSupport.parkNanos(ms * 1_000_000L);
    postgres.kill();
    for (Thread lane : lanes) {
      lane.join();
    }
    return answered;
  }

  private static void pay(TransferStore.Client client, Transfers all, int first, List<Long> own) {
    byte[] done = new byte[all.count()];
    try {
      for (long i = first; i < all.count(); i += LANES) {
        client.transfer(all, i, i + 1, done);
        own.add(i);
      }
    } catch (SQLException killed) {
      // What was answered by then is known.
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
