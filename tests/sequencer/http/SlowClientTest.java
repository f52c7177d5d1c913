package sequencer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.engine.VolatileEngine;

/// Clients that are slow or silent. None of them holds a connection for longer than its limit,
/// which is short here.
class SlowClientTest {
  private static final long PACE_NS = 20_000_000;

  private final TestServer server =
      new TestServer(new VolatileEngine(), TestServer.small(Duration.ofSeconds(1)), true);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void oneWhoConnectsAndSaysNothingIsDisconnected() throws Exception {
    try (RawClient silent = server.connect()) {
      assertTrue(silent.isEndedByServer());
    }
  }

  /// On a busy machine a client may connect long before it comes to send.
  @Test
  void oneWhoIsLateWithItsFirstByteIsNotLateWithItsRequest() throws Exception {
    HttpLimits limits = TestServer.small(Duration.ofMillis(200), Duration.ofMinutes(10));
    try (TestServer patient = new TestServer(new VolatileEngine(), limits, true);
        RawClient late = patient.connect()) {
      for (int times = 0; times < 3; times++) { // that a request may take has passed each time
        try (RawClient slow = patient.connect()) {
          slow.send("GET /health HTTP/1.1\r\n");
          assertEquals(408, slow.read().status());
        }
      }
      assertEquals(200, late.get("/health").read().status());
    }
  }

  @Test
  void oneWhoIsIdleBetweenRequestsIsDisconnected() throws Exception {
    try (RawClient idle = server.connect()) {
      assertEquals(200, idle.get("/health").read().status());
      assertTrue(idle.isEndedByServer());
    }
  }

  @Test
  void slowLorisGetsA408HoweverSteadilyItDribbles() throws Exception {
    try (RawClient slow = server.connect()) {
      slow.send("GET /health HTTP/1.1\r\n");
      while (slow.isSilent()) {
        slow.send("a: b\r\n");
        LockSupport.parkNanos(PACE_NS);
      }
      RawClient.Answer answer = slow.read();
      assertEquals(408, answer.status());
      assertEquals("close", answer.headers().get("connection"));
    }
  }

  @Test
  void aBodyThatNeverEndsGetsA408() throws Exception {
    try (RawClient slow = server.connect()) {
      slow.send(
          "POST /settle HTTP/1.1\r\n"
              + "host: x\r\n"
              + "content-type: application/json\r\n"
              + "content-length: 9\r\n\r\n"
              + "{");
      RawClient.Answer answer = slow.read();
      assertEquals(408, answer.status());
      assertEquals("The request did not arrive in time.", answer.body());
      assertTrue(slow.isEndedByServer());
    }
  }

  /// It asks for more than the buffers of both sides hold and reads nothing for as long as it may.
  @Test
  void oneWhoDoesNotTakeAnswersIsStoppedAndThenDisconnected() throws Exception {
    try (RawClient deaf = server.connect()) {
      String requests = "GET /channel/x HTTP/1.1\r\nhost: x\r\n\r\n".repeat(100);
      assertThrows(
          SocketException.class,
          () -> {
            while (true) {
              deaf.send(requests);
            }
          });
    }
  }
}
