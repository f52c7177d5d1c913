package sinkpostgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/// A PostgreSQL server of one's own: PostgreSQL's own binaries out of a jar, as child processes
/// that keep their data in a folder. It forces what it commits.
public final class PostgresProcess implements AutoCloseable {
  private final EmbeddedPostgres postgres;

  private PostgresProcess(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /// Starts a server over `folder`, on any free port.
  public static PostgresProcess start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /// Starts a server over `folder`, again on the port of one that is gone.
  public static PostgresProcess start(Path folder, int port) throws IOException {
    return new PostgresProcess(
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setPort(port)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .start());
  }

  /// The URL of its database.
  public String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  public int port() {
    return postgres.getPort();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
