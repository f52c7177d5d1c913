package sequencer.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sequencer.TestServer;
import sequencer.http.RawClient;

/// The load that the labs send, and the audit that they trust, held against a real server.
class PaymentLoadTest {
  private static final int LANES = 3;

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  private PaymentLoad load(int receivers) throws Exception {
    PaymentLoad load =
        new PaymentLoad(
            1,
            LANES,
            receivers,
            null,
            TestServer.DOMAIN,
            TestServer.SCHEME,
            server.coSigner.address(),
            TestServer.NOW);
    load.prepare(2);
    load.open(server.address());
    return load;
  }

  private RawClient.Answer send(PaymentLoad load, int lane) throws IOException {
    ByteBuffer request = ByteBuffer.allocate(1 << 14);
    load.write(lane, 0, request);
    try (RawClient client = server.connect()) {
      return client.send(new String(request.array(), 0, request.position(), ISO_8859_1)).read();
    }
  }

  private static String judge(PaymentLoad load, int lane, RawClient.Answer answer) {
    return load.judge(
        lane, 0, answer.status(), ByteBuffer.wrap(answer.body().getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void everyPaymentIsTakenAndFoundAgainHoweverManyReceivers(int receivers) throws Exception {
    PaymentLoad load = load(receivers);
    for (int i = 0; i < 7 * LANES; i++) {
      assertNull(judge(load, i % LANES, send(load, i % LANES)));
    }
    PaymentLoad.Audit audit = load.audit(server.address());
    assertEquals("", audit.fault());
    assertEquals(new PaymentLoad.Audit(21, 21, LANES, LANES, ""), audit);
    assertEquals(15, load.unprepared());
  }

  @Test
  void anAnswerToAnotherVoucherIsNone() throws Exception {
    PaymentLoad load = load(1);
    RawClient.Answer ofAnother = send(load, 0);
    send(load, 1);
    assertEquals("an answer to another voucher", judge(load, 1, ofAnother));
    assertNull(judge(load, 0, ofAnother));
    assertEquals(1, load.acknowledged());
  }

  @Test
  void aPaymentThatTheServerDoesNotHaveIsMissed() throws Exception {
    PaymentLoad load = load(2);
    RawClient.Answer answer = send(load, 0);
    assertNull(judge(load, 0, answer));
    try (TestServer other = new TestServer()) {
      load.open(other.address());
      PaymentLoad.Audit audit = load.audit(other.address());
      assertEquals(0, audit.confirmed());
      assertEquals(1, audit.acknowledged());
      assertEquals(LANES - 1, audit.channelsExact());
      assertTrue(audit.fault().endsWith("shows voucher 0; 1 were acknowledged and 1 sent"));
    }
  }
}
