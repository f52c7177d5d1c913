package merchant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.time.Instant;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import labs.sequencer.Paywall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.PaymentLoad;
import sequencer.crypto.Address;
import sequencer.http.RawClient;

/// The loads that the labs send through a merchant, and the audit that they trust.
class TwoHopLoadTest {
  private static final int LANES = 3;

  private final TestServer sequencer = new TestServer();
  private Merchant merchant;

  @BeforeEach
  void start() throws Exception {
    merchant = Merchant.start(MerchantConfig.of(MerchantTest.url(sequencer.address())));
  }

  @AfterEach
  void close() {
    merchant.close();
    sequencer.close();
  }

  @Test
  void everyPaymentIsTakenJudgedAndFoundAgain() throws Exception {
    PaymentLoad load =
        new PaymentLoad(
            1,
            LANES,
            1,
            Address.parse(MerchantConfig.DEVELOPMENT_ACCOUNT),
            TestServer.DOMAIN,
            TestServer.SCHEME,
            sequencer.coSigner.address(),
            TestServer.NOW);
    load.begin(sequencer.address());
    try (RawClient client = new RawClient(merchant.address())) {
      for (int i = 0; i < 7 * LANES; i++) {
        ByteBuffer request = ByteBuffer.allocate(1 << 14);
        load.write(i % LANES, 0, request);
        String text = new String(request.array(), 0, request.position(), ISO_8859_1);
        RawClient.Answer answer = client.send(text).read();
        ByteBuffer body = ByteBuffer.wrap(answer.body().getBytes(ISO_8859_1));
        assertNull(load.judge(i % LANES, 0, answer.status(), body), answer.body());
      }
    }
    assertEquals(
        new PaymentLoad.Audit(7 * LANES, 7 * LANES, LANES, LANES, ""),
        load.audit(sequencer.address()));
  }

  @Test
  void everyPurchaseIsOnePaymentInItsChannel() throws Exception {
    // The paywall dates its vouchers by the real clock, so this sequencer has to have it too.
    sequencer.clock.advanceSeconds(Instant.now().getEpochSecond() - TestServer.NOW);
    try (Paywall paywall =
            new Paywall(
                7, LANES, sequencer.address(), merchant.address(), sequencer.coSigner.address());
        Target target = paywall.target()) {
      Recording seen = new ClosedLoop(LANES, Plan.operations(30)).run(target);
      assertEquals(30, seen.succeeded(), seen.failures().toString());
      assertEquals(30, paywall.paid(sequencer.address()));
    }
  }
}
