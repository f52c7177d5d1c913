package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;
import sequencer.engine.HeldEngine;

/// Nothing that a crash could still undo is told to anyone. The disk is held by the test.
class DurabilityTest {
  private static final Address RECEIVER = new Address(1, 2, 3);

  private final HeldEngine engine = new HeldEngine();
  private final TestServer server = new TestServer(engine);
  private final Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
  private RawClient payer;
  private RawClient other;

  @BeforeEach
  void openTheChannel() throws Exception {
    payer = server.connect();
    other = server.connect();
    payer.post("/channel/seed", seed());
    awaitChanges(2);
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @AfterEach
  void close() throws Exception {
    engine.sync();
    payer.close();
    other.close();
    server.close();
  }

  @Test
  void aPaymentIsAcknowledgedOnlyWhenDurable() throws Exception {
    payer.post("/settle", json(pay()));
    awaitChanges(3);
    assertSilent(payer);
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @Test
  void aRetryWaitsForTheSameCommit() throws Exception {
    Voucher voucher = pay();
    payer.post("/settle", json(voucher));
    awaitChanges(3);
    other.post("/settle", json(voucher));
    assertSilent(other);
    engine.sync();
    assertEquals(payer.read(), other.read());
    assertEquals(3, engine.changes().size());
  }

  /// Looking at a channel, validating against it, opening it again and being refused because of it
  /// all tell what it is.
  @Test
  void whateverTellsOfAPaymentWaitsForIt() throws Exception {
    Voucher first = pay();
    Voucher second = pay();
    payer.post("/settle", json(first));
    awaitChanges(3);
    other.get("/channel/" + agent.channelId());
    other.post("/validate", json(second));
    other.post("/validate", json(first));
    Voucher third = pay();
    other.post("/settle", json(third));
    other.post("/validate", json(third));
    other.post("/channel/seed", seed());
    assertSilent(other);
    engine.sync();
    assertTrue(other.read().body().contains("\"sequenceNumber\":1"));
    assertTrue(other.read().body().contains("\"sequenceNumber\":2"));
    assertTrue(other.read().body().contains("\"sequenceNumber\":1"));
    assertTrue(other.read().body().contains("expected > 2, got 3"));
    assertTrue(other.read().body().contains("expected > 2, got 3"));
    assertTrue(other.read().body().contains("\"sequenceNumber\":1"));
  }

  @Test
  void whatDoesNotDependOnItDoesNotWait() throws Exception {
    payer.post("/settle", json(pay()));
    awaitChanges(3);
    assertEquals("ok", other.get("/health").read().body());
    assertEquals(404, other.get("/channel/none").read().status());
  }

  @Test
  void answersOfOneConnectionKeepTheirOrder() throws Exception {
    payer.post("/settle", json(pay()));
    payer.get("/health");
    payer.post("/settle", json(pay()));
    payer.get("/channel/none");
    awaitChanges(4);
    assertSilent(payer);
    engine.sync(3);
    assertTrue(payer.read().body().contains("\"sequenceNumber\":1"));
    assertEquals("ok", payer.read().body());
    assertSilent(payer);
    engine.sync(4);
    assertTrue(payer.read().body().contains("\"sequenceNumber\":2"));
    assertEquals(404, payer.read().status());
  }

  /// A client may ask without waiting for answers, but not without end: beyond the limit the server
  /// stops reading, and goes on when answers have left.
  @Test
  void aClientFarAheadOfTheDiskIsNotReadOn() throws Exception {
    int ahead = HttpLimits.DEFAULT.pipelinedMax();
    int payments = ahead + 50;
    for (int i = 0; i < payments; i++) {
      payer.post("/settle", json(agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW)));
    }
    awaitChanges(2 + ahead);
    assertSilent(payer);
    assertEquals(2 + ahead, engine.changes().size());
    engine.sync();
    for (int i = 1; i <= ahead; i++) {
      assertTrue(payer.read().body().contains("\"sequenceNumber\":" + i + ","));
    }
    awaitChanges(2 + payments);
    engine.sync();
    for (int i = ahead + 1; i <= payments; i++) {
      assertTrue(payer.read().body().contains("\"sequenceNumber\":" + i + ","));
    }
  }

  /// The news must not be missed by an answer that was made outside a read, because the client had
  /// been too far ahead.
  @Test
  void aDiskThatCatchesUpWhileAnAnswerIsPutAsideReleasesIt() throws Exception {
    int ahead = HttpLimits.DEFAULT.pipelinedMax();
    for (int i = 0; i < ahead + 1; i++) {
      payer.post("/settle", json(agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW)));
    }
    awaitChanges(2 + ahead);
    assertSilent(payer);
    engine.catchUpAfter(2 + ahead + 1);
    engine.sync();
    for (int i = 1; i <= ahead + 1; i++) {
      assertTrue(payer.read().body().contains("\"sequenceNumber\":" + i + ","));
    }
  }

