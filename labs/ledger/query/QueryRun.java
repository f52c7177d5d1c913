package labs.ledger.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import postgres.PostgresProcess;

/// Reads from a PostgreSQL that holds accounts and transfers, through a pool of connections: first
/// as fast as it goes, then at half that rate by the clock.
public final class QueryRun implements ForkedMeasurement {
  /// What is asked.
  public enum Query {
    /// One account by its number.
    POINT("an account", "SELECT balance FROM account WHERE id = ?"),
    /// The last 20 transfers from an account.
    HISTORY(
        "its last 20 transfers",
        "SELECT id FROM transfer WHERE debit = ? ORDER BY id DESC LIMIT 20"),
    /// What an account ever paid.
    SUM("the sum of its transfers", "SELECT sum(amount) FROM transfer WHERE debit = ?");

    private final String label;
    private final String sql;

    Query(String label, String sql) {
      this.label = label;
      this.sql = sql;
    }

    /// For a row.
    public String label() {
      return label;
    }

    /// Of its numbers: `_p50` and `_p99` in ms, `_pool` in percent, `_most` in queries/s.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Every answer is known beforehand.
  public static final String RIGHT = "every query is answered rightly";

  private static final int POOL = 8;
  private static final int LANES = 64;
  private static final int ACCOUNTS = 10_000;
  private static final int HISTORY = 20;
  private static final String TABLES =
      """
      CREATE TABLE account (id bigint PRIMARY KEY, balance bigint NOT NULL);
      CREATE TABLE transfer (id bigint PRIMARY KEY, debit bigint NOT NULL, amount bigint NOT NULL);
      INSERT INTO account SELECT i, 7 * i FROM generate_series(0, %1$s - 1) i;
      INSERT INTO transfer SELECT i, i %% %1$s, 3 FROM generate_series(0, %2$s - 1) i;
      CREATE INDEX ON transfer (debit, id);
      """;

  private final LongAdder usedNs = new LongAdder();
  private final LongAdder heldNs = new LongAdder();
  private int each;

  /// Arguments: transfers an account; milliseconds of each load.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    each = Integer.parseInt(given.arguments().get(0));
    Duration length = Duration.ofMillis(Long.parseLong(given.arguments().get(1)));
    try (PostgresProcess postgres = PostgresProcess.start(given.data().resolve("postgres"));
        HikariDataSource pool = pool(postgres.url())) {
      try (Connection connection = pool.getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(TABLES.formatted(ACCOUNTS, ACCOUNTS * each));
        statement.execute("VACUUM ANALYZE");
      }
      for (Query query : Query.values()) {
        measure(query, pool, length, given.warmUpOnce(), report);
      }
    }
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(POOL);
    return new HikariDataSource(config);
  }

  private void measure(
      Query query, HikariDataSource pool, Duration length, Duration once, ForkReport report)
      throws Exception {
    report.phase(query.label());
    Target.BlockingOperation ask = (_, index) -> ask(query, pool, (int) (index % ACCOUNTS));
    try (Target target = Target.blocking(ask, Thread.ofPlatform().daemon().factory())) {
      ClosedLoop closed = new ClosedLoop(POOL, Plan.lasting(once));
      double most =
          report.warmUp(once, () -> closed.run(target), Recording::rates).throughputPerSecond();
      OpenLoop half = new OpenLoop(Arrivals.constant(most / 2), LANES, Plan.lasting(length));
      usedNs.reset();
      heldNs.reset();
      Recording seen = report.measured(() -> half.run(target));
      String id = query.id();
      report.step(id, seen);
      report.number(id + "_most", most);
      report.number(id + "_p50", seen.latencyNs(50) / 1e6);
      report.number(id + "_p99", seen.latencyNs(99) / 1e6);
      report.number(id + "_pool", 100.0 * usedNs.sum() / heldNs.sum());
      report.latencies("latency." + id, seen.latencies());
      report.check(
          RIGHT, seen.succeeded(), seen.operations(), "queries", seen.failures().toString());
    }
  }

  private void ask(Query query, HikariDataSource pool, int account) throws SQLException {
    long beganNs = System.nanoTime();
    try (Connection connection = pool.getConnection()) {
      long hasNs = System.nanoTime();
      try (PreparedStatement statement = connection.prepareStatement(query.sql)) {
        statement.setLong(1, account);
        try (ResultSet rows = statement.executeQuery()) {
          require(query, account, rows);
        }
      }
      long endNs = System.nanoTime();
      usedNs.add(endNs - hasNs);
      heldNs.add(endNs - beganNs);
    }
  }

  private void require(Query query, int account, ResultSet rows) throws SQLException {
    int count = 0;
    long value = 0;
    while (rows.next()) {
      value += rows.getLong(1);
      count++;
    }
    int last = Math.min(each, HISTORY);
    boolean right =
        switch (query) {
          case POINT -> count == 1 && value == 7L * account;
          case SUM -> count == 1 && value == 3L * each;
          case HISTORY -> count == last && value == lastKeys(account, last);
        };
    if (!right) {
      throw new IllegalStateException("a wrong answer");
    }
  }

  /// The sum of the keys of an account's last transfers.
  private long lastKeys(int account, int last) {
    long first = each - last;
    long rounds = (first + each - 1) * last / 2;
    return (long) account * last + rounds * ACCOUNTS;
  }
}
