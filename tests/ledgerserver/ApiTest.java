package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import ledger.Batch;
import ledger.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sequencer.http.RawClient;

/// Each status of each route.
class ApiTest {
  private static final String DONE = "{\"outcome\":\"DONE\",\"number\":";
  private static final String PAY = "{\"debit\":2,\"credit\":3,\"amount\":40}";

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(folder);
    server.found();
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aTransferIsDoneOnceHoweverOftenItIsSent() throws Exception {
    RawClient.Answer first = server.transfer(7, PAY);
    assertEquals(200, first.status());
    assertEquals(DONE + "5}", first.body());
    assertEquals(first, server.transfer(7, PAY));
    RawClient.Answer other = server.transfer(7, PAY.replace("40", "41"));
    assertEquals(422, other.status());
    assertTrue(other.body().contains("KEY_REUSED"), other.body());
    assertBalance(60, 2);
    assertBalance(40, 3);
  }

  @Test
  void theLedgersRefusalIsTheClientsAnswer() throws Exception {
    RawClient.Answer refused = server.transfer(8, PAY.replace("40", "101"));
    assertEquals(422, refused.status());
    assertEquals(
        "{\"outcome\":\"OVERDRAFT\",\"number\":5,"
            + "\"error\":\"the debit account has less than the amount\"}",
        refused.body());
    assertEquals(200, server.get("/transfers/%032x".formatted(8)).status());
    assertEquals(404, server.get("/transfers/%032x".formatted(9)).status());
  }

  @Test
  void whatIsHeldIsPostedOrReleased() throws Exception {
    assertEquals(200, server.transfer(1, PAY.replace("}", ",\"holdSeconds\":60}")).status());
    assertEquals(200, server.transfer(2, PAY.replace("}", ",\"holdSeconds\":0}")).status());
    assertTrue(server.get("/accounts/2").body().contains("\"debitsHeld\":80"));
    String post = "{\"post\":\"%032x\",\"amount\":30}".formatted(1);
    assertEquals(200, server.transfer(3, post).status());
    assertEquals(200, server.transfer(4, "{\"release\":\"%032x\"}".formatted(2)).status());
    assertEquals(422, server.transfer(5, post).status());
    assertBalance(70, 2);
    assertBalance(30, 3);
  }

  @Test
  void accountsAreOpenedAndClosed() throws Exception {
    String open = "{\"account\":9,\"currency\":0}";
    assertEquals(200, server.send(TestServer.json(server.all, "/accounts", 1, open)).status());
    assertEquals(422, server.send(TestServer.json(server.all, "/accounts", 2, open)).status());
    String close = TestServer.json(server.all, "/accounts/9", 3, "").replace("POST", "DELETE");
    assertEquals(200, server.send(close).status());
    assertTrue(server.get("/accounts/9").body().endsWith("\"closed\":true}"));
    assertEquals(404, server.get("/accounts/10").status());
    assertEquals(400, server.get("/accounts/ten").status());
  }

