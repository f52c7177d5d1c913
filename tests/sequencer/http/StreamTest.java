package sequencer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sequencer.TestServer;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.channel.StreamFormat;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;
import sequencer.engine.Engine;
import sequencer.engine.HeldEngine;
import sequencer.engine.JournalEngine;
import sequencer.engine.VolatileEngine;
import sequencerpostgres.PostgresEngines;

/// Streams over HTTP: all of a list or nothing of it, with the status that belongs to each way to
/// be wrong.
class StreamTest {
  private static final Address RECEIVER = new Address(1, 2, 3);
  private static final PaymentList LIST = PaymentList.of(5, 300, 1);

  private final TestServer server = new TestServer();
  private final SequencerClient client = server.client();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void aStreamMovesTheChannelByTheSumOfItsPayments() throws Exception {
    Agent agent = server.agent(1, client);
    SequencerClient.Answer answer = client.stream(stream(agent, LIST));
    assertEquals(200, answer.status());
    assertTrue(answer.text().startsWith("{\"channel\":{"), answer.text());
    assertEquals(1, answer.channel().data().sequenceNumber());
    assertEquals(Uint256.of(306), answer.channel().data().recipients().getFirst().amount());
    Voucher next = agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW);
    assertEquals(next.data(), client.settle(next).channel().data());
    Change.Streamed last = stream(agent, PaymentList.of(7));
    assertEquals(3, client.stream(last).channel().data().sequenceNumber());
  }

  @Test
  void theSameStreamAgainGetsTheSameAnswerAndChangesNothing() throws Exception {
    Agent agent = server.agent(1, client);
    Change.Streamed streamed = stream(agent, LIST);
    SequencerClient.Answer first = client.stream(streamed);
    SequencerClient.Answer again = client.stream(streamed);
    assertEquals(first.text(), again.text());
  }

  /// The voucher says only the sum. Whoever carries it must not be able to break it up otherwise.
  @Test
  void theSameVoucherWithAnotherListIsRefused() throws Exception {
    Agent agent = server.agent(1, client);
    Change.Streamed streamed = stream(agent, LIST);
    Change.Streamed other =
        new Change.Streamed(
            streamed.voucher(), streamed.listSignature(), PaymentList.of(300, 5, 1));
    assertRefused("Invalid signature: expected ", client.stream(other));
    assertEquals(200, client.stream(streamed).status());
    assertRefused("Invalid sequence number: expected > 1, got 1", client.stream(other));
    assertRefused(
        "Invalid sequence number: expected > 1, got 1",
        client.stream(
            new Change.Streamed(
                streamed.voucher(), streamed.listSignature(), PaymentList.of(306))));
  }

  @Test
  void aPlainVoucherIsNoStreamThatIsRepeated() throws Exception {
    Agent agent = server.agent(1, client);
    Agent twin = agent.copy();
    Voucher voucher = agent.pay(RECEIVER, LIST.total(), TestServer.NOW);
    assertEquals(200, client.settle(voucher).status());
    assertRefused(
        "Invalid sequence number: expected > 1, got 1", client.stream(stream(twin, LIST)));
  }

  @Test
  void theListMustBeSignedByTheOwner() throws Exception {
    Agent agent = server.agent(1, client);
    Change.Streamed mine = stream(agent, LIST);
    Signature theirs =
        stream(Agent.of(1, 2, TestServer.DOMAIN, TestServer.SCHEME), LIST).listSignature();
    assertRefused(
        "Invalid signature: expected " + agent.address(),
        client.stream(new Change.Streamed(mine.voucher(), theirs, LIST)));
    assertRefused(
        "Invalid signature: expected " + agent.address(),
        client.stream(new Change.Streamed(mine.voucher(), mine.voucher().userSignature(), LIST)));
    assertEquals(
        0, client.channel(agent.channelId()).channel().data().sequenceNumber(), "nothing moved");
  }

  @Test
  void whatBreaksARuleOfPaymentsIsRefusedInItsWords() throws Exception {
    Agent agent = server.agent(1, Uint256.of(305), client);
    assertRefused(
        "Recipient balances exceed channel balance", client.stream(stream(agent.copy(), LIST)));
    assertRefused(
        "timestamp is too far in the future",
        client.stream(agent.copy().stream(RECEIVER, PaymentList.of(1), TestServer.NOW + 901)));
    Agent ahead = agent.copy();
    stream(ahead, LIST);
    assertRefused(
        "Invalid sequence number: expected > 1, got 2",
        client.stream(stream(ahead, PaymentList.of(1))));
    Agent nobody = Agent.of(1, 9, TestServer.DOMAIN, TestServer.SCHEME);
    assertEquals(404, client.stream(stream(nobody, LIST)).status());
  }

  @Test
  void whatIsNoStreamIsRefusedWithTheReason() throws Exception {
    Agent agent = server.agent(1, client);
    byte[] right = bytes(stream(agent, LIST));
    byte[] zero = right.clone();
    zero[StreamFormat.HEAD_BYTES] = 0;
    assertRefused("Malformed stream: amount 0 is 0", post(zero));
    byte[] sum = right.clone();
    sum[StreamFormat.HEAD_BYTES] = 6;
    assertRefused("Malformed stream: the list adds up to 307, not to the amount of 306", post(sum));
    byte[] count = right.clone();
    count[237]++;
    assertRefused(
        "Malformed stream: the list has 3 amounts, not the 4 that were announced", post(count));
    assertRefused(
        "Malformed stream: the head announces 4 bytes of amounts, and 3 follow",
        post(Arrays.copyOf(right, right.length - 1)));
    assertRefused(
        "Malformed stream: it begins with RMS1 and a head of 242 bytes", post(new byte[300]));
    assertRefused("Malformed stream: it begins with RMS1", post(new byte[] {1}));
    byte[] highV = right.clone();
    highV[168] = 0;
    assertRefused("Malformed signature: invalid signature format: v must be 27 or 28", post(highV));
    byte[] listV = right.clone();
    listV[233] = 0;
    assertRefused("Malformed signature: invalid signature format: v must be 27 or 28", post(listV));
    assertEquals(200, post(right).status());
  }

  @Test
  void theJsonFormIsTheSameStream() throws Exception {
    Agent agent = server.agent(1, client);
    Change.Streamed streamed = stream(agent, PaymentList.of(5, 300, -1));
    SequencerClient.Answer poor = client.post("/stream", json(streamed));
    assertRefused("Recipient balances exceed channel balance", poor);
    Agent rich = server.agent(2, new Uint256(0, 0, 2, 0), client);
    Change.Streamed theirs = stream(rich, PaymentList.of(5, 300, -1));
    SequencerClient.Answer first = client.post("/stream", json(theirs));
    assertEquals(200, first.status(), first.text());
    assertEquals(first.text(), client.stream(theirs).text());
    String text = new String(json(theirs), ISO_8859_1);
    assertRefused(
        "Malformed stream: amount 1 is 0", post(text.replace("[5,300,", "[5,0,"), "/stream"));
    assertRefused(
        "Malformed stream: a list has 1 to 100000 amounts, not 0",
        post(text.replaceFirst("\\[.*\\]", "[]"), "/stream"));
    assertEquals(422, post(text.replace("[5,", "[-5,"), "/stream").status());
    assertEquals(422, post(text.replace("[5,", "[\"5\","), "/stream").status());
    assertEquals(422, post(text.replaceFirst("\\[.*\\]", "1"), "/stream").status());
    assertEquals(400, post(text.replaceFirst("\\].*", ""), "/stream").status());
    assertEquals(422, post(text.replace("listSignature", "other"), "/stream").status());
  }

  @Test
  void plainBytesAreTakenNowhereElse() throws Exception {
    try (RawClient raw = server.connect()) {
      assertEquals(415, raw.send(request("/settle", new byte[] {1}, "")).read().status());
      assertEquals(405, raw.get("/stream").read().status());
      String text = "POST /stream HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n";
      assertEquals(415, raw.send(text + "content-length: 1\r\n\r\nx").read().status());
    }
  }

  @Test
  void theLongestStreamIsTakenAndALongerBodyIsNot() throws Exception {
    Agent agent = server.agent(1, new Uint256(0, 1, 0, 0), client);
    long[] amounts = new long[PaymentList.AMOUNTS_MAX];
    Arrays.fill(amounts, -1);
    Change.Streamed longest = stream(agent, PaymentList.of(amounts));
    assertEquals(StreamFormat.BYTES_MAX, StreamFormat.bytes(longest));
    assertEquals(200, client.stream(longest).status());
    try (RawClient raw = server.connect()) {
      RawClient.Answer tooLong =
          raw.send(head("/stream", StreamFormat.BYTES_MAX + 1, "application/octet-stream")).read();
      assertEquals(413, tooLong.status());
    }
    try (RawClient raw = server.connect()) {
      RawClient.Answer elsewhere = raw.send(head("/settle", 70_000, "application/json")).read();
      assertEquals(413, elsewhere.status());
    }
  }

  @Test
  void aStreamInChunksIsAStream() throws Exception {
    Agent agent = server.agent(1, client);
    byte[] body = bytes(stream(agent, LIST));
    StringBuilder chunked = new StringBuilder();
    chunked.append("POST /stream HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n");
    chunked.append("content-type: application/octet-stream\r\n\r\n");
    for (int at = 0; at < body.length; at += 50) {
      int size = Math.min(50, body.length - at);
      chunked.append(Integer.toHexString(size)).append("\r\n");
      chunked.append(new String(body, at, size, ISO_8859_1)).append("\r\n");
    }
    try (RawClient raw = server.connect()) {
      assertEquals(200, raw.send(chunked.append("0\r\n\r\n").toString()).read().status());
    }
  }

  /// Large bodies have 32 KiB together here, room for three of these. A go-ahead says that its room
  /// was taken; whoever goes away gives it back.
  @Test
  void manyLargeBodiesAtOnceAreRefusedAndNotKept() throws Exception {
    try (TestServer small =
            new TestServer(new VolatileEngine(), TestServer.small(Duration.ofSeconds(20)), true);
        SequencerClient payer = small.client()) {
      Agent agent = small.agent(1, payer);
      long[] amounts = new long[10_000];
      Arrays.fill(amounts, 1);
      byte[] body = bytes(stream(agent, PaymentList.of(amounts)));
      try (RawClient first = small.connect();
          RawClient second = small.connect();
          RawClient third = small.connect();
          RawClient fourth = small.connect()) {
        byte[] request = request("/stream", body, "expect: 100-continue\r\n");
        byte[] head = Arrays.copyOf(request, request.length - body.length);
        for (RawClient early : List.of(first, second, third)) {
          assertEquals(100, early.send(head).read().status());
        }
        RawClient.Answer refused = fourth.send(head).read();
        assertEquals(503, refused.status());
        assertEquals("1", refused.headers().get("retry-after"));
        second.reset();
        third.reset();
        assertEquals(200, first.send(body).read().status());
      }
      int status = 503;
      while (status == 503) {
        status = payer.stream(stream(agent, PaymentList.of(amounts))).status();
      }
      assertEquals(200, status);
    }
  }

  @Test
  void aStreamThatStopsHalfWayGetsA408() throws Exception {
    try (TestServer hasty =
            new TestServer(
                new VolatileEngine(),
                TestServer.small(Duration.ofMillis(300), Duration.ofSeconds(60)),
                true);
        RawClient slow = hasty.connect()) {
      byte[] request = request("/stream", new byte[9000], "");
      slow.send(Arrays.copyOf(request, 5000));
      assertEquals(408, slow.read().status());
      assertTrue(slow.isEndedByServer());
    }
  }

  @Test
  void aClientThatWaitsForAGoAheadGetsIt() throws Exception {
    Agent agent = server.agent(1, client);
    byte[] request = request("/stream", bytes(stream(agent, LIST)), "expect: 100-continue\r\n");
    int head = new String(request, ISO_8859_1).indexOf("\r\n\r\n") + 4;
    try (RawClient raw = server.connect()) {
      assertEquals(100, raw.send(Arrays.copyOf(request, head)).read().status());
      raw.send(Arrays.copyOfRange(request, head, request.length));
      assertEquals(200, raw.read().status());
    }
  }

  @Test
  void aStreamIsAcknowledgedOnlyWhenDurableAndRefusedWhileTheDiskIsBehind() throws Exception {
    HeldEngine engine = new HeldEngine();
    try (TestServer held = new TestServer(engine);
        RawClient raw = held.connect()) {
      Agent agent = Agent.of(1, 1, TestServer.DOMAIN, TestServer.SCHEME);
      raw.post(
          "/channel/seed", agent.seed(Uint256.of(1000), TestServer.EXPIRY, TestServer.NOW).json());
      engine.awaitChanges(2);
      engine.sync();
      assertEquals(200, raw.read().status());
      Change.Streamed streamed = stream(agent, LIST);
      byte[] request = request("/stream", bytes(streamed), "");
      engine.fill(true);
      RawClient.Answer full = raw.send(request).read();
      assertEquals(503, full.status());
      assertEquals("1", full.headers().get("retry-after"));
      engine.fill(false);
      raw.send(request).send(request);
      engine.awaitChanges(3);
      assertTrue(raw.isSilent());
      engine.sync();
      assertEquals(raw.read(), raw.read());
      assertEquals(streamed, engine.changes().getLast());
      assertEquals(3, engine.changes().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"journal", "postgres"})
  void streamsAreReadBackAsTheyWereSent(String name, @TempDir Path folder) throws Exception {
    try (Engine engine = open(name, folder);
        TestServer kept = new TestServer(engine);
        SequencerClient payer = kept.client()) {
      Agent agent = kept.agent(1, payer);
      Agent other = kept.agent(2, payer);
      Change.Streamed first = stream(agent, LIST);
      assertEquals(200, payer.stream(first).status());
      assertEquals(200, payer.stream(stream(other, PaymentList.of(9))).status());
      assertEquals(200, payer.settle(agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW)).status());
      Change.Streamed third = stream(agent, PaymentList.of(70_000, 1));
      assertEquals(200, payer.stream(third).status());
      assertStreams(payer.streams(agent.channelId(), 1), first, third);
      assertStreams(payer.streams(agent.channelId(), 2), third);
      assertStreams(payer.streams(agent.channelId(), 3), third);
      assertStreams(payer.streams(agent.channelId(), 1), first, third);
      assertEquals(404, payer.streams(agent.channelId(), 4).status());
      assertEquals(404, payer.streams(agent.channelId(), 0).status());
      assertEquals(404, payer.streams("none", 1).status());
      Voucher last = agent.pay(RECEIVER, Uint256.of(1), TestServer.NOW);
      assertEquals(200, payer.settle(last).status());
      SequencerClient.Answer none = payer.streams(agent.channelId(), 4);
      assertEquals("{\"error\":\"Stream not found: 4\"}", none.text());
    }
  }

  /// Each of these three is more than half of what an answer takes.
  @ParameterizedTest
  @ValueSource(strings = {"journal", "postgres"})
  void anAnswerTakesAMegabyteAndTheStreamThatPassesIt(String name, @TempDir Path folder)
      throws Exception {
    try (Engine engine = open(name, folder);
        TestServer kept = new TestServer(engine);
        SequencerClient payer = kept.client()) {
      Agent agent = kept.agent(1, new Uint256(0, 1, 0, 0), payer);
      long[] amounts = new long[60_000];
      Arrays.fill(amounts, -1);
      Change.Streamed[] sent = new Change.Streamed[3];
      for (int i = 0; i < sent.length; i++) {
        sent[i] = stream(agent, PaymentList.of(amounts));
        assertEquals(200, payer.stream(sent[i]).status());
      }
      assertStreams(payer.streams(agent.channelId(), 1), sent[0], sent[1]);
      assertStreams(payer.streams(agent.channelId(), 3), sent[2]);
    }
  }

  @Test
  void anEngineThatKeepsNothingHasNothingToReadBack() throws Exception {
    Agent agent = server.agent(1, client);
    client.stream(stream(agent, LIST));
    assertEquals(501, client.streams(agent.channelId(), 1).status());
  }

  private static Engine open(String name, Path folder) throws IOException {
    return name.equals("journal")
        ? JournalEngine.open(folder, JournalEngine.OPTIONS, _ -> {})
        : new PostgresEngines().open("", folder, _ -> {}, _ -> {});
  }

  private static void assertStreams(SequencerClient.Answer answer, Change.Streamed... expected) {
    assertEquals(200, answer.status(), answer::text);
    int bytes = Arrays.stream(expected).mapToInt(StreamFormat::bytes).sum();
    ByteBuffer all = ByteBuffer.allocate(bytes);
    Arrays.stream(expected).forEach(streamed -> StreamFormat.write(streamed, all));
    assertTrue(Arrays.equals(all.array(), answer.body()), "other streams than were sent");
  }

  private static Change.Streamed stream(Agent agent, PaymentList list) {
    return agent.stream(RECEIVER, list, TestServer.NOW);
  }

  private SequencerClient.Answer post(String json, String path) throws Exception {
    return client.post(path, json.getBytes(ISO_8859_1));
  }

  private RawClient.Answer post(byte[] body) throws Exception {
    try (RawClient raw = server.connect()) {
      return raw.send(request("/stream", body, "")).read();
    }
  }

  private static void assertRefused(String text, SequencerClient.Answer answer) {
    assertEquals(400, answer.status(), answer::text);
    assertTrue(answer.text().startsWith("{\"error\":\"" + text), answer.text());
  }

  private static void assertRefused(String text, RawClient.Answer answer) {
    assertEquals(400, answer.status(), answer.body());
    assertTrue(answer.body().startsWith("{\"error\":\"" + text), answer.body());
  }

  private static byte[] bytes(Change.Streamed streamed) {
    ByteBuffer bytes = ByteBuffer.allocate(StreamFormat.bytes(streamed));
    StreamFormat.write(streamed, bytes);
    return bytes.array();
  }

  private static byte[] request(String path, byte[] body, String more) {
    byte[] head =
        head(path, body.length, "application/octet-stream")
            .replace("\r\n\r\n", "\r\n" + more + "\r\n")
            .getBytes(ISO_8859_1);
    byte[] request = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  private static String head(String path, int length, String type) {
    return "POST %s HTTP/1.1\r\nhost: test\r\ncontent-type: %s\r\ncontent-length: %s\r\n\r\n"
        .formatted(path, type, Integer.toString(length));
  }

  private static byte[] json(Change.Streamed streamed) {
    Change.Paid voucher = streamed.voucher();
    String amounts =
        streamed
            .list()
            .amounts()
            .mapToObj(Long::toUnsignedString)
            .collect(Collectors.joining(",", "[", "]"));
    return ("{\"channelId\":\"%s\",\"amount\":\"%s\",\"receiver\":\"%s\",\"sequenceNumber\":%s,"
            + "\"timestamp\":%s,\"userSignature\":\"%s\",\"listSignature\":\"%s\",\"payments\":%s}")
        .formatted(
            voucher.channelId(),
            streamed.list().total(),
            voucher.transfers().getFirst().to(),
            Long.toString(voucher.sequenceNumber()),
            Long.toString(voucher.timestamp()),
            voucher.userSignature(),
            streamed.listSignature(),
            amounts)
        .getBytes(ISO_8859_1);
  }
}
