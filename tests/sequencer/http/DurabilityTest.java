package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
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
    engine.awaitChanges(2);
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
    payer.post("/settle", pay().json());
    engine.awaitChanges(3);
    assertTrue(server.silentTo(payer));
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @Test
  void aRetryWaitsForTheSameCommit() throws Exception {
    Voucher voucher = pay();
    payer.post("/settle", voucher.json());
    engine.awaitChanges(3);
    other.post("/settle", voucher.json());
    assertTrue(server.silentTo(other));
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
    payer.post("/settle", first.json());
    engine.awaitChanges(3);
    other.get("/channel/" + agent.channelId());
    other.post("/validate", second.json());
    other.post("/validate", first.json());
    Voucher third = pay();
    other.post("/settle", third.json());
    other.post("/validate", third.json());
    other.post("/channel/seed", seed());
    assertTrue(server.silentTo(other));
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
    payer.post("/settle", pay().json());
    engine.awaitChanges(3);
    assertEquals("ok", other.get("/health").read().body());
    assertEquals(404, other.get("/channel/none").read().status());
  }

  @Test
  void answersOfOneConnectionKeepTheirOrder() throws Exception {
    payer.post("/settle", pay().json());
    payer.get("/health");
    payer.post("/settle", pay().json());
    payer.get("/channel/none");
    engine.awaitChanges(4);
    assertTrue(server.silentTo(payer));
    engine.sync(3);
    assertTrue(payer.read().body().contains("\"sequenceNumber\":1"));
    assertEquals("ok", payer.read().body());
    assertTrue(server.silentTo(payer));
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
      payer.post("/settle", agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW).json());
    }
    engine.awaitChanges(2 + ahead);
    assertTrue(server.silentTo(payer));
    assertEquals(2 + ahead, engine.changes().size());
    engine.sync();
    for (int i = 1; i <= ahead; i++) {
      assertTrue(payer.read().body().contains("\"sequenceNumber\":" + i + ","));
    }
    engine.awaitChanges(2 + payments);
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
      payer.post("/settle", agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW).json());
    }
    engine.awaitChanges(2 + ahead);
    assertTrue(server.silentTo(payer));
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
    payer.post("/settle", pay().json());
    engine.awaitChanges(3);
    assertEquals(List.of(false, false, false), engine.someoneMayWait());
    assertEquals(0, engine.hurries());

    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      requests.append(RawClient.request("/settle", new String(pay().json())));
    }
    payer.send(requests.toString());
    engine.awaitChanges(11);
    List<Boolean> mayWait = engine.someoneMayWait().subList(3, 11);
    assertEquals(false, mayWait.getFirst());
    assertTrue(mayWait.contains(true), () -> mayWait + " while eight were served");
    while (engine.hurries() == 0) {
      Thread.onSpinWait();
    }
    assertTrue(server.silentTo(payer));
    other.get("/channel/" + agent.channelId());
    assertEquals(false, engine.someoneMayWaitNow());
  }

  @Test
  void aFullEngineIsA503WithRetryAfterAndNothingIsKept() throws Exception {
    Voucher voucher = pay();
    engine.fill(true);
    RawClient.Answer busy = payer.post("/settle", voucher.json()).read();
    assertEquals(503, busy.status());
    assertEquals("1", busy.headers().get("retry-after"));
    assertEquals("{\"error\":\"the storage engine has no room\"}", busy.body());
    engine.fill(false);
    payer.post("/settle", voucher.json());
    engine.awaitChanges(3);
    engine.sync();
    assertEquals(200, payer.read().status());
  }

  @Test
  void aFailedEngineAnswersEverybody503() throws Exception {
    payer.post("/settle", pay().json());
    payer.get("/health");
    engine.awaitChanges(3);
    engine.fail();
    RawClient.Answer pending = payer.read();
    assertEquals(503, pending.status());
    assertTrue(pending.body().contains("whether this was kept is unknown"), pending.body());
    assertEquals("close", pending.headers().get("connection"));
    assertTrue(payer.isEndedByServer());

    RawClient.Answer later = other.post("/settle", pay().json()).read();
    assertEquals(503, later.status());
    try (RawClient reader = server.connect()) {
      assertEquals(503, reader.get("/channel/" + agent.channelId()).read().status());
    }
  }

  @RepeatedTest(100)
  void closingTheServerWaitsForTheAnswersThatWait() throws Exception {
    payer.post("/settle", pay().json());
    engine.awaitChanges(3);
    CompletableFuture<Void> closed =
        CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
    engine.sync();
    assertEquals(200, payer.read().status());
    assertTrue(payer.isEndedByServer());
    closed.join();
  }

  private Voucher pay() {
    return agent.pay(RECEIVER, Uint256.of(5), TestServer.NOW);
  }

  private byte[] seed() {
    return agent.seed(Uint256.of(1000), TestServer.EXPIRY, TestServer.NOW).json();
  }
}
