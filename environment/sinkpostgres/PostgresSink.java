package sinkpostgres;

import batcher.frame.Frame;
import batcher.sink.Mark;
import batcher.sink.Sink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Batches to PostgreSQL, a row for each event, by binary COPY.
///
/// A frame is one transaction: its rows, and the mark of the shard's last batch. So the database
/// has all of a frame or nothing, what comes again is known by the mark, and every event is there
/// once. An answer means that it is on the disk, unless the database was told otherwise.
public final class PostgresSink implements Sink {
  static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS payment_event (
        epoch bigint NOT NULL,
        shard integer NOT NULL,
        batch bigint NOT NULL,
        sequence bigint NOT NULL,
        torrent bytea NOT NULL,
        direction smallint NOT NULL,
        piece integer NOT NULL,
        peer bytea NOT NULL,
        satoshis bigint NOT NULL,
        time_ms bigint NOT NULL,
        transaction_id bytea NOT NULL);
      CREATE TABLE IF NOT EXISTS batch_mark (
        shard integer PRIMARY KEY,
        epoch bigint NOT NULL,
        number bigint NOT NULL);
      """;

  /// Two shards that create the tables at once would otherwise collide in the catalog.
  private static final long TABLES_LOCK = 0x6261746368L;

  private static final String COPY =
      "COPY payment_event (epoch, shard, batch, sequence, torrent, direction, piece, peer,"
          + " satoshis, time_ms, transaction_id) FROM STDIN (FORMAT binary)";

  private final int shard;
  private final String url;
  private final CopyRows rows = new CopyRows();
  private Connection connection;
  private Mark mark = Mark.NONE;

  /// @throws SQLException if the database cannot be reached
  PostgresSink(int shard, String url) throws SQLException {
    this.shard = shard;
    this.url = url;
    connect();
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public long lastEpoch() {
    return mark.epoch();
  }

  @Override
  public void deliver(Frame frame) throws SQLException {
    if (connection == null) {
      connect();
    }
    try {
      write(frame);
    } catch (SQLException | RuntimeException e) {
      // Whether the transaction was committed is not known now; the mark will tell.
      disconnect();
      throw e;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private void write(Frame frame) throws SQLException {
    Mark[] last = {mark};
    rows.begin();
    frame.forEach(
        batch -> {
          if (!last[0].covers(batch)) {
            last[0] = Mark.of(batch);
            rows.add(batch);
          }
        });
    if (last[0].equals(mark)) {
      return;
    }
    rows.end();
    CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
    copy.writeToCopy(rows.bytes(), 0, rows.length());
    copy.endCopy();
    try (PreparedStatement update =
        connection.prepareStatement(
            "INSERT INTO batch_mark VALUES (?, ?, ?) ON CONFLICT (shard)"
                + " DO UPDATE SET epoch = excluded.epoch, number = excluded.number")) {
      update.setInt(1, shard);
      update.setLong(2, last[0].epoch());
      update.setLong(3, last[0].number());
      update.executeUpdate();
    }
    connection.commit();
    mark = last[0];
  }

  private void connect() throws SQLException {
    Connection opened = DriverManager.getConnection(url);
    try {
      opened.setAutoCommit(false);
      try (Statement statement = opened.createStatement()) {
        statement.execute("SELECT pg_advisory_xact_lock(" + TABLES_LOCK + ")");
        statement.execute(TABLES);
      }
      mark = readMark(opened);
      opened.commit();
      connection = opened;
    } catch (SQLException e) {
      opened.close();
      throw e;
    }
  }

  private Mark readMark(Connection opened) throws SQLException {
    try (PreparedStatement query =
        opened.prepareStatement("SELECT epoch, number FROM batch_mark WHERE shard = ?")) {
      query.setInt(1, shard);
      try (ResultSet found = query.executeQuery()) {
        return found.next() ? new Mark(found.getLong(1), found.getLong(2)) : Mark.NONE;
      }
    }
  }

  private void disconnect() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      // It was of no use any more.
    }
    connection = null;
  }
}
