package sequencerpostgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/// What a failed transaction means for the next attempt. The codes are PostgreSQL 18's, appendix A.
enum Failure {
  /// It collided with another; the same again may succeed at once.
  COLLIDED,
  /// The database cannot be reached, is starting or ending, or lacks a resource (connections, disk,
  /// memory); the same again may succeed later. Whether a commit took place is unknown.
  AWAY,
  /// The same again would fail the same way.
  FINAL;

  static Failure of(SQLException e) {
    if (e instanceof SQLTransientConnectionException) {
      return AWAY; // the pool had no connection in time
    }
    String code = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (code) {
      case "40001", "40P01" -> COLLIDED;
      case "57P01", "57P02", "57P03", "57P05", "57014", "25006", "58030" -> AWAY;
      default -> code.startsWith("08") || code.startsWith("53") ? AWAY : FINAL;
    };
  }
}
