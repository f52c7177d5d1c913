package sequencer.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.TestServer;
import sequencer.engine.JournalEngine;
import sequencer.http.RawClient;

/// The streams that the lab sends, and the audit that it trusts, held against a real server.
class StreamLoadTest {
  private static final int LANES = 3;
  private static final int BATCH = 500;

  @TempDir Path folder;
  private JournalEngine engine;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    engine = JournalEngine.open(folder, JournalEngine.OPTIONS, _ -> {});
    server = new TestServer(engine);
  }

  @AfterEach
  void close() {
    server.close();
    engine.close();
  }

  private StreamLoad load(long seed) throws Exception {
    StreamLoad load =
        new StreamLoad(
            seed,
            LANES,
            BATCH,
            TestServer.DOMAIN,
            TestServer.SCHEME,
            server.coSigner.address(),
            TestServer.NOW);
    load.prepare(2);
    load.open(server.address());
    return load;
  }

  private static byte[] write(StreamLoad load, int lane) {
    ByteBuffer request = ByteBuffer.allocate(1 << 14);
    load.write(lane, 0, request);
    return Arrays.copyOf(request.array(), request.position());
  }

  private RawClient.Answer send(StreamLoad load, int lane) throws IOException {
    try (RawClient client = server.connect()) {
      return client.send(write(load, lane)).read();
    }
  }

  private static String judge(StreamLoad load, int lane, RawClient.Answer answer) {
    return load.judge(lane, 0, answer.status(), ByteBuffer.wrap(answer.body().getBytes()));
  }

  @Test
  void everyPaymentIsTakenAndReadBackSignedBeforeOrOnTheSpot() throws Exception {
    StreamLoad load = load(1);
    for (int i = 0; i < 5 * LANES; i++) {
      assertNull(judge(load, i % LANES, send(load, i % LANES)));
    }
    assertEquals(9, load.unprepared());
    long payments = 5L * LANES * BATCH;
    assertEquals(
        new PaymentLoad.Audit(payments, payments, LANES, LANES, ""), load.audit(server.address()));
  }

  @Test
  void whatDoesNotFitTheBufferIsWrittenWholeTheNextTime() throws Exception {
    StreamLoad load = load(1);
    for (int i = 0; i < 3; i++) {
      assertThrows(
          BufferOverflowException.class, () -> load.write(0, 0, ByteBuffer.allocate(1000)));
      assertNull(judge(load, 0, send(load, 0)));
    }
    assertEquals("", load.audit(server.address()).fault());
  }

  @Test
  void anotherServerIsGivenTheSameBytesAfterARewind() throws Exception {
    StreamLoad load = load(1);
    byte[][] first = {write(load, 1), write(load, 1), write(load, 1), write(load, 1)};
    load.rewind();
    for (byte[] expected : first) {
      assertTrue(Arrays.equals(expected, write(load, 1)));
    }
  }

  @Test
  void anAnswerToAnotherVoucherIsNone() throws Exception {
    StreamLoad load = load(1);
    RawClient.Answer ofAnother = send(load, 0);
    send(load, 1);
    assertEquals("an answer to another voucher", judge(load, 1, ofAnother));
    assertNull(judge(load, 0, ofAnother));
    assertEquals(BATCH, load.acknowledged());
    assertEquals("status 503", load.judge(2, 0, 503, ByteBuffer.allocate(0)));
  }

  @Test
  void streamsThatTheServerDoesNotHaveAreMissed() throws Exception {
    StreamLoad load = load(1);
    assertNull(judge(load, 0, send(load, 0)));
    Path otherFolder = folder.resolve("other");
    try (JournalEngine otherEngine =
            JournalEngine.open(otherFolder, JournalEngine.OPTIONS, _ -> {});
        TestServer other = new TestServer(otherEngine)) {
      load.open(other.address());
      PaymentLoad.Audit audit = load.audit(other.address());
      assertEquals(0, audit.confirmed());
      assertEquals(BATCH, audit.acknowledged());
      assertEquals(LANES - 1, audit.channelsExact());
      assertTrue(audit.fault().endsWith("0 streams were read back and 1 acknowledged"));
    }
  }

  /// The same channels and keys, other amounts: what is read back is not what was sent.
  @Test
  void paymentsThatAreNotWhatWasSentAreNotConfirmed() throws Exception {
    StreamLoad sent = load(1);
    assertNull(judge(sent, 0, send(sent, 0)));
    StreamLoad other =
        new StreamLoad(
            1,
            LANES,
            BATCH + 1,
            TestServer.DOMAIN,
            TestServer.SCHEME,
            server.coSigner.address(),
            TestServer.NOW);
    other.prepare(2);
    write(other, 0);
    PaymentLoad.Audit audit = other.audit(server.address());
    assertEquals(0, audit.confirmed());
    assertEquals(LANES - 1, audit.channelsExact());
    assertTrue(audit.fault().endsWith("is not what was sent"), audit.fault());
  }
}
