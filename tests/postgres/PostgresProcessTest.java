package postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;

@Waiting
class PostgresProcessTest {
  private static final int PATIENCE_S = 60;

  @TempDir Path folder;

  @Test
  void whatItCommittedSurvivesAKillAndAStop() throws Exception {
    PostgresProcess first = PostgresProcess.start(folder);
    assertEquals("on", one(first, "SHOW fsync"));
    assertEquals("on", one(first, "SHOW synchronous_commit"));
    run(first, "CREATE TABLE kept (number int)");
    run(first, "INSERT INTO kept VALUES (7)");
    first.kill();
    assertFalse(first.isAlive());
    try (PostgresProcess second = PostgresProcess.start(folder, first.port())) {
      assertEquals(first.url(), second.url());
      run(second, "INSERT INTO kept SELECT number + 1 FROM kept");
    }
    try (PostgresProcess third = PostgresProcess.start(folder)) {
      assertEquals("7 8", one(third, "SELECT string_agg(number::text, ' ') FROM kept"));
    }
  }

  @Test
  void aServerThatCannotStartSaysWhy() throws IOException {
    Files.writeString(folder.resolve("PG_VERSION"), "9\n");
    IOException failed = assertThrows(IOException.class, () -> PostgresProcess.start(folder));
    assertTrue(failed.getMessage().startsWith("PostgreSQL failed: "), failed.getMessage());
    assertTrue(failed.getMessage().contains("postgresql.conf"), failed.getMessage());
  }

  /// The owner is killed so hard that it can do nothing for its server; the next one over the same
  /// data waits for the end of the first.
  @Test
  void itEndsWithItsOwner() throws Exception {
    Process owner = ChildJvm.of(Owner.class, folder.toString()).start();
    long pid = Long.parseLong(owner.inputReader().readLine());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    owner.destroyForcibly();
    server.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
    try (PostgresProcess again = PostgresProcess.start(folder)) {
      assertEquals("1", one(again, "SELECT 1"));
    }
  }

  /// Starts a server, prints its process id and does nothing more.
  static final class Owner {
    static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      PostgresProcess.start(folder);
      System.out.println(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst());
      System.in.read();
    }
  }

  private static void run(PostgresProcess server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url())) {
      connection.createStatement().execute(sql);
    }
  }

  private static String one(PostgresProcess server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url());
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
