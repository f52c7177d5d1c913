package agents;

import static agents.TestNode.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import postgres.Databases;
import sequencer.http.RawClient;

/// More than there is room for, and clients that are slow.
class CrowdedTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private String url;

  @BeforeEach
  void create() throws Exception {
    url = Databases.shared().create();
  }

  private TestNode crowded(int connections, Duration requestTime) throws IOException {
    return TestNode.over(url, 1, 1, TestNode.limits(connections, requestTime), System::nanoTime);
  }

  /// Sends more and more, until the server has given one of them this answer.
  private static List<RawClient> crowd(TestNode server, String request, String counted)
      throws IOException {
    List<RawClient> clients = new ArrayList<>();
    do {
      for (int i = 0; i < 4; i++) {
        clients.add(server.client().send(request));
      }
    } while (!server.get("/api/metrics").body().contains(counted));
    return clients;
  }

  /// Everybody is served or refused, and somebody is refused.
  private static void served(List<RawClient> clients, int refusal) throws IOException {
    int refused = 0;
    for (RawClient client : clients) {
      RawClient.Answer answer = client.read();
      assertTrue(answer.status() == 200 || answer.status() == refusal, answer.body());
      if (answer.status() == refusal) {
        assertEquals("1", answer.headers().get("retry-after"));
        refused++;
      }
      client.close();
    }
    assertTrue(refused > 0);
  }

  private Connection locked(String table) throws SQLException {
    Connection locking = DriverManager.getConnection(url);
    locking.setAutoCommit(false);
    try (Statement lock = locking.createStatement()) {
      lock.execute("LOCK TABLE " + table);
    }
    return locking;
  }

  @Test
  void whoComesWhileAsManyWaitAsThereIsRoomForIsToldSo() throws Exception {
    try (TestNode server = crowded(1_000, LONG)) {
      String endless = TestNode.execution(Tokens.DEVELOPMENT, script("for (;;) {}"));
      served(crowd(server, endless, "{route=\"agents/execute\",status=\"429\"}"), 429);
      assertEquals(200, server.execute(script("1")).status());
    }
  }

  @Test
  void anExecutionWhoseRowFindsNoRoomIsNotCalledStored() throws Exception {
    try (TestNode server = crowded(1_000, LONG);
        Connection locking = locked("executions")) {
      String body = TestNode.execution(Tokens.DEVELOPMENT, script("1"));
      List<RawClient> clients = crowd(server, body, "{route=\"agents/execute\",status=\"503\"}");
      locking.rollback();
      int stored = 0;
      for (RawClient client : clients) {
        stored += client.read().status() == 200 ? 1 : 0;
        client.close();
      }
      assertTrue(stored < clients.size());
      assertEquals("" + stored, Databases.one(url, "SELECT count(*) FROM executions"));
    }
  }

  @Test
  void readsWithoutTheCacheAreBoundedToo() throws Exception {
    try (TestNode server = crowded(1_000, LONG);
        Connection locking = locked("bounties")) {
      String read = "GET /api/bounties?nocache=1 HTTP/1.1\r\nhost: test\r\n\r\n";
      List<RawClient> clients = crowd(server, read, "{route=\"bounties\",status=\"429\"}");
      assertEquals(200, server.get("/api/health").status());
      assertEquals(200, server.get("/api/ready").status());
      locking.rollback();
      served(clients, 429);
    }
  }

  @Test
  void whoIsSlowIsToldSoAndOneConnectionTooManyToo() throws Exception {
    try (TestNode server = crowded(2, Duration.ofMillis(300));
        RawClient slow = server.client().send("GET /api/health HTTP/1.1\r\n")) {
      assertEquals(408, slow.read().status());
    }
    try (TestNode server = crowded(1, LONG);
        RawClient first = server.client()) {
      assertEquals(200, first.get("/api/health").read().status());
      try (RawClient second = server.client()) {
        assertEquals(503, second.read().status());
      }
    }
  }

  @Test
  void aConnectionWhoseClientHasLeftIsOver() throws Exception {
    try (TestNode server = crowded(8, LONG);
        RawClient asked = server.client();
        RawClient silent = server.client()) {
      assertEquals(200, asked.get("/api/health").read().status());
      asked.shutdownOutput();
      assertTrue(asked.isEndedByServer());
      silent.shutdownOutput();
      assertTrue(silent.isEndedByServer());
    }
  }

  @Test
  void whoHasHalfLeftGetsTheAnswerAndWhoIsGoneHarmsNobody() throws Exception {
    // Two may wait, since nobody knows when the one that is gone has got its turn.
    try (TestNode server = TestNode.over(url, 1, 2, TestNode.limits(8, LONG), System::nanoTime)) {
      try (RawClient half = server.client()) {
        half.send(TestNode.execution(Tokens.DEVELOPMENT, script("6 * 7"))).shutdownOutput();
        assertTrue(half.read().body().contains("\"42\""));
        assertTrue(half.isEndedByServer());
      }
      RawClient gone = server.client();
      gone.send(TestNode.execution(Tokens.DEVELOPMENT, script("1"))).reset();
      RawClient.Answer answer = server.execute(script("2"));
      assertEquals(200, answer.status(), answer.body());
    }
  }
}
