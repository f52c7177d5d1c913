package kit.load;

import static kit.load.ScriptedServer.always;
import static kit.load.ScriptedServer.answer;
import static kit.load.ScriptedServer.ascii;
import static kit.load.ScriptedServer.ok;
import static kit.load.ScriptedServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import runtime.Ports;

class HttpTargetTest {
  private static final byte[] GET = HttpTarget.request("GET", "/", "localhost", "", new byte[0]);
  private static final HttpTarget.Requests GETS = (_, _, out) -> out.put(GET);

  private static HttpTarget connect(ScriptedServer server, int lanes) throws IOException {
    return HttpTarget.connect(server.address(), lanes, GETS, HttpTarget.Answers.SUCCESS);
  }

  private static Recording run(Target target, int lanes, long operations) {
    return new ClosedLoop(lanes, Plan.operations(operations)).run(target);
  }

  private static String text(ByteBuffer body) {
    return StandardCharsets.ISO_8859_1.decode(body).toString();
  }

  @Test
  void everyOperationGetsItsOwnAnswer() throws IOException {
    Map<Long, String> bodies = new ConcurrentHashMap<>();
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  for (byte[] body; (body = request(in)) != null; ) {
                    out.write(ok("echo " + new String(body, StandardCharsets.ISO_8859_1)));
                  }
                });
        HttpTarget target =
            HttpTarget.connect(
                server.address(),
                3,
                (_, index, out) ->
                    out.put(
                        HttpTarget.request(
                            "POST", "/", "localhost", "text/plain", ascii("number " + index))),
                (_, index, status, body) -> {
                  bodies.put(index, status + " " + text(body));
                  return null;
                })) {
      Recording recording = run(target, 3, 1_000);

      assertEquals(1_000, recording.succeeded());
      for (long index = 0; index < 1_000; index++) {
        assertEquals("200 echo number " + index, bodies.get(index));
      }
    }
  }

  @Test
  void answersByteByByteAreAnswers() throws IOException {
    byte[] answer = ok("slowly");
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  while (request(in) != null) {
                    for (byte one : answer) {
                      out.write(one);
                      out.flush();
                    }
                  }
                });
        HttpTarget target = connect(server, 2)) {
      assertEquals(50, run(target, 2, 50).succeeded());
    }
  }

  @Test
  void failuresAreCountedByStatus() throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  while (request(in) != null) {
                    boolean busy = count.getAndIncrement() % 4 == 0;
                    out.write(busy ? answer("503 Busy", "") : ok(""));
                  }
                });
        HttpTarget target = connect(server, 1)) {
      Recording recording = run(target, 1, 100);

      assertEquals(75, recording.succeeded());
      assertEquals(Map.of("status 503", 25L), recording.failures());
    }
  }

  @Test
  void brokenConnectionFailsWhatIsInFlightAndIsOpenedAgain() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  for (int i = 0; i < 9 && request(in) != null; i++) {
                    out.write(ok(""));
                  }
                  request(in);
                });
        HttpTarget target = connect(server, 1)) {
      Recording recording = run(target, 1, 100);

      assertEquals(90, recording.succeeded());
      assertEquals(Map.of("connection closed", 10L), recording.failures());
    }
  }

  @Test
  void serverThatClosesAfterEveryAnswerIsNoFailure() throws IOException {
    byte[] closing = ascii("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  request(in);
                  out.write(closing);
                });
        HttpTarget target = connect(server, 2)) {
      assertEquals(60, run(target, 2, 60).succeeded());
      assertTrue(server.connections() >= 60);
    }
  }

  @Test
  void serverThatDiesFailsOperationsSlowly() throws IOException {
    ScriptedServer server = new ScriptedServer(always(ok("")));
    try (HttpTarget target = connect(server, 2)) {
      assertEquals(10, run(target, 2, 10).succeeded());
      server.close();
      Recording dead = run(target, 2, 20);

      assertEquals(0, dead.succeeded());
      assertEquals(20, dead.failed());
      assertTrue(dead.failures().containsKey("connection refused"), dead.failures()::toString);
      // Ten a lane, not quicker than one in 10 ms once the first has found out.
      assertTrue(dead.elapsedNs() > 50_000_000, () -> dead.elapsedNs() + " ns");
    }
  }

  @Test
  void whatIsNoHttpIsToldFromABrokenConnection() throws IOException {
    try (ScriptedServer server = new ScriptedServer(always(ascii("SSH-2.0-OpenSSH_9.2\r\n")));
        HttpTarget target = connect(server, 1)) {
      assertEquals(Map.of("no HTTP answer", 3L), run(target, 1, 3).failures());
    }
  }

  @Test
  void answerWithoutLengthIsRefused() throws IOException {
    try (ScriptedServer server = new ScriptedServer(always(ascii("HTTP/1.1 200 OK\r\n\r\nbody")));
        HttpTarget target = connect(server, 1)) {
      assertEquals(Map.of("answer without length", 3L), run(target, 1, 3).failures());
    }
  }

  @Test
  void greatRequestsAndAnswersPass() throws IOException {
    byte[] body = new byte[900_000];
    java.util.Arrays.fill(body, (byte) 'x');
    byte[] post = HttpTarget.request("POST", "/", "localhost", "text/plain", body);
    try (ScriptedServer server =
            new ScriptedServer(
                (_, in, out) -> {
                  for (byte[] got; (got = request(in)) != null; ) {
                    out.write(ok(new String(got, StandardCharsets.ISO_8859_1)));
                  }
                });
        HttpTarget target =
            HttpTarget.connect(
                server.address(),
                2,
                (_, _, out) -> out.put(post),
                (_, _, _, got) -> text(got).equals("x".repeat(900_000)) ? null : "another body")) {
      assertEquals(20, run(target, 2, 20).succeeded());
    }
  }

  /// Eight megabytes are more than the two sockets take at once: the rest must be sent when there
  /// is room, without another request to push it.
  @Test
  void requestThatTheSocketDoesNotTakeAtOnceIsSentInPieces() throws IOException {
    byte[] post = HttpTarget.request("POST", "/", "localhost", "text/plain", new byte[8_000_000]);
    try (ScriptedServer server = new ScriptedServer(always(ok("")));
        HttpTarget target =
            HttpTarget.connect(
                server.address(), 1, (_, _, out) -> out.put(post), HttpTarget.Answers.SUCCESS)) {
      Plan impatient = Plan.operations(5).withGrace(Duration.ofMinutes(2));

      assertEquals(5, new ClosedLoop(1, impatient).run(target).succeeded());
    }
  }

  @Test
  void requestThatFitsNoBufferIsAnError() throws IOException {
    byte[] post = HttpTarget.request("POST", "/", "localhost", "text/plain", new byte[33 << 20]);
    try (ScriptedServer server = new ScriptedServer(always(ok("")));
        HttpTarget target =
            HttpTarget.connect(
                server.address(), 1, (_, _, out) -> out.put(post), HttpTarget.Answers.SUCCESS)) {
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> run(target, 1, 1));

      assertTrue(
          refused.getMessage().endsWith("the request of operation 0 is longer than 16 MiB"),
          refused.getMessage());
    }
  }

  @Test
  void moreLanesThanConnectionsAreRefused() throws IOException {
    try (ScriptedServer server = new ScriptedServer((_, in, _) -> in.readAllBytes());
        HttpTarget target = connect(server, 2)) {
      IllegalStateException refused =
          assertThrows(IllegalStateException.class, () -> run(target, 3, 3));

      assertTrue(
          refused
              .getMessage()
              .endsWith("lane 2 of a target with 2 connections; a lane has one of its own"),
          refused.getMessage());
    }
  }

  @Test
  void answersOfARunThatWasGivenUpDoNotReachTheNext() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                (connection, in, out) -> {
                  for (int i = 0; request(in) != null; i++) {
                    // The first two connections answer once, and then too late to matter.
                    if (connection < 2 && i > 0) {
                      in.read();
                    }
                    out.write(ok(""));
                  }
                });
        HttpTarget target = connect(server, 2)) {
      Plan brief = Plan.operations(100).withGrace(Duration.ofMillis(100));
      Recording stuck = new ClosedLoop(2, brief).run(target);
      Recording next = run(target, 2, 100);

      assertEquals(Map.of(Recording.UNFINISHED, 2L), stuck.failures());
      assertEquals(100, next.succeeded());
    }
  }

  @Test
  void nobodyListeningIsSaidAtOnce() throws IOException {
    InetSocketAddress nobody = new InetSocketAddress("127.0.0.1", Ports.free());
    ConnectException refused =
        assertThrows(
            ConnectException.class,
            () -> HttpTarget.connect(nobody, 1, GETS, HttpTarget.Answers.SUCCESS));

    assertEquals(
        "no connection to 127.0.0.1:%d: Connection refused; is the server running there?"
            .formatted(nobody.getPort()),
        refused.getMessage());
  }

  @Test
  void judgeThatThrowsFailsTheOperation() throws IOException {
    try (ScriptedServer server = new ScriptedServer(always(ok("")));
        HttpTarget target =
            HttpTarget.connect(
                server.address(), 1, GETS, (_, _, _, body) -> String.valueOf(body.get(99)))) {
      assertEquals(
          Map.of("the check of the answer threw IndexOutOfBoundsException", 5L),
          run(target, 1, 5).failures());
    }
  }

  @Test
  void closingEndsTheThread() throws IOException {
    AtomicReference<Thread> loop = new AtomicReference<>();
    try (ScriptedServer server = new ScriptedServer(always(ok("")))) {
      HttpTarget target =
          HttpTarget.connect(
              server.address(),
              1,
              GETS,
              (_, _, _, _) -> {
                loop.set(Thread.currentThread());
                return null;
              });
      run(target, 1, 1);
      assertTrue(loop.get().isAlive());
      target.close();

      assertFalse(loop.get().isAlive());
      assertThrows(IllegalStateException.class, () -> run(target, 1, 1));
    }
  }
}
