package postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import runtime.Folders;

/// A server with an empty database for each test: one server for all classes that leave it well.
public final class Databases implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static Databases shared;

  private final Path folder;
  private PostgresProcess server;

  private Databases(Path folder, PostgresProcess server) {
    this.folder = folder;
    this.server = server;
  }

  /// The server that classes share; it ends with this JVM.
  public static Databases shared() throws IOException {
    synchronized (COUNT) {
      if (shared == null) {
        Path folder = Files.createTempDirectory("shared-postgres");
        shared = start(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(shared)));
      }
      return shared;
    }
  }

  private static void end(Databases databases) {
    databases.server.kill();
    Folders.delete(databases.folder);
  }

  public static Databases start(Path folder) throws IOException {
    return new Databases(folder, PostgresProcess.start(folder));
  }

  /// The URL of a new, empty database.
  public String create() throws SQLException {
    String name = "test" + COUNT.incrementAndGet();
    run(server.url(), "CREATE DATABASE " + name);
    return server.url().replace("/postgres?", "/" + name + "?");
  }

  public PostgresProcess server() {
    return server;
  }

  /// Starts the server again where it was, if it has died.
  public void startAgain() throws IOException {
    if (!server.isAlive()) {
      server = PostgresProcess.start(folder, server.port());
    }
  }

  public static void run(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static String one(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
