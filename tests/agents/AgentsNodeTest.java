package agents;

import static agents.TestNode.json;
import static agents.TestNode.script;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import postgres.Databases;
import sequencer.http.RawClient;

/// The API over the network, on a real PostgreSQL and a real sandbox.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentsNodeTest {
  /// The body that the document's load test sends.
  private static final String DOCUMENTED =
      """
      {"code": "const result = 2 + 2; console.log(\\"Result:\\", result); \
      ({ success: true, value: result });", "input": {"testId": "load-test"}}\
      """;

  private static final String ROWS = "SELECT count(*) FROM executions WHERE user_id = ";

  private final AtomicLong clock = new AtomicLong();
  private String url;
  private TestNode server;

  @BeforeAll
  void start() throws Exception {
    url = Databases.shared().create();
    server = TestNode.over(url, 2, 64, AgentsConfig.LIMITS, clock::get);
  }

  @AfterAll
  void close() {
    if (server != null) {
      server.close();
    }
  }

  private String one(String sql) throws Exception {
    return Databases.one(url, sql);
  }

  @Test
  void itIsHealthyAndReady() throws Exception {
    RawClient.Answer health = server.get("/api/health");
    assertEquals(200, health.status());
    assertEquals("up", json(health).get("database").asText());
    RawClient.Answer ready = server.get("/api/ready");
    assertEquals(200, ready.status());
    assertTrue(json(ready).get("ready").asBoolean());
  }

  @Test
  void theDataSetHasTheStatedSize() throws Exception {
    assertEquals("" + TestNode.BOUNTIES, one("SELECT count(*) FROM bounties"));
    assertEquals("" + TestNode.BOUNTIES / 2, one("SELECT count(*) FROM agents"));
    assertEquals("" + TestNode.BOUNTIES * 10, one("SELECT count(*) FROM submissions"));
  }

  @Test
  void bountiesAreAllTheYoungestFirstWithTheirSubmissions() throws Exception {
    JsonNode bounties = json(server.get("/api/bounties"));
    assertEquals(TestNode.BOUNTIES, bounties.size());
    int submissions = 0;
    for (int i = 0; i < bounties.size(); i++) {
      assertEquals(TestNode.BOUNTIES - i, bounties.get(i).get("id").asInt());
      submissions += bounties.get(i).get("submissionCount").asInt();
    }
    assertEquals(10 * TestNode.BOUNTIES, submissions);
  }

  @Test
  void theLeaderboardIsOrderedByWhatIsEarned() throws Exception {
    JsonNode leaders = json(server.get("/api/leaderboard"));
    assertEquals(TestNode.BOUNTIES / 2, leaders.size());
    for (int i = 1; i < leaders.size(); i++) {
      double before = leaders.get(i - 1).get("totalEarnings").asDouble();
      assertTrue(before >= leaders.get(i).get("totalEarnings").asDouble());
    }
    assertEquals(TestNode.BOUNTIES / 2, json(server.get("/api/agents")).size());
  }

  @Test
  void aListIsKeptForItsLifetimeAndNoLonger() throws Exception {
    server.get("/api/leaderboard");
    assertEquals("hit", server.get("/api/leaderboard").headers().get("x-cache"));
    clock.addAndGet(Duration.ofSeconds(60).toNanos() - 1);
    assertEquals("hit", server.get("/api/leaderboard").headers().get("x-cache"));
    clock.incrementAndGet();
    assertEquals("miss", server.get("/api/leaderboard").headers().get("x-cache"));
    assertEquals("uncached", server.get("/api/leaderboard?nocache=1").headers().get("x-cache"));
    assertEquals("hit", server.get("/api/leaderboard").headers().get("x-cache"));
  }

  @Test
  void theDocumentsBodyIsExecutedAndItsRowIsThere() throws Exception {
    RawClient.Answer answer = server.execute(DOCUMENTED);
    JsonNode said = json(answer);
    assertEquals(200, answer.status(), answer.body());
    assertEquals("OK", said.get("status").asText());
    assertEquals("{\"success\":true,\"value\":4}", said.get("output").asText());
    assertEquals(
        "OK 1 {\"success\":true,\"value\":4}",
        one(
            "SELECT status || ' ' || user_id || ' ' || convert_from(output, 'UTF8')"
                + " FROM executions WHERE id = '"
                + said.get("id").asText()
                + "'"));
  }

  @Test
  void aRegisteredAgentOfEitherLanguageIsExecutedByItsNumber() throws Exception {
    JsonNode script = json(server.execute("{\"agent\": 1, \"input\": 5}"));
    assertEquals("1000005", script.get("output").asText());
    JsonNode compiled = json(server.execute("{\"agent\": 5}"));
    assertEquals("QEIPAAAAAAA=", compiled.get("output").asText());
    assertEquals("base64", compiled.get("encoding").asText());
  }

  @Test
  void whatAnAgentDoesWrongIsItsStatusAndARow() throws Exception {
    String before = one(ROWS + "1");
    assertEquals("OUT_OF_FUEL", status("for (;;) {}"));
    assertEquals("THREW", status("throw new Error('no')"));
    assertEquals("STACK", status("const f = () => f() + 1; f()"));
    assertEquals("" + (Long.parseLong(before) + 3), one(ROWS + "1"));
  }

  private String status(String code) throws Exception {
    RawClient.Answer answer = server.execute(script(code));
    assertEquals(200, answer.status(), answer.body());
    return json(answer).get("status").asText();
  }

  @Test
  void nothingIsLeftForTheNextTenant() throws Exception {
    String leave = "globalThis.secret = 'mine'; Array.prototype.secret = 'mine'; secret";
    String look = "typeof secret + ' ' + typeof [].secret";
    for (int i = 0; i < 20; i++) {
      assertEquals("mine", json(server.execute(script(leave))).get("output").asText());
      RawClient.Answer next = server.execute(TestNode.OTHER_TOKEN, script(look));
      assertEquals("undefined undefined", json(next).get("output").asText());
    }
    assertEquals("0", one(ROWS + "2 AND convert_from(output, 'UTF8') LIKE '%mine%'"));
  }

  @Test
  void onlyAUserExecutes() throws Exception {
    String before = one("SELECT count(*) FROM executions");
    assertEquals(401, server.execute("nobody", DOCUMENTED).status());
    try (RawClient client = server.client()) {
      RawClient.Answer answer = client.post("/api/agents/execute", DOCUMENTED).read();
      assertEquals(401, answer.status());
      assertEquals("Bearer", answer.headers().get("www-authenticate"));
    }
    assertEquals(before, one("SELECT count(*) FROM executions"));
  }

  @Test
  void whatIsWrongWithARequestIsItsStatus() throws Exception {
    assertEquals(404, server.get("/api/nothing").status());
    assertEquals(404, server.get("/").status());
    assertEquals(404, server.execute("{\"agent\": 1000}").status());
    for (String body : List.of("", "{", "[]", "{}", "{\"code\": 1}", "{\"agent\": 99999999999}")) {
      assertEquals(400, server.execute(body).status(), body);
    }
    assertEquals(400, server.execute("{\"code\": \"1\", \"agent\": 1}").status());
    try (RawClient client = server.client()) {
      RawClient.Answer answer = client.post("/api/bounties", "{}").read();
      assertEquals(405, answer.status());
      assertEquals("GET", answer.headers().get("allow"));
      answer = client.get("/api/agents/execute").read();
      assertEquals(405, answer.status());
      assertEquals("POST", answer.headers().get("allow"));
      String text = TestNode.execution(Tokens.DEVELOPMENT, "{}").replace("/json", "/text");
      assertEquals(415, client.send(text).read().status());
    }
  }

  @Test
  void codeAndInputHaveTheOriginalsLimits() throws Exception {
    String longest = "1" + " ".repeat(ExecuteRequest.CODE_BYTES_MAX - 1);
    assertRan(server.execute(script(longest)));
    assertEquals(413, server.execute(script(longest + " ")).status());
    String input = "a".repeat(ExecuteRequest.INPUT_BYTES_MAX);
    String body = "{\"code\": \"input.length\", \"input\": \"%s\"}";
    assertEquals(413, server.execute(body.formatted(input)).status());
    assertRan(server.execute(body.formatted(input.substring(2))));
    assertEquals(413, server.execute(body.formatted(input + input)).status());
  }

  /// However far its fuel took it.
  private static void assertRan(RawClient.Answer answer) throws Exception {
    assertEquals(200, answer.status(), answer.body());
    assertNotEquals("REJECTED", json(answer).get("status").asText());
  }

  @Test
  void metricsCountWhatWasAnswered() throws Exception {
    String before = server.get("/api/metrics").body();
    server.get("/api/health");
    server.get("/api/no/such/path");
    server.execute(DOCUMENTED);
    String after = server.get("/api/metrics").body();
    for (String name :
        List.of(
            "agents_http_requests_total{route=\"health\",status=\"200\"}",
            "agents_http_requests_total{route=\"none\",status=\"404\"}",
            "agents_http_request_seconds_count{route=\"agents/execute\"}",
            "agents_executions_total{status=\"OK\"}",
            "agents_rows_total")) {
      assertEquals(value(before, name) + 1, value(after, name), name);
    }
    assertEquals(1, value(after, "agents_database_up"));
    assertEquals(0, value(after, "agents_sandboxes_open"));
    assertFalse(after.contains("no/such/path"));
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @Test
  void manyAtOnceGetTheirOwnAnswersAndEachHasARow() throws Exception {
    String before = one(ROWS + "1");
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      String body = "{\"code\": \"'it is ' + input\", \"input\": %s}".formatted(i);
      clients.add(server.client().send(TestNode.execution(Tokens.DEVELOPMENT, body)));
    }
    for (int i = 0; i < clients.size(); i++) {
      try (RawClient client = clients.get(i)) {
        assertEquals("it is " + i, json(client.read()).get("output").asText());
      }
    }
    assertEquals("" + (Long.parseLong(before) + clients.size()), one(ROWS + "1"));
  }
}
