package merchant;

import static merchant.MerchantTest.body;
import static merchant.MerchantTest.url;
import static merchant.MerchantTest.voucher;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runtime.Ports;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.http.RawClient;

/// Clients that are rude, hasty or slow, and a sequencer that is away, silent or mad.
class HostileClientTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(60);

  /// Short only where a test waits for its end: on a busy machine everybody is slow.
  private static final MerchantLimits PATIENT = limits(LONG, LONG, LONG);

  private static final MerchantLimits HASTY_WITH_REQUESTS = limits(SHORT, LONG, LONG);
  private static final MerchantLimits HASTY_WITH_THE_SILENT = limits(SHORT, SHORT, LONG);
  private static final MerchantLimits HASTY_WITH_SEQUENCERS = limits(LONG, LONG, SHORT);

  /// Small ones, which a test can reach.
  private static MerchantLimits limits(
      Duration requestTime, Duration idleTime, Duration answerTime) {
    return new MerchantLimits(
        8, 1024, 4096, requestTime, idleTime, answerTime, 4, 4, 100, 100, LONG);
  }

  private final TestServer sequencer = new TestServer();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
    sequencer.close();
  }

  private <T extends AutoCloseable> T own(T resource) {
    open.add(resource);
    return resource;
  }

  private Merchant merchant() throws Exception {
    return merchant(url(sequencer.address()));
  }

  private Merchant merchant(URI sequencerUrl) throws Exception {
    return merchant(sequencerUrl, PATIENT);
  }

  private Merchant merchant(URI sequencerUrl, MerchantLimits limits) throws Exception {
    return own(
        Merchant.start(
            new MerchantConfig(
                "127.0.0.1",
                0,
                sequencerUrl,
                null,
                MerchantConfig.DEVELOPMENT_ACCOUNT,
                MerchantConfig.DEVELOPMENT_TOKEN,
                BigInteger.ONE,
                "secret",
                2,
                limits),
            Clock.systemUTC(),
            () -> "id"));
  }

  private RawClient connect(Merchant merchant) throws Exception {
    return own(new RawClient(merchant.address()));
  }

  private SequencerClient.Answer pay(Merchant merchant, Agent agent) throws Exception {
    SequencerClient client = own(new SequencerClient(merchant.address()));
    return client.post("/api/pay-voucher", body("p", voucher(agent, 1)));
  }

  private Agent agent() throws Exception {
    SequencerClient direct = own(sequencer.client());
    return sequencer.agent(1, direct);
  }

  @Test
  void pipelinedRequestsAreAllAnsweredInOrder() throws Exception {
    RawClient raw = connect(merchant());
    int count = 5_000;
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < count; i++) {
                all.append(i % 2 == 0 ? "GET /health" : "GET /x").append(" HTTP/1.1\r\n\r\n");
              }
              try {
                raw.send(all.toString());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    for (int i = 0; i < count; i++) {
      assertEquals(i % 2 == 0 ? 200 : 404, raw.read().status(), "answer " + i);
    }
    writer.join();
  }

  @Test
  void requestsBehindAPaymentWaitForIt() throws Exception {
    int count = 100;
    String many = "GET /health HTTP/1.1\r\n\r\n".repeat(count);
    byte[] payment = body("p", voucher(agent(), 1));
    try (Deputy silent = new Deputy(null)) {
      RawClient raw = connect(merchant(silent.url(), HASTY_WITH_SEQUENCERS));
      String paying = new String(payment, StandardCharsets.ISO_8859_1);
      raw.send(RawClient.request("/api/pay-voucher", paying) + many);
      assertEquals(504, raw.read().status());
      assertAllOk(raw, count);
    }
  }

  private static void assertAllOk(RawClient raw, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      assertEquals(200, raw.read().status(), "answer " + i);
    }
  }

  @Test
  void anOversizedBodyIsRefusedInItsTurn() throws Exception {
    RawClient raw = connect(merchant());
    raw.get("/health").post("/api/pay-voucher", "x".repeat(100_000));
    assertEquals(200, raw.read().status());
    assertEquals(413, raw.read().status());
    assertTrue(raw.isEndedByServer());
  }

  @Test
  void anOversizedBodyThatIsAnnouncedIsRefusedBeforeItIsSent() throws Exception {
    RawClient raw = connect(merchant());
    raw.send(
        "POST /api/pay-voucher HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\n"
            + "content-length: 100000\r\n\r\n");
    assertEquals(413, raw.read().status());
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    Merchant merchant = merchant();
    for (String noHttp :
        List.of(
            "\u0016\u0003\u0001\u0002\r\n\r\n",
            "GET /health\r\n\r\n",
            "GET /" + "x".repeat(2_000) + " HTTP/1.1\r\n\r\n",
            "GET /health HTTP/1.1\r\nx: " + "y".repeat(2_000) + "\r\n\r\n",
            "POST /health HTTP/1.1\r\ncontent-length: 1x\r\n\r\n")) {
      RawClient raw = connect(merchant);
      assertEquals(400, raw.send(noHttp).read().status(), noHttp);
      assertTrue(raw.isEndedByServer());
    }
  }

  @Test
  void oneWhoDribblesIsCutOff() throws Exception {
    RawClient raw = connect(merchant(url(sequencer.address()), HASTY_WITH_REQUESTS));
    raw.send("POST /api/pay-voucher HTTP/1.1\r\ncontent-length: 10\r\n\r\n123");
    assertEquals(408, raw.read().status());
    assertTrue(raw.isEndedByServer());
  }

  @Test
  void oneWhoSaysNothingIsCutOff() throws Exception {
    Merchant hasty = merchant(url(sequencer.address()), HASTY_WITH_THE_SILENT);
    assertTrue(connect(hasty).isEndedByServer());
  }

  @Test
  void moreConnectionsThanTheLimitAreTurnedAway() throws Exception {
    Merchant merchant = merchant();
    for (int i = 0; i < PATIENT.connectionsMax(); i++) {
      assertEquals(200, connect(merchant).get("/health").read().status());
    }
    RawClient.Answer answer = connect(merchant).read();
    assertEquals(503, answer.status());
    assertEquals("1", answer.headers().get("retry-after"));
  }

  @Test
  void oneWhoAsksToCloseIsObeyedAfterTheAnswer() throws Exception {
    RawClient raw = connect(merchant());
    raw.send("GET /health HTTP/1.1\r\nconnection: close\r\n\r\n");
    assertEquals("close", raw.read().headers().get("connection"));
    assertTrue(raw.isEndedByServer());
  }

  @Test
  void aSequencerThatIsAwayIsA502AndNothingIsTaken() throws Exception {
    int port = Ports.free();
    Merchant merchant = merchant(URI.create("http://127.0.0.1:" + port));
    SequencerClient.Answer answer = pay(merchant, agent());
    assertEquals(502, answer.status());
    assertTrue(answer.text().contains("cannot be reached; nothing was taken"), answer.text());
    assertEquals(402, connect(merchant).get("/api/secret").read().status(), "offers go on");
  }

  @Test
  void aPaymentGoesOnOnceTheSequencerIsBack() throws Exception {
    Agent agent = agent();
    try (Deputy deputy = new Deputy("")) {
      Merchant merchant = merchant(deputy.url());
      SequencerClient client = own(new SequencerClient(merchant.address()));
      byte[] body = body("p", voucher(agent, 1));
      SequencerClient.Answer lost = client.post("/api/pay-voucher", body);
      assertEquals(502, lost.status());
      assertTrue(lost.text().contains("send it again"), lost.text());
      deputy.passOnTo(sequencer);
      assertEquals(200, client.post("/api/pay-voucher", body).status());
    }
  }

  /// A server may end a connection just as the next request is on its way.
  @Test
  void aConnectionThatTheSequencerHasEndedCostsNoPayment() throws Exception {
    Agent agent = agent();
    try (Deputy curt = new Deputy(Deputy.ONE_EXCHANGE)) {
      curt.passOnTo(sequencer);
      Merchant merchant = merchant(curt.url());
      SequencerClient client = own(new SequencerClient(merchant.address()));
      for (int i = 0; i < 3; i++) {
        byte[] body = body("p" + i, voucher(agent, 1));
        SequencerClient.Answer paid = client.post("/api/pay-voucher", body);
        assertEquals(200, paid.status(), paid.text());
      }
    }
  }

  @Test
  void aSequencerThatDoesNotAnswerIsA504() throws Exception {
    try (Deputy silent = new Deputy(null)) {
      SequencerClient.Answer answer = pay(merchant(silent.url(), HASTY_WITH_SEQUENCERS), agent());
      assertEquals(504, answer.status());
      assertTrue(answer.text().contains("whether it took the voucher is unknown"), answer.text());
    }
  }

  @Test
  void aSequencerThatTalksNonsenseIsA502AndBuysNothing() throws Exception {
    String other = "{\"channel\":{\"channelId\":\"0x00\",\"recipients\":[]}}";
    for (String nonsense :
        List.of(
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{x}",
            "HTTP/1.1 200 OK\r\ncontent-length: %s\r\n\r\n%s".formatted(other.length(), other),
            "HTTP/1.1 500 Oops\r\ncontent-length: 5\r\n\r\npanic",
            "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n" + "x".repeat(100_000),
            "what?\r\n\r\n")) {
      try (Deputy mad = new Deputy(nonsense)) {
        Merchant merchant = merchant(mad.url());
        assertEquals(502, pay(merchant, agent()).status(), nonsense);
        RawClient raw = connect(merchant);
        raw.send("GET /api/secret HTTP/1.1\r\nx-payment-id: p\r\n\r\n");
        assertEquals(402, raw.read().status());
      }
    }
  }

  @Test
  void aSequencerThatIsBusyIsA503WithItsWords() throws Exception {
    String busy = "{\"error\":\"the disk is behind\"}";
    try (Deputy deputy =
        new Deputy(
            "HTTP/1.1 503 No\r\ncontent-length: %s\r\n\r\n%s".formatted(busy.length(), busy))) {
      SequencerClient.Answer answer = pay(merchant(deputy.url()), agent());
      assertEquals(503, answer.status());
      assertEquals("{\"ok\":false,\"error\":\"the disk is behind\"}", answer.text());
    }
  }

  /// Stands where a sequencer should: answers every connection with the same bytes (null for none
  /// at all, empty for hanging up), until it passes on to a real one.
  private static final class Deputy implements AutoCloseable {
    /// Passes on one exchange of each connection, and hangs up on the next request.
    static final String ONE_EXCHANGE = "one exchange";

    private final ServerSocket listening = new ServerSocket(0);
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile TestServer real;

    Deputy(String answer) throws Exception {
      Thread.startVirtualThread(
          () -> {
            try {
              while (true) {
                Socket client = listening.accept();
                Thread.startVirtualThread(() -> serve(client, answer));
              }
            } catch (Exception e) {
              closed.complete(null);
            }
          });
    }

    private void serve(Socket client, String answer) {
      try (client) {
        if (ONE_EXCHANGE.equals(answer)) {
          relayOne(client);
        } else if (real != null) {
          relay(client);
        } else if (answer == null) {
          closed.join();
        } else {
          client.getInputStream().read(new byte[64 << 10]);
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      } catch (Exception e) {
        // The merchant has hung up.
      }
    }

    private void relayOne(Socket client) throws Exception {
      byte[] request = new byte[64 << 10];
      int length = client.getInputStream().read(request);
      try (RawClient to = new RawClient(real.address())) {
        RawClient.Answer answer = to.send(Arrays.copyOf(request, length)).read();
        String head = "HTTP/1.1 %s .\r\ncontent-length: %s\r\n\r\n";
        String text = head.formatted(answer.status(), answer.body().length()) + answer.body();
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      }
      client.getInputStream().read(request);
    }

    private void relay(Socket client) throws Exception {
      try (Socket to = new Socket("127.0.0.1", real.address().getPort())) {
        Thread back =
            Thread.startVirtualThread(
                () -> {
                  try {
                    to.getInputStream().transferTo(client.getOutputStream());
                  } catch (Exception e) {
                    // Either side has hung up.
                  }
                });
        client.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
        back.join();
      }
    }

    void passOnTo(TestServer sequencer) {
      real = sequencer;
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() throws Exception {
      listening.close();
    }
  }
}
