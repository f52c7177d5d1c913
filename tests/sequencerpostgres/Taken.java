package sequencerpostgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import postgres.Database;

/// All connections that a store's pool has, so that nobody else gets one.
record Taken(List<Connection> connections) implements AutoCloseable {
  static Taken of(Database database) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < Store.USE.connections(); i++) {
      all.add(database.connection());
    }
    return new Taken(all);
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