  @Test
  void aBatchHasAnOutcomeForEachAndLinkedOnesGoTogether() throws Exception {
    Batch batch = new Batch(6);
    batch.transfer(1, 1, 2, 3, 10).linked().transfer(1, 2, 2, 3, 1_000);
    batch.transfer(1, 3, 2, 3, 20).transfer(1, 4, 2, 9, 1).transfer(1, 5, 2, 3, 5);
    ByteBuffer answers = TestServer.words(batch(batch));
    List<Outcome> expected =
        List.of(
            Outcome.SET_REFUSED,
            Outcome.OVERDRAFT,
            Outcome.DONE,
            Outcome.CREDIT_UNKNOWN,
            Outcome.DONE);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), Outcome.of(answers.getLong(i * 8)));
    }
    assertEquals(answers, TestServer.words(batch(batch)));
    assertBalance(75, 2);
  }

  @Test
  void manyAccountsAreLookedUpAtOnce() throws Exception {
    ByteBuffer numbers = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putLong(2).putLong(77).putLong(1);
    ByteBuffer found =
        TestServer.words(
            server.send(TestServer.binary(server.all, "/accounts/lookup", numbers.array())));
    assertEquals(3 * Replies.ACCOUNT_BYTES, found.limit());
    assertEquals(100, found.getLong(8));
    assertEquals(1, found.getLong(32));
    assertEquals(0, found.getLong(40 + 32));
    assertEquals(100, found.getLong(80));
    assertEquals(1 | 4, found.getLong(80 + 32));
  }

  @Test
  void totalsHold() throws Exception {
    server.transfer(7, PAY);
    assertEquals(
        "{\"decided\":5,\"accounts\":3,\"sum\":0,\"overdrawn\":0,\"held\":0,\"heldApart\":0,"
            + "\"hold\":true}",
        server.get("/totals").body());
  }

  @Test
  void whatWasAnsweredIsThereAfterARestart() throws Exception {
    RawClient.Answer first = server.transfer(7, PAY);
    server.close();
    server = new TestServer(folder);
    assertEquals(first, server.transfer(7, PAY));
    assertBalance(60, 2);
  }

  @Test
  void requestsAreCountedByRouteAndStatus() throws Exception {
    server.transfer(7, PAY);
    server.transfer(8, "no");
    String text = server.get("/metrics").body();
    assertTrue(text.contains("requests_total{route=\"TRANSFERS\",status=\"200\"} 1\n"), text);
    assertTrue(text.contains("requests_total{route=\"TRANSFERS\",status=\"400\"} 1\n"), text);
    assertTrue(text.contains("\nledger_connections "), text);
    server.node.count(false);
    server.transfer(9, PAY);
    assertTrue(server.get("/metrics").body().contains("\"TRANSFERS\",status=\"200\"} 1\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no",
        "[]",
        "7",
        "{",
        "{}",
        "{\"debit\":2,\"credit\":3}",
        "{\"debit\":2,\"credit\":3,\"amount\":0}",
        "{\"debit\":2,\"credit\":3,\"amount\":-1}",
        "{\"debit\":2,\"credit\":3,\"amount\":1.5}",
        "{\"debit\":2,\"credit\":3,\"amount\":\"4\"}",
        "{\"debit\":2,\"credit\":3,\"amount\":9223372036854775808}",
        "{\"debit\":2,\"credit\":3,\"amount\":[4]}",
        "{\"debit\":2,\"credit\":3,\"amount\":4,\"amount\":4}",
        "{\"debit\":2,\"credit\":3,\"amount\":4,\"other\":4}",
        "{\"debit\":2,\"credit\":3,\"amount\":4} 5",
        "{\"debit\":2,\"credit\":3,\"amount\":4,\"code\":65536}",
        "{\"post\":\"1\",\"amount\":4}",
        "{\"post\":\"00000000000000000000000000000001\"}",
        "{\"release\":\"00000000000000000000000000000001\",\"amount\":4}",
        "{\"release\":4}",
        "{\"debit\":\"\\u0000\",\"credit\":3,\"amount\":4}"
      })
  void aBodyThatIsNoTransferIs400(String json) throws Exception {
    RawClient.Answer answer = server.transfer(7, json);
    assertEquals(400, answer.status(), answer.body());
    assertTrue(answer.body().startsWith("{\"error\":\""), answer.body());
  }

  /// Whatever is sent, the answer is a sentence and never a fault of the server.
  @Test
  void noBodyIsAFaultOfTheServer() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    String good = "{\"debit\":2,\"credit\":3,\"amount\":40,\"code\":7}";
    try (RawClient client = server.client()) {
      for (int i = 0; i < 2_000; i++) {
        StringBuilder bad = new StringBuilder(good);
        bad.setCharAt(random.nextInt(good.length()), (char) random.nextInt(256));
        bad.setLength(1 + random.nextInt(good.length()));
        boolean isBinary = random.nextBoolean();
        String request =
            isBinary
                ? TestServer.binary(server.all, "/batches", bad.toString().getBytes())
                : TestServer.json(server.all, "/transfers", i + 100, bad.toString());
        int status = client.send(request).read().status();
        assertTrue(Set.of(200, 400, 422).contains(status), status + " to " + bad);
      }
    }
  }

  @Test
  void aKeyIsMandatory() throws Exception {
    String request = TestServer.json(server.all, "/transfers", "x", PAY);
    assertStatus(400, request, "32 hexadecimal digits");
    assertStatus(400, request.replace("idempotency-key: x\r\n", ""), "needs the header");
    assertStatus(400, TestServer.json(server.all, "/transfers", 0, PAY), "is not zero");
  }

  @Test
  void aBatchIsWholeRequests() throws Exception {
    assertStatus(400, TestServer.binary(server.all, "/batches", new byte[63]), "not 63");
    assertStatus(400, TestServer.binary(server.all, "/batches", new byte[0]), "not 0");
    byte[] tooLong = new byte[8_191 * 64];
    assertStatus(413, TestServer.binary(server.all, "/batches", tooLong), "too long");
    ByteBuffer none =
        TestServer.words(server.send(TestServer.binary(server.all, "/batches", new byte[64])));
    assertEquals(Outcome.KEY_ZERO, Outcome.of(none.getLong(0)));
  }

  @Test
  void otherPathsMethodsAndTypesAreRefused() throws Exception {
    String request = TestServer.json(server.all, "/transfers", 7, PAY);
    assertStatus(404, request.replace("/transfers", "/other"), "nothing at this path");
    RawClient.Answer answer = server.send(request.replace("POST", "PUT"));
    assertEquals(405, answer.status());
    assertEquals("POST", answer.headers().get("allow"));
    assertStatus(415, request.replace("application/json", "text/plain"), "application/json");
    assertStatus(415, request.replace("/transfers", "/batches"), "application/octet-stream");
    assertEquals(200, server.send("GET /health HTTP/1.1\r\nhost: x\r\n\r\n").status());
  }

  @Test
  void aTokenCoversScopesAndAccounts() throws Exception {
    String reader = server.token(EnumSet.of(Scope.READ), 3, 4);
    assertStatus(403, TestServer.json(reader, "/transfers", 7, PAY), "lacks the scope transfer");
    String payer = server.token(EnumSet.of(Scope.TRANSFER), 3, 4);
    assertStatus(403, TestServer.json(payer, "/transfers", 7, PAY), "does not cover account 2");
    Batch batch = new Batch(2).transfer(1, 1, 3, 2, 1).transfer(1, 2, 2, 3, 1);
    byte[] bytes = TestServer.bytes(batch);
    assertStatus(403, TestServer.binary(payer, "/batches", bytes), "does not cover account 2");
    byte[] open = TestServer.bytes(new Batch(1).open(1, 1, 4, 0, true));
    assertStatus(403, TestServer.binary(payer, "/batches", open), "lacks the scope operate");
    byte[] post = TestServer.bytes(new Batch(1).post(1, 1, 5, 5, 1));
    assertStatus(403, TestServer.binary(payer, "/batches", post), "lacks the scope settle");
    byte[] number = {2, 0, 0, 0, 0, 0, 0, 0};
    assertStatus(403, TestServer.binary(reader, "/accounts/lookup", number), "account 2");
    for (String path : List.of("/accounts/2", "/metrics", "/totals", "/alerts")) {
      String request = "GET " + path + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ";
      assertStatus(403, request + reader + "\r\n\r\n", "the token");
      assertStatus(401, request + "lt1.x\r\n\r\n", "not signed by this ledger");
    }
    assertBalance(100, 2);
  }

  @Test
  void aTokenExpires() throws Exception {
    server.now = server.now.plusSeconds(59);
    assertEquals(200, server.get("/accounts/2").status());
    server.now = server.now.plusSeconds(1);
    RawClient.Answer late = server.get("/accounts/2");
    assertEquals(401, late.status());
    assertEquals("{\"error\":\"the token has expired\"}", late.body());
    assertEquals("Bearer", late.headers().get("www-authenticate"));
    server.now = server.now.minusSeconds(500);
    assertEquals(200, server.get("/accounts/2").status());
  }

  @Test
  void whatManyAreRefusedIsAnAlert() throws Exception {
    assertEquals("{\"firing\":[]}", server.get("/alerts").body());
    for (int i = 0; i < 20; i++) {
      assertEquals("{\"firing\":[]}", server.get("/alerts").body());
      server.send("GET /totals HTTP/1.1\r\nhost: x\r\n\r\n");
    }
    assertEquals("{\"firing\":[\"forged\"]}", server.get("/alerts").body());
    String metrics = server.get("/metrics").body();
    assertTrue(metrics.contains("ledger_alert{alert=\"forged\"} 1\n"), metrics);
    assertTrue(metrics.contains("ledger_alert{alert=\"forbidden\"} 0\n"), metrics);
  }

  @Test
  void itsResourcesAreCounted() throws Exception {
    String metrics = server.get("/metrics").body();
    assertTrue(metrics.contains("# TYPE ledger_commits_total counter\n"), metrics);
    for (String name : List.of("commits", "commit_seconds", "received_bytes", "sent_bytes")) {
      String line = "ledger_" + name + "_total ";
      assertTrue(
          metrics.lines().anyMatch(each -> each.startsWith(line) && !each.endsWith(" 0")), line);
    }
  }

  private RawClient.Answer batch(Batch batch) throws Exception {
    RawClient.Answer answer =
        server.send(TestServer.binary(server.all, "/batches", TestServer.bytes(batch)));
    assertEquals(200, answer.status());
    return answer;
  }

  private void assertStatus(int status, String request, String words) throws Exception {
    RawClient.Answer answer = server.send(request);
    assertEquals(status, answer.status(), answer.body());
    assertTrue(answer.body().contains(words), answer.body());
  }

  private void assertBalance(long balance, long account) throws Exception {
    String body = server.get("/accounts/" + account).body();
    assertTrue(body.contains("\"balance\":" + balance + ","), body);
  }
}
