package labs.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// What two databases have in common.
final class Jdbc {
  private Jdbc() {}

  /// Sets a statement's parameters, from the first.
  static void set(PreparedStatement statement, long... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setLong(i + 1, values[i]);
    }
  }
}
