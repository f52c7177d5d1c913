package sequencerpostgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import postgres.Database;
import postgres.Script;
import sequencer.channel.Change;
import sequencer.engine.History;

/// The tables of `schema.sql`, and the right to write to them.
///
/// The right belongs to whoever opened the store last. Opening it counts up the epoch in the
/// writer's row and so waits for a batch of the former writer that is being committed; after that
/// no batch of another epoch changes anything. So a sequencer that was killed in the middle of a
/// commit cannot add to what its successor has read.
final class Store implements AutoCloseable {
  /// One writes; one more, so that a connection that the server has cut is replaced at once; and
  /// those that read the history, so that the writer never waits for them.
  private static final int CONNECTIONS = 2 + StoreHistory.READERS;

  /// Every statement of a batch finds its rows by their key. A planner that has not yet counted the
  /// rows of a young table would read all of it instead, batch after batch; and planning anew each
  /// time, which is what it does with arrays, costs more than a small batch does. A channel's
  /// vouchers come in the order of the key, one after the other as they are asked for, instead of
  /// being gathered and sorted first.
  private static final String BY_KEY =
      "SET enable_seqscan TO off; SET enable_hashjoin TO off; SET enable_mergejoin TO off"
          + "; SET enable_bitmapscan TO off; SET plan_cache_mode TO force_generic_plan";

  /// How it uses a database.
  static final Database.Use USE = new Database.Use("sequencer", CONNECTIONS, false, BY_KEY);

  private static final int TAKE_OVER_ATTEMPTS = 10;

  private final Database database;
  private long epoch;
  private long batch;
  private long count;

  private Store(Database database) {
    this.database = database;
  }

  /// Creates the tables if they are absent, takes the store over, and replays what it holds.
  ///
  /// @throws IOException if the store cannot be used; the database is then closed
  static Store open(Database database, Consumer<Change> replay) throws IOException {
    Store store = new Store(database);
    try {
      database.run(Script.read(Store.class, "schema.sql"));
      store.takeOver();
      store.count = store.read(replay);
      return store;
    } catch (SQLException e) {
      database.close();
      throw new IOException("the store in PostgreSQL cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  /// How many changes it held when it was opened.
  long count() {
    return count;
  }

  /// What it holds, to be read while it is written to.
  History history() {
    return new StoreHistory(database);
  }

  private void takeOver() throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = database.connection()) {
        takeOver(connection);
        connection.commit();
        return;
      } catch (SQLException e) {
        if (Failure.of(e) != Failure.COLLIDED || attempt == TAKE_OVER_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void takeOver(Connection connection) throws SQLException {
    try (PreparedStatement first =
            connection.prepareStatement(
                "INSERT INTO writer (channel_id, epoch, batch) VALUES (?, 0, 0)"
                    + " ON CONFLICT (channel_id) DO NOTHING");
        PreparedStatement next =
            connection.prepareStatement(
                "UPDATE writer SET epoch = epoch + 1 WHERE channel_id = ?"
                    + " RETURNING epoch, batch")) {
      first.setBytes(1, Bytes.NO_CHANNEL);
      first.executeUpdate();
      next.setBytes(1, Bytes.NO_CHANNEL);
      try (ResultSet row = next.executeQuery()) {
        row.next();
        epoch = row.getLong(1);
        batch = row.getLong(2);
      }
    }
  }

  private long read(Consumer<Change> replay) throws SQLException {
    try (Connection connection = database.connection()) {
      return new StoreReader(connection).read(replay);
    }
  }

  /// Writes the next batch, durably. If that fails its fate is unknown: [#hasNext] tells. An
  /// attempt whose connection broke may still be committed while this one waits for its row; then
  /// the batch is there, and this attempt changes nothing.
  ///
  /// @throws Replaced if another sequencer has the store now
  /// @throws IOException if the mark of the batches is not where this writer left it
  void writeNext(Rows rows) throws SQLException, IOException {
    boolean marked;
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(true); // until it goes back to the pool
      marked = rows.write(connection, epoch, batch + 1);
    }
    if (marked) {
      batch++;
    } else if (!hasNext()) {
      throw new IOException(
          "the store's last batch is %s, so something else has written to it".formatted(batch));
    }
  }

  /// Whether the batch of the last, failed [#writeNext] is there after all. If so it counts.
  ///
  /// @throws Replaced if another sequencer has the store now
  boolean hasNext() throws SQLException, Replaced {
    try (Connection connection = database.connection();
        PreparedStatement query =
            connection.prepareStatement("SELECT epoch, batch FROM writer WHERE channel_id = ?")) {
      query.setBytes(1, Bytes.NO_CHANNEL);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next() || row.getLong(1) != epoch) {
          throw new Replaced();
        }
        boolean isThere = row.getLong(2) == batch + 1;
        batch = row.getLong(2);
        return isThere;
      }
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
