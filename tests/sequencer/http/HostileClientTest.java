package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.Voucher;
import sequencer.crypto.Uint256;
import sequencer.engine.VolatileEngine;

/// Clients that are rude, hasty or gone. [SlowClientTest] has those that take their time.
class HostileClientTest {
  private static final HttpLimits LIMITS = TestServer.small(Duration.ofSeconds(10));

  private final TestServer server = new TestServer(new VolatileEngine(), LIMITS, true);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void anOversizedBodyIsRefusedBeforeItIsSent() throws Exception {
    try (RawClient big = server.connect()) {
      big.send(
          "POST /settle HTTP/1.1\r\n"
              + "host: x\r\n"
              + "content-type: application/json\r\n"
              + "content-length: 5000\r\n\r\n");
      RawClient.Answer answer = big.read();
      assertEquals(413, answer.status());
      assertEquals("Failed to buffer the request body: length limit exceeded", answer.body());
      assertTrue(big.isEndedByServer());
    }
  }

  /// Closing while the client still writes would reset the connection and lose the answer.
  @Test
  void oneWhoSendsAnOversizedBodyAnywayStillGetsTheAnswer() throws Exception {
    try (RawClient big = server.connect()) {
      big.post("/settle", "x".repeat(100_000));
      assertEquals(413, big.read().status());
    }
  }

  @Test
  void whatIsNoHttpGetsA400() throws Exception {
    try (RawClient strange = server.connect()) {
      RawClient.Answer answer = strange.send("\u0016\u0003\u0001\u0002\r\n\r\n").read();
      assertEquals(400, answer.status());
      assertTrue(strange.isEndedByServer());
    }
  }

  @Test
  void requestsAfterABadOneAreNotServed() throws Exception {
    try (RawClient smuggler = server.connect()) {
      smuggler.send("GET / HTTP/1.1\r\n\r\nGET /health HTTP/1.1\r\nhost: x\r\n\r\n");
      assertEquals(400, smuggler.read().status());
      assertTrue(smuggler.isEndedByServer());
    }
  }

  @Test
  void moreConnectionsThanTheLimitAreTurnedAway() throws Exception {
    List<RawClient> crowd = new ArrayList<>();
    try {
      for (int i = 0; i < LIMITS.connectionsMax(); i++) {
        crowd.add(server.connect());
        assertEquals(200, crowd.getLast().get("/health").read().status());
      }
      try (RawClient oneTooMany = server.connect()) {
        RawClient.Answer answer = oneTooMany.read();
        assertEquals(503, answer.status());
        assertEquals("1", answer.headers().get("retry-after"));
      }
    } finally {
      for (RawClient client : crowd) {
        client.close();
      }
    }
    awaitRoom();
  }

  /// The crowd's connections are free again once the server has noticed their end.
  private void awaitRoom() throws Exception {
    int status = 503;
    while (status == 503) {
      try (RawClient next = server.connect()) {
        status = next.get("/health").read().status();
      }
    }
    assertEquals(200, status);
  }

  @Test
  void pipelinedRequestsFarBeyondTheLimitAreAllAnsweredInOrder() throws Exception {
    try (SequencerClient client = server.client();
        RawClient raw = server.connect()) {
      Agent agent = server.agent(1, client);
      int count = 30 * LIMITS.pipelinedMax();
      for (int i = 0; i < count; i++) {
        raw.post("/settle", agent.pay(agent.address(), Uint256.of(1), TestServer.NOW).json());
      }
      for (int i = 1; i <= count; i++) {
        RawClient.Answer answer = raw.read();
        assertTrue(answer.body().contains("\"sequenceNumber\":" + i + ","), answer.body());
      }
    }
  }

  @Test
  void oneWhoLeavesBeforeTheAnswerHasStillPaid() throws Exception {
    try (SequencerClient client = server.client()) {
      Agent agent = server.agent(1, client);
      Voucher voucher = agent.pay(agent.address(), Uint256.of(5), TestServer.NOW);
      try (RawClient gone = server.connect()) {
        gone.post("/settle", voucher.json());
        gone.reset();
      }
      while (client.channel(agent.channelId()).channel().data().sequenceNumber() == 0) {
        // A reset may overtake the request; then the payment was never received.
        client.settle(voucher);
      }
      assertEquals(voucher.data(), client.settle(voucher).channel().data());
    }
  }

  @Test
  void oneWhoClosesHisHalfStillGetsHisAnswers() throws Exception {
    try (RawClient half = server.connect()) {
      half.get("/health").get("/channel/x").shutdownOutput();
      assertEquals(200, half.read().status());
      assertEquals(404, half.read().status());
      assertTrue(half.isEndedByServer());
    }
  }

  @Test
  void oneWhoSendsFarTooMuchAndClosesHisHalfStillGetsAllHisAnswers() throws Exception {
    try (RawClient half = server.connect()) {
      int count = 50 * LIMITS.pipelinedMax();
      for (int i = 0; i < count; i++) {
        half.get("/channel/x");
      }
      half.shutdownOutput();
      for (int i = 0; i < count; i++) {
        assertEquals(404, half.read().status());
      }
      assertTrue(half.isEndedByServer());
    }
  }

  @Test
  void oneWhoAsksToCloseIsObeyedAfterTheAnswer() throws Exception {
    try (RawClient polite = server.connect()) {
      polite.send("GET /health HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      RawClient.Answer answer = polite.read();
      assertEquals("close", answer.headers().get("connection"));
      assertTrue(polite.isEndedByServer());
    }
  }

  @Test
  void anOldClientKeepsItsConnectionIfItAsksTo() throws Exception {
    try (RawClient old = server.connect()) {
      String request = "GET /health HTTP/1.0\r\nconnection: keep-alive\r\n\r\n";
      assertEquals("keep-alive", old.send(request).read().headers().get("connection"));
      assertEquals(200, old.send(request).read().status());
      old.send("GET /health HTTP/1.0\r\n\r\n");
      assertEquals("close", old.read().headers().get("connection"));
      assertTrue(old.isEndedByServer());
    }
  }

  @Test
  void aClientThatWaitsForAGoAheadGetsIt() throws Exception {
    try (RawClient careful = server.connect()) {
      careful.send(
          "POST /settle HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "expect: 100-continue\r\ncontent-length: 2\r\n\r\n");
      assertEquals(100, careful.read().status());
      assertEquals(422, careful.send("{}").read().status());
    }
  }

  @Test
  void aBodyInChunksIsABody() throws Exception {
    try (RawClient chunked = server.connect()) {
      chunked.send(
          "POST /settle HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
              + "transfer-encoding: chunked\r\n\r\n1\r\n{\r\n");
      chunked.send("1\r\n}\r\n0\r\n\r\n");
      assertEquals(422, chunked.read().status());
      assertFalse(chunked.get("/health").read().body().isEmpty());
    }
  }
}
