package merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;
import sequencer.http.RawClient;

/// The document's two hops and the whole x402 flow, over the network, against a real sequencer.
class MerchantTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Address PAY_TO = Address.parse(MerchantConfig.DEVELOPMENT_ACCOUNT);
  private static final long NOW = TestServer.NOW;

  private final TestServer sequencer = new TestServer();
  private final SequencerClient direct = sequencer.client();
  private final Merchant merchant;
  private final SequencerClient client;

  MerchantTest() throws Exception {
    merchant = Merchant.start(MerchantConfig.of(url(sequencer.address())));
    client = new SequencerClient(merchant.address());
  }

  @AfterEach
  void close() {
    client.close();
    merchant.close();
    direct.close();
    sequencer.close();
  }

  static URI url(InetSocketAddress address) {
    return URI.create("http://127.0.0.1:" + address.getPort());
  }

  static Voucher voucher(Agent agent, long amount) {
    return agent.pay(PAY_TO, Uint256.of(amount), NOW);
  }

  /// The voucher's JSON with the id of what it pays for.
  static byte[] body(String paymentId, Voucher voucher) {
    return ("{\"paymentId\":\"%s\",".formatted(paymentId)
            + new String(voucher.json(), UTF_8).substring(1))
        .getBytes(UTF_8);
  }

  private SequencerClient.Answer pay(String paymentId, Voucher voucher) throws Exception {
    return client.post("/api/pay-voucher", body(paymentId, voucher));
  }

  private RawClient.Answer secret(String paymentId) throws Exception {
    try (RawClient raw = new RawClient(merchant.address())) {
      String header = paymentId == null ? "" : "X-Payment-Id: " + paymentId + "\r\n";
      return raw.send("GET /api/secret HTTP/1.1\r\nhost: test\r\n" + header + "\r\n").read();
    }
  }

  private static void assertRefused(int status, String sentence, SequencerClient.Answer answer) {
    assertEquals("{\"ok\":false,\"error\":\"" + sentence + "\"}", answer.text());
    assertEquals(status, answer.status());
  }

  @Test
  void twoHopsEndWithTheSequencersAnswerInTheOriginalsShape() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 5);
    SequencerClient.Answer paid = pay("p-1", voucher);
    String settled = direct.settle(voucher).text();
    assertEquals("{\"ok\":true,\"data\":" + settled + "}", paid.text());
    assertEquals(200, paid.status());
    assertTrue(sequencer.exchange().fault(voucher, settled.getBytes(UTF_8)).isEmpty());
  }

  @Test
  void theWholeFlowIsOfferPaymentResource() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    RawClient.Answer asked = secret(null);
    assertEquals(402, asked.status());
    JsonNode offer = JSON.readTree(asked.body());
    assertEquals(1, offer.get("x402Version").intValue());
    assertEquals("payment required", offer.get("error").textValue());
    assertEquals("exact", offer.get("accepts").get(0).get("scheme").textValue());
    JsonNode streaming = offer.get("accepts").get(1);
    assertEquals("streaming", streaming.get("scheme").textValue());
    assertEquals(PAY_TO.toString(), streaming.get("payTo").textValue());
    assertEquals("1", streaming.get("maxAmountRequired").textValue());
    assertEquals(
        url(sequencer.address()).toString(),
        streaming.get("extra").get("sequencerUrl").textValue());
    assertEquals(url(merchant.address()) + "/api/secret", streaming.get("resource").textValue());
    String paymentId = streaming.get("extra").get("paymentId").textValue();

    assertEquals(402, secret(paymentId).status(), "not paid yet");
    assertEquals(200, pay(paymentId, voucher(agent, 1)).status());
    RawClient.Answer bought = secret(paymentId);
    assertEquals("{\"ok\":true,\"data\":{\"secret\":\"the answer is 42\"}}", bought.body());
    assertEquals(200, bought.status());

    RawClient.Answer again = secret(paymentId);
    assertEquals(402, again.status(), "a payment buys once");
    assertEquals(
        "this payment id is not paid, or has been redeemed",
        JSON.readTree(again.body()).get("error").textValue());
  }

  @Test
  void everyOfferHasAnIdOfItsOwn() throws Exception {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      JsonNode offer = JSON.readTree(secret(null).body());
      ids.add(offer.get("accepts").get(1).get("extra").get("paymentId").textValue());
    }
    assertEquals(50, ids.size());
  }

  @Test
  void aVoucherSentAgainUnderAnotherIdBuysNothing() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    assertEquals(200, pay("a", voucher).status());
    assertRefused(400, "the voucher has paid for something else already", pay("b", voucher));
    assertEquals(402, secret("b").status());
    assertEquals(200, secret("a").status());
  }

  /// The sequencer takes a repeated voucher for what it is and never looks at its amount.
  @Test
  void aRepeatedVoucherWithALargerAmountBuysNothing() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    assertEquals(200, pay("a", voucher).status());
    Voucher lie = new Voucher(voucher.data(), PAY_TO, Uint256.of(9), null, voucher.signature());
    assertEquals(200, direct.settle(lie).status(), "the sequencer sees a repetition");
    assertRefused(400, "the voucher has paid for something else already", pay("b", lie));
    assertEquals(402, secret("b").status());
  }

  /// Two spellings of a channel's id are one channel.
  @Test
  void aVoucherSentAgainInAnotherSpellingBuysNothing() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    assertEquals(200, pay("a", voucher).status());
    String id = agent.channelId().toString();
    for (String spelling :
        List.of(id.substring(2), "0x" + id.substring(2).toUpperCase(Locale.ROOT))) {
      String other = new String(body("b", voucher), UTF_8).replace(id, spelling);
      assertRefused(
          400,
          "the voucher has paid for something else already",
          client.post("/api/pay-voucher", other.getBytes(UTF_8)));
    }
  }

  @Test
  void whatWasPaidPastTheMerchantBuysNothing() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    direct.settle(voucher).channel();
    assertRefused(400, "the voucher has paid for something else already", pay("a", voucher));
    assertEquals(200, pay("a", voucher(agent, 1)).status());
  }

  @Test
  void aMerchantThatForgotEverythingNeverGivesTwice() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    assertEquals(200, pay("a", voucher).status());
    try (Merchant reborn = Merchant.start(MerchantConfig.of(url(sequencer.address())));
        SequencerClient later = new SequencerClient(reborn.address())) {
      assertRefused(
          400,
          "the voucher has paid for something else already",
          later.post("/api/pay-voucher", body("a", voucher)));
    }
  }

  @Test
  void oneWhoMissedTheAnswerMayAskAgain() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher voucher = voucher(agent, 1);
    SequencerClient.Answer first = pay("a", voucher);
    assertEquals(first, new SequencerClient.Answer(200, first.body()));
    assertEquals(first.text(), pay("a", voucher).text());
    pay("b", voucher(agent, 1));
    assertTrue(pay("a", voucher).text().contains("\"sequenceNumber\":2,"), "as it is now");
    assertRefused(400, "payment id already paid", pay("a", voucher(agent, 1)));
    assertEquals(200, secret("a").status());
    assertEquals(402, secret("a").status());
  }

  @Test
  void nothingIsTakenForAnotherReceiverOrTooLittle() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    Voucher elsewhere = agent.pay(agent.address(), Uint256.of(1), NOW);
    assertRefused(
        400,
        "the receiver is %s here, not %s; nothing was taken".formatted(PAY_TO, agent.address()),
        pay("a", elsewhere));
    Voucher nothing =
        new Voucher(elsewhere.data(), PAY_TO, Uint256.ZERO, null, elsewhere.signature());
    assertRefused(400, "the price is 1, not 0; nothing was taken", pay("a", nothing));
    assertEquals(
        0, direct.channel(agent.channelId()).channel().data().sequenceNumber(), "nothing arrived");
  }

  @Test
  void theSequencersRefusalsComeAs400WithItsWords() throws Exception {
    Agent stranger = Agent.of(1, 7, TestServer.DOMAIN, TestServer.SCHEME);
    SequencerClient.Answer unknown = pay("a", voucher(stranger, 1));
    assertRefused(400, "Channel not found: " + stranger.channelId(), unknown);
    Agent agent = sequencer.agent(1, direct);
    Voucher first = voucher(agent, 1);
    assertRefused(400, "Invalid sequence number: expected > 1, got 2", pay("a", voucher(agent, 1)));
    Agent other = sequencer.agent(2, direct);
    Voucher forged =
        new Voucher(first.data(), PAY_TO, first.amount(), null, voucher(other, 1).signature());
    assertTrue(pay("a", forged).text().startsWith("{\"ok\":false,\"error\":\"Invalid signature"));
    assertEquals(402, secret("a").status());
    assertEquals(200, pay("a", first).status(), "a refused id is free");
  }

  @Test
  void aFeeIsPaidBesides() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    var fee = new sequencer.crypto.Recipient(agent.address(), Uint256.of(3));
    Voucher voucher = agent.pay(PAY_TO, Uint256.of(2), fee, NOW);
    assertEquals(200, pay("a", voucher).status());
    assertEquals(voucher.data(), direct.channel(agent.channelId()).channel().data());
  }

  /// Many clients race for one voucher's worth.
  @Test
  void ofManyAtOnceOneVoucherBuysOnce() throws Exception {
    Agent agent = sequencer.agent(1, direct);
    for (int round = 0; round < 20; round++) {
      Voucher voucher = voucher(agent, 1);
      List<Future<SequencerClient.Answer>> answers = new ArrayList<>();
      try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          String id = round + " by " + i;
          answers.add(many.submit(() -> pay(id.replace(' ', '-'), voucher)));
        }
      }
      long paid = 0;
      for (Future<SequencerClient.Answer> answer : answers) {
        assertTrue(answer.get().status() == 200 || answer.get().status() == 400);
        paid += answer.get().status() == 200 ? 1 : 0;
      }
      assertEquals(1, paid, "round " + round);
    }
  }

  @Test
  void paymentsOfManyChannelsAtOnceAreAllGood() throws Exception {
    int count = 32;
    List<Agent> agents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      agents.add(sequencer.agent(i, direct));
    }
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> bought = new ArrayList<>();
      for (Agent agent : agents) {
        bought.add(
            many.submit(
                () -> {
                  int got = 0;
                  for (int i = 0; i < 10; i++) {
                    String id = agent.channelId() + "-" + i;
                    got += pay(id, voucher(agent, 1)).status() == 200 ? 1 : 0;
                    got += secret(id).status() == 200 ? 1 : 0;
                  }
                  return got;
                }));
      }
      for (Future<Integer> got : bought) {
        assertEquals(20, got.get());
      }
    }
  }

  @Test
  void exactPaymentsAreNotTaken() throws Exception {
    try (RawClient raw = new RawClient(merchant.address())) {
      RawClient.Answer answer =
          raw.send("GET /api/secret HTTP/1.1\r\nhost: x\r\nx-payment: e30=\r\n\r\n").read();
      assertEquals(402, answer.status());
      assertNotEquals("payment required", JSON.readTree(answer.body()).get("error").textValue());
    }
  }

  @Test
  void pathsAndMethodsThatAreNotThere() throws Exception {
    assertEquals("ok", client.health().text());
    assertFalse(client.post("/api/secret", "{}".getBytes(UTF_8)).status() == 200);
    try (RawClient raw = new RawClient(merchant.address())) {
      assertEquals(404, raw.get("/api/other").read().status());
      RawClient.Answer wrong = raw.get("/api/pay-voucher").read();
      assertEquals(405, wrong.status());
      assertEquals("POST", wrong.headers().get("allow"));
      raw.send("POST /api/pay-voucher HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}");
      assertEquals(415, raw.read().status());
    }
  }
}
