package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import http.HttpLimits;
import java.nio.file.Path;
import java.time.Duration;
import ledger.Batch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.http.RawClient;

/// Clients that send ahead, leave, dawdle or come in crowds.
class CrowdTest {
  private static final String PAY = "{\"debit\":2,\"credit\":3,\"amount\":1}";

  @TempDir Path folder;

  @Test
  void requestsSentAheadAreAnsweredInTheirOrder() throws Exception {
    try (TestServer server = new TestServer(folder);
        RawClient client = server.client()) {
      server.found();
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= 120; i++) {
        all.append(TestServer.json(server.all, i % 7 == 0 ? "/x" : "/transfers", i, PAY));
      }
      client.send(all.toString());
      int done = 0;
      for (int i = 1; i <= 120; i++) {
        RawClient.Answer answer = client.read();
        int number = 4 + i - i / 7;
        boolean isPaid = i % 7 != 0 && done++ < 100;
        assertEquals(isPaid ? 200 : i % 7 == 0 ? 404 : 422, answer.status());
        if (isPaid) {
          assertEquals("{\"outcome\":\"DONE\",\"number\":" + number + "}", answer.body());
        }
      }
      assertTrue(done > 100, "not enough for an overdraft");
    }
  }

  @Test
  void aHalfClosedClientGetsItsAnswers() throws Exception {
    try (TestServer server = new TestServer(folder);
        RawClient client = server.client()) {
      server.found();
      client.send(TestServer.json(server.all, "/transfers", 1, PAY).repeat(3));
      client.shutdownOutput();
      for (int i = 0; i < 3; i++) {
        assertEquals("{\"outcome\":\"DONE\",\"number\":5}", client.read().body());
      }
    }
  }

  /// Whoever has left takes no place: the last of these is refused else.
  @Test
  void aClientThatHasLeftIsForgotten() throws Exception {
    HttpLimits limits =
        new HttpLimits(2, 1024, 4096, Duration.ofSeconds(30), Duration.ofSeconds(60), 4);
    try (TestServer server = new TestServer(ServerConfig.in(folder).limits(limits))) {
      for (int i = 0; i < 20; i++) {
        try (RawClient client = server.client()) {
          assertEquals(200, client.get("/health").read().status());
          client.shutdownOutput();
          assertTrue(client.isEndedByServer());
        }
      }
    }
  }

  @Test
  void theLastAnswerOfAConnectionIsTheLast() throws Exception {
    try (TestServer server = new TestServer(folder);
        RawClient client = server.client()) {
      server.found();
      String pay = TestServer.json(server.all, "/transfers", 1, PAY);
      client.send(pay + pay.replace("host:", "connection: close\r\nhost:") + pay);
      assertEquals(200, client.read().status());
      assertEquals(200, client.read().status());
      assertTrue(client.isEndedByServer());
    }
  }

  @Test
  void aResetHarmsNobody() throws Exception {
    try (TestServer server = new TestServer(folder)) {
      server.found();
      for (int i = 1; i <= 20; i++) {
        try (RawClient client = server.client()) {
          client.send(TestServer.json(server.all, "/transfers", i, PAY));
          client.reset();
        }
      }
      assertEquals(200, server.transfer(100, PAY).status());
    }
  }

  @Test
  void moreThanThereIsRoomForIs429() throws Exception {
    try (TestServer server = new TestServer(ServerConfig.in(folder).requestsMax(4))) {
      server.found();
      Batch batch = new Batch(5);
      for (int i = 1; i <= 5; i++) {
        batch.transfer(7, i, 2, 3, 1);
      }
      RawClient.Answer answer =
          server.send(TestServer.binary(server.all, "/batches", TestServer.bytes(batch)));
      assertEquals(429, answer.status());
      assertEquals("1", answer.headers().get("retry-after"));
      assertEquals(200, server.transfer(100, PAY).status());
      assertTrue(server.get("/metrics").body().contains("ledger_requests_under_way 0\n"));
    }
  }

  @Test
  void aSlowClientIs408() throws Exception {
    HttpLimits limits =
        new HttpLimits(8, 1024, 4096, Duration.ofMillis(100), Duration.ofSeconds(60), 4);
    try (TestServer server = new TestServer(ServerConfig.in(folder).limits(limits));
        RawClient client = server.client()) {
      client.send("POST /transfers HTTP/1.1\r\n");
      assertEquals(408, client.read().status());
      assertTrue(client.isEndedByServer());
    }
  }
}
