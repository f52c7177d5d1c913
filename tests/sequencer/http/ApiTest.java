package sequencer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sequencer.TestServer;
import sequencer.client.Agent;
import sequencer.client.ChannelSeed;
import sequencer.client.ChannelSnapshot;
import sequencer.client.FaultySignatures;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Uint256;

/// The API, byte for byte: every route, every status, every text.
class ApiTest {
  private static final Address RECEIVER =
      Address.parse("0x2aece1250b1774f3fc462424475705cf4cf539de");
  private static final String SHAPE = "Failed to deserialize the JSON body into the target type: ";
  private static final String SYNTAX = "Failed to parse the request body as JSON: ";

  private final TestServer server = new TestServer();
  private final SequencerClient client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void healthIsOk() throws Exception {
    try (RawClient raw = server.connect()) {
      RawClient.Answer answer = raw.get("/health").read();
      assertEquals(200, answer.status());
      assertEquals("ok", answer.body());
      assertEquals("text/plain; charset=utf-8", answer.headers().get("content-type"));
      assertEquals("Wed, 21 Jan 2026 12:53:20 GMT", answer.headers().get("date"));
    }
  }

  @Test
  void headersAreTheOriginalsInNameCaseAndOrder() throws Exception {
    try (RawClient raw = server.connect()) {
      RawClient.Answer answer = raw.get("/channel/none").read();
      assertEquals("[content-type, content-length, date]", answer.headers().keySet().toString());
      assertEquals("application/json", answer.headers().get("content-type"));
    }
  }

  @Test
  void aSeededChannelIsShownToTheByte() throws Exception {
    Agent agent = server.agent(1, client);
    String expected =
        "{\"channelId\":\"%s\",\"owner\":\"%s\",\"balance\":\"1000000\",\"expiryTimestamp\":%s,"
                .formatted(agent.channelId(), agent.address(), TestServer.EXPIRY)
            + "\"sequenceNumber\":0,\"userSignature\":\"\",\"sequencerSignature\":\"\","
            + "\"signatureTimestamp\":0,\"recipients\":[]}";
    assertEquals(expected, client.channel(agent.channelId()).text());
  }

