package labs.batchersinks;

import batcher.sink.SinkFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import kit.lab.Trial;
import postgres.PostgresServer;
import runtime.RunningSystem;
import sinkpostgres.PostgresSinks;

/// PostgreSQL: a frame as one COPY and transaction, and an INSERT and transaction for each event.
public final class PostgresTrial {
  private PostgresTrial() {}

  /// Sends frames, and then a few events one by one.
  public static void run(Trial trial, long events, int inserts) throws Exception {
    RunningSystem postgres = trial.start(PostgresServer.launch(), trial.data("postgres"));
    String url = PostgresServer.url(postgres.address());
    SinkFactory sinks = new PostgresSinks().at(url);
    SinkLoad load = new SinkLoad();
    trial.phase("warming up");
    SinkLoad.Seen warm = load.run(sinks, 50, events / 4);
    trial.phase("COPY");
    SinkLoad.Seen batched = load.run(sinks, 50, events);
    trial.metric(SinkTrial.BATCHED, batched.rate());
    SinkTrial.account(trial, batched);
    trial.phase("reading back");
    try (Connection connection = DriverManager.getConnection(url)) {
      SinkTrial.found(
          trial,
          warm.events() + batched.events(),
          warm.satoshis() + batched.satoshis(),
          arrived(connection));
      trial.phase("INSERT");
      double single = insert(connection, inserts);
      trial.metric(SinkTrial.SINGLE, single);
      trial.metric(SinkTrial.GAIN, batched.rate() / single);
    }
  }

  private static Arrived arrived(Connection connection) throws SQLException {
    String distinct =
        "SELECT count(DISTINCT (epoch, shard, sequence)), count(*), sum(satoshis)"
            + " FROM payment_event";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(distinct)) {
      row.next();
      return row.getLong(1) == row.getLong(2)
          ? new Arrived(row.getLong(2), row.getLong(3))
          : new Arrived(row.getLong(1), -1);
    }
  }

  private static double insert(Connection connection, int inserts) throws SQLException {
    String sql =
        "INSERT INTO payment_event SELECT -1, shard, batch, ?, torrent, direction, piece, peer,"
            + " satoshis, time_ms, transaction_id FROM (SELECT * FROM payment_event LIMIT 1) one";
    connection.setAutoCommit(true);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      long startNs = System.nanoTime();
      for (int i = 0; i < inserts; i++) {
        statement.setLong(1, i);
        statement.executeUpdate();
      }
      return inserts * 1e9 / (System.nanoTime() - startNs);
    }
  }
}
