package postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import house.Waiting;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.ServerContract;

@Waiting
class PostgresServerTest extends ServerContract {
  @Override
  protected Launch launch() {
    return PostgresServer.launch().brief();
  }

  @Override
  protected void store(InetSocketAddress server, String value) throws SQLException {
    try (Connection connection = DriverManager.getConnection(PostgresServer.url(server))) {
      connection.createStatement().execute("CREATE TABLE kept (text text)");
      connection.createStatement().execute("INSERT INTO kept VALUES ('" + value + "')");
    }
  }

  @Override
  protected String stored(InetSocketAddress server) throws SQLException {
    return one(server, "SELECT text FROM kept");
  }

  @Test
  void itForcesWhatItCommits() throws Exception {
    RunningSystem server = runtime().start(launch(), runtime().newData("kept"));
    for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
      assertEquals("on", one(server.address(), "SHOW " + setting), setting);
    }
  }

  private static String one(InetSocketAddress server, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(PostgresServer.url(server));
        ResultSet row = connection.createStatement().executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
