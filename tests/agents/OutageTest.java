package agents;

import static agents.TestNode.json;
import static agents.TestNode.script;
import static org.junit.jupiter.api.Assertions.assertEquals;

import house.Waiting;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.Databases;
import sequencer.http.RawClient;

/// PostgreSQL goes away by force and comes back.
@Waiting
class OutageTest {
  @TempDir Path folder;

  private final AtomicLong clock = new AtomicLong();

  @Test
  void everyRouteSaysSoAndAfterwardsWorksAgain() throws Exception {
    try (Databases databases = Databases.start(folder)) {
      String url = databases.create();
      try (TestNode server = TestNode.over(url, 1, 8, AgentsConfig.LIMITS, clock::get)) {
        String bounties = server.get("/api/bounties").body();
        assertEquals(200, server.execute(script("1")).status());
        databases.server().kill();
        assertEquals(503, server.get("/api/ready").status());
        RawClient.Answer health = server.get("/api/health");
        assertEquals(200, health.status());
        assertEquals("down", json(health).get("database").asText());
        assertEquals(503, server.execute(script("1")).status());
        assertEquals("hit", server.get("/api/bounties").headers().get("x-cache"));
        clock.addAndGet(Long.MAX_VALUE / 2);
        RawClient.Answer stale = server.get("/api/bounties");
        assertEquals("stale", stale.headers().get("x-cache"));
        assertEquals(bounties, stale.body());
        assertEquals(503, server.get("/api/bounties?nocache=1").status());
        assertEquals(503, server.get("/api/leaderboard").status());
        databases.startAgain();
        while (server.get("/api/ready").status() != 200) {
          Thread.onSpinWait();
        }
        assertEquals("miss", server.get("/api/bounties").headers().get("x-cache"));
        assertEquals(200, server.execute(script("1")).status());
        assertEquals("2", Databases.one(url, "SELECT count(*) FROM executions"));
      }
    }
  }
}
