package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import postgres.Database;
import postgres.Script;
import sandbox.wasmtime.Wat;

/// The stated data set, with which an empty database is filled.
final class Dataset {
  private Dataset() {}

  /// Makes the tables where they are absent and fills them if they are empty.
  ///
  /// @throws IOException if there is another number of bounties already
  static void require(Database database, int bounties) throws SQLException, IOException {
    database.run(Script.read(Dataset.class, "schema.sql"));
    int found = count(database);
    if (found == 0) {
      fill(database, bounties);
    } else if (found != bounties) {
      throw new IOException(
          "the database holds %s bounties, not %s; take an empty one".formatted(found, bounties));
    }
  }

  private static int count(Database database) throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM bounties")) {
      row.next();
      return row.getInt(1);
    }
  }

  /// All of it or nothing: a server that is killed here finds an empty database next time.
  private static void fill(Database database, int bounties) throws SQLException {
    String script = Script.read(Dataset.class, "dataset.sql").replace("${bounties}", "" + bounties);
    try (Connection connection = database.connection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(script);
      }
      set(connection, "javascript", Script.read(Dataset.class, "arithmetic.js").getBytes(UTF_8));
      set(connection, "webassembly", Wat.binary(Script.read(Dataset.class, "arithmetic.wat")));
      connection.commit();
    }
  }

  private static void set(Connection connection, String language, byte[] code) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE agents SET code = ? WHERE language = ?")) {
      update.setBytes(1, code);
      update.setString(2, language);
      update.executeUpdate();
    }
  }
}
