package postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;

/// A database to store in: one that the user named, or a server of our own in the data folder,
/// which ends with its owner and is started again when it has died.
public final class Database implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);

  /// A server that hangs must not hold a batch for ever.
  private static final int ANSWER_SECONDS_MAX = 10;

  private static final int OWN_ATTEMPTS = 3;

  /// How a database is used.
  ///
  /// @param name of the user, for the server's own lists
  /// @param connections the most that are open at once
  /// @param autoCommit whether each statement on a new connection is a transaction of its own
  /// @param settings statements that a new connection begins with, `SET ...` one after the other
  public record Use(String name, int connections, boolean autoCommit, String settings) {}

  private final HikariDataSource pool;
  private final Path data;
  private PostgresProcess own;

  private Database(HikariDataSource pool, Path data, PostgresProcess own) {
    this.pool = pool;
    this.data = data;
    this.own = own;
  }

  /// @param address a JDBC URL, or empty for a server of our own in `data`
  /// @throws IOException if it cannot be reached or does not force what it commits
  /// @throws IllegalArgumentException if the address is no URL of a PostgreSQL database
  public static Database open(String address, Path data, Use use) throws IOException {
    if (!address.isEmpty() && !address.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "PostgreSQL is named by a JDBC URL, jdbc:postgresql://HOST:PORT/NAME?user=..., not '%s'"
              .formatted(withoutParameters(address)));
    }
    PostgresProcess own = address.isEmpty() ? PostgresProcess.start(data) : null;
    String url = own == null ? address : own.url();
    HikariDataSource pool = null;
    try {
      pool = pool(url, use);
      Database database = new Database(pool, data, own);
      database.requireForce();
      return database;
    } catch (IOException | SQLException | PoolInitializationException e) {
      if (pool != null) {
        pool.close();
      }
      if (own != null) {
        own.close();
      }
      throw new IOException(
          "the database at %s cannot be used: %s".formatted(withoutParameters(url), e.getMessage()),
          e);
    }
  }

  private static HikariDataSource pool(String url, Use use) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(use.name());
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(use.connections());
    config.setAutoCommit(use.autoCommit());
    config.setConnectionTimeout(CONNECT_LIMIT.toMillis());
    config.setConnectionInitSql("SET synchronous_commit TO on; " + use.settings());
    // Committed at once: a setting ends with the transaction that made it, if that is rolled back.
    config.setIsolateInternalQueries(true);
    config.addDataSourceProperty("ApplicationName", use.name());
    config.addDataSourceProperty("connectTimeout", CONNECT_LIMIT.toSeconds());
    config.addDataSourceProperty("socketTimeout", ANSWER_SECONDS_MAX);
    config.addDataSourceProperty("tcpKeepAlive", true);
    return new HikariDataSource(config);
  }

  /// An answer says "durable"; a server that does not force its log would make that a lie. A
  /// distributed database has a log of its own and says nothing with this setting.
  private void requireForce() throws SQLException, IOException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT current_setting('fsync'), version() LIKE '%-YB-%'")) {
      row.next();
      if (row.getString(1).equals("off") && !row.getBoolean(2)) {
        throw new IOException("it runs with fsync = off, so nothing that it says is durable");
      }
    }
  }

  /// A connection; whoever takes it closes it.
  public Connection connection() throws SQLException {
    try {
      return pool.getConnection();
    } catch (SQLException e) {
      reviveOwn();
      throw e;
    }
  }

  private synchronized void reviveOwn() throws SQLException {
    if (own != null && !own.isAlive()) {
      try {
        own = PostgresProcess.start(data, own.port());
      } catch (IOException e) {
        throw new SQLTransientConnectionException(e.getMessage(), e);
      }
    }
  }

  /// Runs a script of statements that may be repeated. Two that create the same table at once
  /// collide in the catalog, whatever `IF NOT EXISTS` says; then the table is there.
  public void run(String script) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = connection();
          Statement statement = connection.createStatement()) {
        statement.execute(script);
        if (!connection.getAutoCommit()) {
          connection.commit();
        }
        return;
      } catch (SQLException e) {
        if (attempt == OWN_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    pool.close();
    if (own != null) {
      try {
        own.close();
      } catch (IOException e) {
        own.kill();
      }
    }
  }

  /// Parameters may hold a password.
  private static String withoutParameters(String url) {
    return url.replaceFirst("\\?.*", "");
  }
}