  @Test
  void anOwnersChannelsAreListedInTheOrderOfTheirOpening() throws Exception {
    Agent agent = Agent.of(5, 1, TestServer.DOMAIN, TestServer.SCHEME);
    List<ChannelId> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(new ChannelId(9, 9, 9, 100 - i));
      ChannelSeed opening =
          new Agent(
                  TestServer.DOMAIN, ids.get(i), TestServer.SCHEME.signer(FaultySignatures.key(7)))
              .seed(Uint256.of(1), TestServer.EXPIRY, TestServer.NOW);
      assertEquals(200, client.seed(opening).status());
    }
    Address owner = TestServer.SCHEME.signer(FaultySignatures.key(7)).address();
    String listed =
        ids.stream().map(id -> '"' + id.toString() + '"').collect(Collectors.joining(","));
    String expected = "{\"owner\":\"%s\",\"channelIds\":[%s]}".formatted(owner, listed);
    try (RawClient raw = server.connect()) {
      String shouted = owner.toString().substring(2).toUpperCase(Locale.ROOT);
      assertEquals(expected, raw.get("/channels/by-owner/" + owner).read().body());
      assertEquals(expected, raw.get("/channels/by-owner/" + shouted).read().body());
      assertEquals(
          "{\"owner\":\"%s\",\"channelIds\":[]}".formatted(agent.address()),
          raw.get("/channels/by-owner/" + agent.address()).read().body());
      RawClient.Answer nobody = raw.get("/channels/by-owner/nobody").read();
      assertEquals(400, nobody.status());
      assertEquals("{\"error\":\"Malformed signature: invalid address: nobody\"}", nobody.body());
      assertEquals(405, raw.post("/channels/by-owner/" + owner, "{}").read().status());
      assertEquals(404, raw.get("/channels/by-owner/").read().status());
    }
  }

  /// One connection, so one loop: its answers are counted one after the other.
  @Test
  void metricsCountWhatWasAnswered() throws Exception {
    Agent agent = server.agent(1, client);
    try (RawClient raw = server.connect()) {
      for (int i = 0; i < 3; i++) {
        raw.post("/settle", json(agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW))).read();
      }
      raw.post("/settle", "{").read();
      raw.get("/nowhere").read();
      RawClient.Answer answer = raw.get("/metrics").read();
      assertEquals(
          "text/plain; version=0.0.4; charset=utf-8", answer.headers().get("content-type"));
      List<String> lines = answer.body().lines().toList();
      for (String expected :
          List.of(
              "sequencer_answers_total{route=\"seed\",status=\"200\"} 1",
              "sequencer_answers_total{route=\"settle\",status=\"200\"} 3",
              "sequencer_answers_total{route=\"settle\",status=\"400\"} 1",
              "sequencer_answers_total{route=\"none\",status=\"404\"} 1",
              "sequencer_settle_seconds_bucket{le=\"+Inf\"} 3",
              "sequencer_settle_seconds_count 3",
              "sequencer_channels 1",
              "# TYPE sequencer_settle_seconds histogram")) {
        assertTrue(lines.contains(expected), () -> expected + " in\n" + answer.body());
      }
      long previous = 0;
      for (String line : lines) {
        if (line.startsWith("sequencer_settle_seconds_bucket")) {
          long count = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
          assertTrue(count >= previous, "buckets are cumulative: " + line);
          previous = count;
        }
      }
      assertTrue(lines.contains("# TYPE sequencer_answers_total counter"), answer.body());
    }
  }

  @Test
  void aBatchAnswersEachPaymentAsSettleWould() throws Exception {
    Agent agent = server.agent(1, client);
    Agent other = server.agent(2, client);
    String first = json(agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW));
    String second = json(agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW));
    String gap = first.replace("\"sequenceNumber\":1", "\"sequenceNumber\":9");
    String others = json(other.pay(RECEIVER, Uint256.of(3), TestServer.NOW));
    String batch = "{\"payments\":[%s,%s,%s,%s,%s]}".formatted(first, gap, second, others, others);
    try (RawClient raw = server.connect()) {
      RawClient.Answer answer = raw.post("/settle/batch", batch).read();
      assertEquals(200, answer.status());
      String settledLast = raw.post("/settle", second).read().body();
      String othersBody = raw.post("/settle", others).read().body();
      assertTrue(
          answer.body().startsWith("{\"results\":[{\"status\":200,\"body\":{\"channel\":{"),
          answer.body());
      assertTrue(
          answer
              .body()
              .endsWith(
                  ",{\"status\":400,\"body\":{\"error\":\"Invalid sequence number: expected > 2,"
                      + " got"
                      + " 9\"}},{\"status\":200,\"body\":%s},{\"status\":200,\"body\":%s},"
                          .formatted(settledLast, othersBody)
                      + "{\"status\":200,\"body\":%s}]}".formatted(othersBody)),
          answer.body());
    }
  }

  @Test
  void aBatchOfAnotherShapeIsRefusedAsAWhole() throws Exception {
    Agent agent = server.agent(1, client);
    String good = json(agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW));
    String minimal =
        "{\"channelId\":\"\",\"amount\":\"\",\"receiver\":\"\",\"sequenceNumber\":0,"
            + "\"timestamp\":0,\"userSignature\":\"\"}";
    String tooMany = String.join(",", Collections.nCopies(101, minimal));
    String most = String.join(",", Collections.nCopies(100, minimal));
    try (RawClient raw = server.connect()) {
      assertEquals(
          "{\"results\":[]}", raw.post("/settle/batch", "{\"payments\":[]}").read().body());
      assertEquals(200, raw.post("/settle/batch", "{\"payments\":[" + most + "]}").read().status());
      for (String bad :
          List.of(
              "{}",
              "{\"payments\":{}}",
              "{\"payments\":[%s,1]}".formatted(good),
              "{\"payments\":[%s,{}]}".formatted(good),
              "{\"payments\":[" + tooMany + "]}",
              "{\"payments\":[],\"payments\":[]}")) {
        assertEquals(422, raw.post("/settle/batch", bad).read().status(), bad);
      }
      assertEquals(400, raw.post("/settle/batch", "{\"payments\":[" + good).read().status());
    }
    assertTrue(client.channel(agent.channelId()).text().contains("\"sequenceNumber\":0"));
  }

  private static String json(Voucher voucher) {
    return new String(voucher.json(), UTF_8);
  }

  @Test
  void aSettledVoucherIsShownToTheByteAndCoSigned() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher voucher = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    Answer answer = client.settle(voucher);
    String coSignature =
        server.coSigner.signer().sign(TestServer.DOMAIN.digest(voucher.data())).toString();
    String channel =
        "{\"channelId\":\"%s\",\"owner\":\"%s\",\"balance\":\"1000000\",\"expiryTimestamp\":%s,"
                .formatted(agent.channelId(), agent.address(), TestServer.EXPIRY)
            + "\"sequenceNumber\":1,\"userSignature\":\"%s\",\"sequencerSignature\":\"%s\","
                .formatted(voucher.signature(), coSignature)
            + "\"signatureTimestamp\":%s,\"recipients\":[{\"recipientAddress\":\"%s\","
                .formatted(TestServer.NOW, RECEIVER)
            + "\"balance\":\"7\"}]}";
    assertEquals(200, answer.status());
    assertEquals("{\"channel\":" + channel + "}", answer.text());
    assertEquals(channel, client.channel(agent.channelId()).text());
    assertEquals(Optional.empty(), server.exchange().fault(voucher, answer.body()));
  }

  @Test
  void theSameVoucherAgainGetsTheSameAnswer() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher voucher = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    String first = client.settle(voucher).text();
    assertEquals(first, client.settle(voucher).text());
    assertEquals(first, client.validate(voucher).text());
  }

  @Test
  void validateSaysWhatSettleWouldAndChangesNothing() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher voucher = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    ChannelSnapshot shown = client.validate(voucher).channel();
    assertEquals(voucher.data(), shown.data());
    assertEquals(voucher.signature(), shown.userSignature());
    assertNull(shown.sequencerSignature());
    assertEquals(0, client.channel(agent.channelId()).channel().data().sequenceNumber());
    assertEquals(200, client.settle(voucher).status());
  }

  @Test
  void unknownChannelsAreNotFoundUnderTheNameTheyWereAskedBy() throws Exception {
    assertRefused(404, "Channel not found: 0xAB", client.channel("0xAB"));
    String id = "AB".repeat(32);
    assertRefused(404, "Channel not found: " + id, client.channel(id));
    Voucher voucher = agentWithoutChannel().pay(RECEIVER, Uint256.of(1), TestServer.NOW);
    String text = "Channel not found: " + voucher.data().channelId();
    assertRefused(404, text, client.settle(voucher));
    assertRefused(404, text, client.validate(voucher));
  }

  @Test
  void anUnreadableChannelIdIsMalformedToSettleAndUnknownToValidate() throws Exception {
    String body = new String(voucher().json(), UTF_8).replaceFirst("0x[0-9a-f]{64}", "0x\\\\\"é");
    assertRefused(
        400,
        "Malformed signature: invalid channel id: 0x\\\"é",
        client.post("/settle", body.getBytes(UTF_8)));
    assertRefused(
        404, "Channel not found: 0x\\\"é", client.post("/validate", body.getBytes(UTF_8)));
  }

  @Test
  void refusalsOfTheRulesArriveWithStatusAndText() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher first = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    Voucher second = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    String gap = "Invalid sequence number: expected > 1, got 2";
    assertRefused(400, gap, client.settle(second));
    assertRefused(400, gap, client.validate(second));
    client.settle(first).channel();
    client.settle(second).channel();
    assertRefused(400, "Invalid sequence number: expected > 3, got 1", client.settle(first));
    Voucher tooMuch = agent.pay(RECEIVER, Uint256.of(999_987), TestServer.NOW);
    assertRefused(400, "Recipient balances exceed channel balance", client.settle(tooMuch));
  }

  @Test
  void aSeedWithTheSameTermsShowsTheChannelAsItIs() throws Exception {
    Agent agent = server.agent(1, client);
    Voucher voucher = agent.pay(RECEIVER, Uint256.of(7), TestServer.NOW);
    client.settle(voucher).channel();
    ChannelSeed again = agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY, TestServer.NOW);
    assertEquals(voucher.data(), client.seed(again).channel().data());
  }

  @Test
  void aSeedWithOtherTermsIsRefused() throws Exception {
    Agent agent = server.agent(1, client);
    String text = "Channel already seeded with another owner, balance or expiry";
    assertRefused(
        400,
        text,
        client.seed(agent.seed(Uint256.of(1_000_001), TestServer.EXPIRY, TestServer.NOW)));
    assertRefused(
        400,
        text,
        client.seed(agent.seed(Uint256.of(1_000_000), TestServer.EXPIRY + 1, TestServer.NOW)));
    Agent thief =
        new Agent(
            TestServer.DOMAIN,
            agent.channelId(),
            TestServer.SCHEME.signer(new Uint256(0, 0, 0, 3).toBytes()));
    assertRefused(
        400,
        text,
        client.seed(thief.seed(Uint256.of(1_000_000), TestServer.EXPIRY, TestServer.NOW)));
  }

  @Test
  void aSeedThatCannotBeReadIsMalformed() throws Exception {
    String seed =
        "{\"channelId\":\"%s\",\"owner\":\"%s\",\"balance\":\"%s\",\"expiryTimestamp\":1}";
    String id = "ab".repeat(32);
    assertRefused(
        400,
        "Malformed signature: invalid channel id: 0xab",
        post("/channel/seed", seed.formatted("0xab", RECEIVER, "1")));
    assertRefused(
        400,
        "Malformed signature: invalid address: me",
        post("/channel/seed", seed.formatted(id, "me", "1")));
    assertRefused(
        400,
        "Malformed signature: invalid uint256: 1.5",
        post("/channel/seed", seed.formatted(id, RECEIVER, "1.5")));
  }

  @Test
  void withoutJsonContentTypeThereIsNoJson() throws Exception {
    try (RawClient raw = server.connect()) {
      raw.send("POST /settle HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}");
      RawClient.Answer answer = raw.read();
      assertEquals(415, answer.status());
      assertEquals("Expected request with `Content-Type: application/json`", answer.body());
      raw.send(
          "POST /settle HTTP/1.1\r\n"
              + "host: x\r\n"
              + "content-type: text/json\r\n"
              + "content-length: 2\r\n\r\n"
              + "{}");
      assertEquals(415, raw.read().status());
      for (String type :
          new String[] {
            "Application/JSON", "application/json; charset=utf-8", "application/cloudevents+json"
          }) {
        raw.send(
            "POST /settle HTTP/1.1\r\nhost: x\r\ncontent-type: %s\r\ncontent-length: 2\r\n\r\n{}"
                .formatted(type));
        assertEquals(422, raw.read().status(), type);
      }
    }
  }

  @Test
  void whatIsNoJsonIsABadRequest() throws Exception {
    for (String body :
        new String[] {
          "",
          " ",
          "{",
          "{\"channelId\":",
          "nonsense",
          "{\"a\":1,}",
          "{'a':1}",
          "{}{}",
          "{} x",
          "{\"a\":01}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\u0001\"}",
          "[".repeat(100)
        }) {
      Answer answer = post("/settle", body);
      assertTrue(answer.status() == 400 || answer.status() == 422, body + " -> " + answer.status());
      assertTrue(
          answer.text().startsWith(SYNTAX) || answer.text().startsWith(SHAPE), answer.text());
    }
    assertEquals(
        SYNTAX + "EOF while parsing a value at line 1 column 1", post("/settle", "").text());
    byte[] noUtf8 = "{\"channelId\":\"?\"}".getBytes(UTF_8);
    noUtf8[14] = (byte) 0xFF;
    assertEquals(400, client.post("/settle", noUtf8).status());
  }

  @Test
  void jsonOfAnotherShapeIsUnprocessable() throws Exception {
    String good = new String(voucher().json(), UTF_8);
    assertShape("missing field `channelId` at line 1 column 3", "{}");
    assertShape("the body: invalid type, expected an object at line 1 column 2", "[]");
    assertShape("amount: invalid type, expected a string", good.replace("\"7\"", "7"));
    assertShape(
        "receiver: invalid type, expected a string", good.replace("\"" + RECEIVER + "\"", "null"));
    assertShape("sequenceNumber: invalid type, expected u64", good.replace("r\":1", "r\":\"1\""));
    assertShape("sequenceNumber: invalid type, expected u64", good.replace("r\":1", "r\":-1"));
    assertShape("sequenceNumber: invalid type, expected u64", good.replace("r\":1", "r\":1.0"));
    assertShape(
        "sequenceNumber: invalid type, expected u64",
        good.replace("r\":1", "r\":18446744073709551616"));
    assertShape("duplicate field `amount`", good.replace("{", "{\"amount\":\"7\","));
    assertShape("purpose: invalid type, expected a string", good.replace("{", "{\"purpose\":7,"));
    assertShape(
        "feeForPayment: invalid type, expected an object",
        good.replace("{", "{\"feeForPayment\":\"7\","));
    assertShape(
        "missing field `feeAmount`",
        good.replace("{", "{\"feeForPayment\":{\"feeDestinationAddress\":\"x\"},"));
  }

  @Test
  void whatTheApiDoesNotKnowIsSkippedAndOptionalMembersMayBeNull() throws Exception {
    server.agent(1, client);
    String body =
        new String(voucher().json(), UTF_8)
            .replace(
                "{",
                "{\"paymentId\":[{\"a\":[1,2,{}]}],\"purpose\":null,\"feeForPayment\":null,"
                    + "\"\\u0061mounts\":1.5e300,");
    assertEquals(200, post("/settle", body).status());
  }

  @Test
  void theHighestNumberIsReadAsUnsigned() throws Exception {
    server.agent(1, client);
    String body = new String(voucher().json(), UTF_8).replace("r\":1", "r\":18446744073709551615");
    assertRefused(
        400,
        "Invalid sequence number: expected > 1, got 18446744073709551615",
        post("/settle", body));
  }

  @Test
  void otherPathsAndMethodsHaveNoBody() throws Exception {
    try (RawClient raw = server.connect()) {
      for (String path : new String[] {"/", "/channel", "/channel/", "/channel/a/b", "/x"}) {
        RawClient.Answer answer = raw.get(path).read();
        assertEquals(404, answer.status(), path);
        assertEquals("", answer.body());
      }
      RawClient.Answer answer = raw.get("/settle").read();
      assertEquals(405, answer.status());
      assertEquals("POST", answer.headers().get("allow"));
      answer = raw.get("/channel/seed").read();
      assertEquals(405, answer.status());
      answer = raw.post("/health", "{}").read();
      assertEquals(405, answer.status());
      assertEquals("GET,HEAD", answer.headers().get("allow"));
      answer = raw.get("/health?probe=1").read();
      assertEquals(200, answer.status());
    }
  }

  @Test
  void headAnswersLikeGetWithoutTheBody() throws Exception {
    try (RawClient raw = server.connect()) {
      RawClient.Answer answer = raw.send("HEAD /health HTTP/1.1\r\nhost: x\r\n\r\n").read(false);
      assertEquals("2", answer.headers().get("content-length"));
      assertEquals("ok", raw.get("/health").read().body());
    }
  }

  private Agent agentWithoutChannel() {
    return Agent.of(1, 999, TestServer.DOMAIN, TestServer.SCHEME);
  }

  /// The first voucher of agent 1.
  private Voucher voucher() {
    return Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME)
        .pay(RECEIVER, Uint256.of(7), TestServer.NOW);
  }

  private Answer post(String path, String body) throws Exception {
    return client.post(path, body.getBytes(UTF_8));
  }

  private void assertShape(String text, String body) throws Exception {
    Answer answer = post("/settle", body);
    assertEquals(422, answer.status(), answer.text());
    assertTrue(answer.text().startsWith(SHAPE + text), answer.text());
  }

  private static void assertRefused(int status, String error, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    assertEquals("{\"error\":\"" + error + "\"}", answer.text());
  }
}
