package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import postgres.Database;

/// Who may execute agents. The database holds a hash of each token, which is read when the server
/// starts: a request is known or not whatever state the database is in.
public final class Tokens {
  /// The token of the data set's first user, which everybody knows.
  public static final String DEVELOPMENT = "agent-bounty-user-1";

  private static final String SCHEME = "Bearer ";

  private final Map<ByteBuffer, Integer> users = new HashMap<>();

  private Tokens() {}

  static Tokens of(Database database) throws SQLException {
    Tokens tokens = new Tokens();
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT id, token_hash FROM users")) {
      while (row.next()) {
        tokens.users.put(ByteBuffer.wrap(row.getBytes(2)), row.getInt(1));
      }
    }
    return tokens;
  }

  /// The user of a request, or null.
  ///
  /// @param authorization the header, or null
  Integer user(String authorization) {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      return null;
    }
    try {
      byte[] token = authorization.substring(SCHEME.length()).getBytes(UTF_8);
      return users.get(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
