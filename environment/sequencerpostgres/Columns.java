package sequencerpostgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/// One column of many rows, as an array that a statement takes for a parameter.
final class Columns {
  private Columns() {}

  static <T> Array bytes(Connection connection, List<T> rows, Function<T, byte[]> column)
      throws SQLException {
    return connection.createArrayOf("bytea", rows.stream().map(column).toArray(byte[][]::new));
  }

  /// @param column decimal digits
  static <T> Array numbers(Connection connection, List<T> rows, Function<T, String> column)
      throws SQLException {
    return connection.createArrayOf("numeric", rows.stream().map(column).toArray(String[]::new));
  }

  static <T> Array longs(Connection connection, List<T> rows, Function<T, Long> column)
      throws SQLException {
    return connection.createArrayOf("int8", rows.stream().map(column).toArray(Long[]::new));
  }
}