  /// The rounds of a loop are not the test's to choose, but eight requests that come at once are
  /// served in one or two, and a request alone makes a round of its own.
  @Test
  void aLoopMayWaitOnlyWhileManyRequestsKeepItBusy() throws Exception {
    payer.post("/settle", json(pay()));
    awaitChanges(3);
    assertEquals(List.of(false, false, false), engine.someoneMayWait());
    assertEquals(0, engine.hurries());

    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      requests.append(RawClient.request("/settle", json(pay())));
    }
    payer.send(requests.toString());
    awaitChanges(11);
    List<Boolean> mayWait = engine.someoneMayWait().subList(3, 11);
    assertEquals(false, mayWait.getFirst());
    assertTrue(mayWait.contains(true), () -> mayWait + " while eight were served");
    while (engine.hurries() == 0) {
      Thread.onSpinWait();
    }
    assertSilent(payer);
    other.get("/channel/" + agent.channelId());
    assertEquals(false, engine.someoneMayWaitNow());
  }

  @Test
  void aFullEngineIsA503WithRetryAfterAndNothingIsKept() throws Exception {
    Voucher voucher = pay();
    engine.fill(true);
    RawClient.Answer busy = payer.post("/settle", json(voucher)).read();
    assertEquals(503, busy.status());
    assertEquals("1", busy.headers().get("retry-after"));
    assertEquals("{\"error\":\"the storage engine has no room\"}", busy.body());
    engine.fill(false);
    payer.post("/settle", json(voucher));
    awaitChanges(3);
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @Test
  void aFailedEngineAnswersEverybody503() throws Exception {
    payer.post("/settle", json(pay()));
    payer.get("/health");
    awaitChanges(3);
    engine.fail();
    RawClient.Answer pending = payer.read();
    assertEquals(503, pending.status());
    assertTrue(pending.body().contains("whether this was kept is unknown"), pending.body());
    assertEquals("close", pending.headers().get("connection"));
    assertTrue(payer.isEndedByServer());

    RawClient.Answer later = other.post("/settle", json(pay())).read();
    assertEquals(503, later.status());
    try (RawClient reader = server.connect()) {
      assertEquals(503, reader.get("/channel/" + agent.channelId()).read().status());
    }
  }

  @Test
  void closingTheServerWaitsForTheAnswersThatWait() throws Exception {
    payer.post("/settle", json(pay()));
    awaitChanges(3);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
    engine.sync();
    assertEquals(200, payer.read().status());
    assertTrue(payer.isEndedByServer());
    closed.join();
  }

  /// The server has handled everything sent so far once it answers on a fresh connection of each
  /// loop; what it has not answered by then, it holds back.
  private void assertSilent(RawClient client) throws Exception {
    for (int i = 0; i < 4; i++) {
      try (RawClient probe = server.connect()) {
        assertEquals(200, probe.get("/health").read().status());
      }
    }
    assertTrue(client.isSilent());
  }

  private void awaitChanges(int count) {
    while (engine.changes().size() < count) {
      Thread.onSpinWait();
    }
  }

  private Voucher pay() {
    return agent.pay(RECEIVER, Uint256.of(5), TestServer.NOW);
  }

  private String seed() {
    return new String(agent.seed(Uint256.of(1000), TestServer.EXPIRY, TestServer.NOW).json());
  }

  private static String json(Voucher voucher) {
    return new String(voucher.json());
  }
}
