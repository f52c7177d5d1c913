package labs.ledger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kit.lab.Measure;
import kit.lab.Trial;
import kit.lab.Windows;
import postgres.PostgresServer;
import runtime.OperatingSystem;
import runtime.ProgramRun;
import runtime.RunningSystem;
import runtime.StartFailure;

/// PostgreSQL's own measure, pgbench, as this machine has it, against a fresh PostgreSQL of ours.
/// Its transaction, after TPC-B, changes an account, a teller and a branch, reads the account and
/// notes it: five statements, each a round trip, and two more that begin and end.
public final class PgBench {
  /// What its history must come to.
  public static final String SAME = "pgbench's accounts hold what its history says";

  /// None fails.
  public static final String DONE = "every transaction of pgbench is done";

  private static final String NAME = "pgbench";
  private static final int CONNECTIONS = 32;
  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
  private static final Pattern PROCESSED = Pattern.compile("actually processed: (\\d+)");
  private static final String SUMS =
      "SELECT (SELECT sum(abalance) FROM pgbench_accounts), sum(delta), count(*)"
          + " FROM pgbench_history";

  private PgBench() {}

  /// What is missing here, if something is.
  public static Optional<String> absence() {
    return OperatingSystem.program(NAME).isEmpty()
        ? Optional.of("no pgbench on this machine, so PostgreSQL's own measure was not taken")
        : Optional.empty();
  }

  /// Runs it. 100,000 accounts a unit of scale: a transaction changes one row for each of those.
  ///
  /// @param rate transactions a second
  public static void measure(Trial trial, Measure rate) throws StartFailure, IOException {
    RunningSystem postgres = trial.start(PostgresServer.launch(), trial.data("postgres"));
    int scale = trial.pick(1, 10, 10, 10);
    run(postgres.address(), "--initialize", "--quiet", "--scale", "" + scale);
    trial.phase("warming up");
    int warming = trial.pick(1, 50, 300, 1_000);
    load(postgres.address(), warming);
    trial.phase("TPC-B");
    int measured = trial.pick(2, 100, 600, 3_000);
    Windows.Window window = trial.watch();
    String said = load(postgres.address(), measured);
    window.end();
    trial.metric(rate, Double.parseDouble(find(RATE, said)));
    long done = (long) CONNECTIONS * measured;
    trial.check(DONE, Long.parseLong(find(PROCESSED, said)), done, "transactions");
    verify(trial, PostgresServer.url(postgres.address()), (long) CONNECTIONS * warming + done);
  }

  private static void verify(Trial trial, String url, long done) throws IOException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SUMS)) {
      row.next();
      boolean same = row.getLong(1) == row.getLong(2);
      String sums = row.getLong(1) + " and " + row.getLong(2);
      trial.check(SAME, same ? Math.min(row.getLong(3), done) : 0, done, "transactions", sums);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static String load(InetSocketAddress address, int each) throws IOException {
    return run(
        address,
        "--client=" + CONNECTIONS,
        "--jobs=2",
        "--no-vacuum",
        "--protocol=prepared",
        "--transactions=" + each);
  }

  private static String run(InetSocketAddress address, String... arguments) throws IOException {
    Path program = OperatingSystem.program(NAME).orElseThrow();
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of("--host", address.getAddress().getHostAddress()));
    command.addAll(List.of("--port", "" + address.getPort(), "--username", "postgres"));
    command.addAll(List.of(arguments));
    command.add("postgres");
    return ProgramRun.output("pgbench failed", new ProcessBuilder(command));
  }

  private static String find(Pattern what, String said) throws IOException {
    Matcher found = what.matcher(said);
    if (!found.find()) {
      throw new IOException("pgbench said nothing like \"" + what + "\": " + said);
    }
    return found.group(1);
  }
}
