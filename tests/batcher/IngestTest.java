package batcher;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.payment.Payment;
import batcher.payment.PaymentSigner;
import batcher.payment.PaymentVerifier;
import batcher.payment.Plans;
import batcher.sink.AckLevel;
import batcher.sink.MemorySink;
import batcher.sink.SinkFactory;
import batcher.wire.IngestClient;
import batcher.wire.IngestServer;
import batcher.wire.Intake;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final batcher.payment.Payments SIGNED =
      new PaymentSigner(42).sign(Plans.torrents(2, 10));

  private final MemorySink memory = new MemorySink();
  private Batcher batcher;
  private IngestServer server;

  @BeforeEach
  void start() throws Exception {
    batcher =
        Batcher.open(
            Settings.DEFAULT.withShards(2).withDelivery(Delivery.lane()),
            SinkFactory.shared(memory));
    server = new IngestServer(batcher, new PaymentVerifier(SIGNED), "127.0.0.1", 0);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    batcher.close();
  }

  private static List<Event> events(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> sent("torrent-" + i % 5, i)).toList();
  }

  private List<Integer> pieces() {
    return memory.events().stream().map(Event::piece).sorted().toList();
  }

  @Test
  void sentEventsReachTheSinkAndTheProducerIsTold() throws Exception {
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      assertEquals(100, client.send(events(0, 100), AckLevel.DELIVERED));
      assertTrue(client.await(AckLevel.ACCEPTED, 100, LONG));
      assertTrue(client.await(AckLevel.DELIVERED, 100, LONG));
      assertEquals(100, memory.events().size());
      assertEquals(Map.of(), client.refused());
    }
    assertEquals(IntStream.range(0, 100).boxed().toList(), pieces());
  }

  @Test
  void refusedEventIsNamedAndItsNeighboursAreTaken() throws Exception {
    long[] words = new long[3 * EventLayout.WORDS];
    for (int i = 0; i < 3; i++) {
      sent("a", i).write(words, i * EventLayout.WORDS);
    }
    words[EventLayout.WORDS + EventLayout.SATOSHIS] = Long.MIN_VALUE;
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      client.send(1, words, 3, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 3, LONG));
      assertEquals(Map.of(Refusal.AMOUNT, 1L), client.refused());
    }
    assertEquals(List.of(0, 2), pieces());
  }

  @Test
  void duplicateSequenceIsBatchedOnce() throws Exception {
    long[] words = sent("a", 0).toWords();
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      client.send(1, words, 1, AckLevel.ACCEPTED);
      client.send(1, words, 1, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 1, LONG));
      assertEquals(Map.of(Refusal.DUPLICATE, 1L), client.refused());
    }
    assertEquals(List.of(0), pieces());
  }

  /// Has no room for these pieces, once each.
  private record Crowded(Intake intake, Set<Integer> pieces) implements Intake {
    @Override
    public long add(long[] words, int offset) {
      int piece = EventLayout.piece(words[offset + EventLayout.META]);
      return pieces.remove(piece) ? Refusal.FULL.answer() : intake.add(words, offset);
    }

    @Override
    public int shardOf(long ticket) {
      return intake.shardOf(ticket);
    }

    @Override
    public int shards() {
      return intake.shards();
    }

    @Override
    public boolean await(AckLevel level, long ticket, Duration deadline)
        throws InterruptedException {
      return intake.await(level, ticket, deadline);
    }
  }

  private IngestServer crowded(Integer... pieces) throws IOException {
    Intake intake = new Crowded(batcher, new HashSet<>(Set.of(pieces)));
    IngestServer crowded = new IngestServer(intake, new PaymentVerifier(SIGNED), "127.0.0.1", 0);
    crowded.start();
    return crowded;
  }

  /// Later numbers of its message were accepted, and whoever lost the answer sends all of it again.
  @Test
  void numberThatWasRefusedIsNoDuplicateWhenItComesAgain() throws Exception {
    long[] words = new long[4 * EventLayout.WORDS];
    for (int i = 0; i < 4; i++) {
      sent("a", i).write(words, i * EventLayout.WORDS);
    }
    try (IngestServer crowded = crowded(1, 2);
        IngestClient client = new IngestClient(crowded.address(), 7)) {
      client.send(1, words, 4, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 4, LONG));
      assertEquals(Map.of(Refusal.FULL, 2L), client.refused());
      assertEquals(List.of(0, 3), pieces());
      try (IngestClient again = new IngestClient(crowded.address(), 7)) {
        again.send(1, words, 4, AckLevel.DELIVERED);
        assertTrue(again.await(AckLevel.DELIVERED, 4, LONG));
        assertEquals(Map.of(Refusal.DUPLICATE, 2L), again.refused());
      }
    }
    assertEquals(List.of(0, 1, 2, 3), pieces());
  }

  /// Its coin was spent when it was verified.
  @Test
  void goodPaymentThatFoundNoRoomIsTakenWhenItComesAgainAndOnlyOnce() throws Exception {
    List<Payment> one = SIGNED.payments().subList(0, 1);
    try (IngestServer crowded = crowded(one.getFirst().event().piece());
        IngestClient client = new IngestClient(crowded.address(), 7)) {
      client.sendPayments(one, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 1, LONG));
      assertEquals(Map.of(Refusal.FULL, 1L), client.refused());
      client.sendPayments(1, one, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 1, LONG));
      long number = client.sendPayments(one, AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, number, LONG));
      assertEquals(Map.of(Refusal.FULL, 1L, Refusal.SPENT, 1L), client.refused());
    }
    assertEquals(1, memory.events().size());
  }

  /// What is owed is the very payment that was verified, not its transaction to whoever shows it.
  @Test
  void transactionOfAPaymentThatFoundNoRoomPaysForNothingElse() throws Exception {
    Payment good = SIGNED.payments().getFirst();
    Event other =
        new Event(
            0,
            good.event().torrent(),
            good.event().piece() + 1,
            good.event().direction(),
            good.event().peer(),
            good.event().satoshis(),
            good.event().timeMs(),
            good.event().transactionId());
    try (IngestServer crowded = crowded(good.event().piece());
        IngestClient client = new IngestClient(crowded.address(), 7)) {
      client.sendPayments(List.of(good), AckLevel.ACCEPTED);
      long number =
          client.sendPayments(
              List.of(new Payment(other, good.transaction()), good), AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, number, LONG));
      assertEquals(Map.of(Refusal.FULL, 1L, Refusal.SPENT, 1L), client.refused());
    }
    assertEquals(List.of(good.event().piece()), pieces());
  }

  @Test
  void everythingSentAgainAfterALostConnectionIsBatchedOnce() throws Exception {
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      client.send(events(0, 60), AckLevel.ACCEPTED);
      assertTrue(client.await(AckLevel.ACCEPTED, 60, LONG));
    }
    try (IngestClient again = new IngestClient(server.address(), 7)) {
      assertEquals(60, again.acceptedBefore());
      long[] words = new long[100 * EventLayout.WORDS];
      for (int i = 0; i < 100; i++) {
        sent("torrent-" + i % 5, i).write(words, i * EventLayout.WORDS);
      }
      again.send(1, words, 100, AckLevel.DELIVERED);
      assertTrue(again.await(AckLevel.DELIVERED, 100, LONG));
      assertEquals(Map.of(Refusal.DUPLICATE, 60L), again.refused());
    }
    assertEquals(IntStream.range(0, 100).boxed().toList(), pieces());
  }

  @Test
  void producersDoNotShareTheirNumbers() throws Exception {
    try (IngestClient one = new IngestClient(server.address(), 1);
        IngestClient two = new IngestClient(server.address(), 2)) {
      one.send(events(0, 10), AckLevel.DELIVERED);
      two.send(events(10, 20), AckLevel.DELIVERED);
      assertTrue(one.await(AckLevel.DELIVERED, 10, LONG));
      assertTrue(two.await(AckLevel.DELIVERED, 10, LONG));
    }
    assertEquals(20, memory.events().size());
  }

  @Test
  void paymentIsTakenOnlyWithItsTransaction() throws Exception {
    List<Payment> payments = new ArrayList<>(SIGNED.payments());
    Payment good = payments.get(2);
    payments.set(2, new Payment(good.event(), payments.get(3).transaction()));
    byte[] forged = payments.get(5).transaction().clone();
    forged[60] ^= 1; // within the signature, so that the id is another one as well
    payments.set(5, new Payment(payments.get(5).event(), forged));
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      client.sendPayments(payments.subList(0, 8), AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 8, LONG));
      assertEquals(Map.of(Refusal.TRANSACTION_ID, 2L), client.refused());
    }
    assertEquals(6, memory.events().size());
  }

  @Test
  void garbageClosesItsConnectionAndNoOther() throws Exception {
    byte[][] garbage = {
      "GET / HTTP/1.1\r\n\r\n".getBytes(),
      header(0, 1, 0, 0, 0), // hello without an identity
      header(0, 2, 0, 1, 1), // events before hello
      both(header(0, 1, 0, 0, 9), header(127, 2, 0, 1, 1), new byte[127]),
      both(header(0, 1, 0, 0, 9), header(128, 2, 0, 0, 1), new byte[128]),
      both(header(0, 1, 0, 0, 9), header(128, 2, 0, 1, 0), new byte[128]),
      both(header(0, 1, 0, 0, 9), header(128, 2, 3, 1, 1), new byte[128]),
      both(header(0, 1, 0, 0, 9), header(128, 77, 0, 1, 1), new byte[128]),
      both(header(0, 1, 0, 0, 9), header(130, 3, 0, 1, 1), filled(130)),
      both(header(0, 1, 0, 0, 9), header(Integer.MAX_VALUE, 2, 0, 1, 1)),
      both(header(0, 1, 0, 0, 9), header(-1, 2, 0, 1, 1)),
    };
    try (IngestClient client = new IngestClient(server.address(), 7)) {
      for (byte[] bytes : garbage) {
        try (Socket socket = new Socket()) {
          socket.connect(server.address());
          socket.setSoTimeout(60_000);
          socket.getOutputStream().write(bytes);
          assertTrue(isClosed(socket.getInputStream()), "still open");
        }
      }
      client.send(events(0, 5), AckLevel.DELIVERED);
      assertTrue(client.await(AckLevel.DELIVERED, 5, LONG));
    }
    assertEquals(5, memory.events().size());
  }

  @Test
  void messageCutShortLeavesNoEvent() throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(server.address());
      socket
          .getOutputStream()
          .write(both(header(0, 1, 0, 0, 9), header(256, 2, 0, 2, 1), new byte[200]));
      socket.shutdownOutput();
      assertTrue(isClosed(socket.getInputStream()));
    }
    assertEquals(0, batcher.statistics().accepted());
  }

  @Test
  void takenPortIsASentence() {
    int port = server.address().getPort();
    IOException e =
        assertThrows(
            IOException.class,
            () -> new IngestServer(batcher, new PaymentVerifier(SIGNED), "127.0.0.1", port));
    assertTrue(e.getMessage().startsWith("127.0.0.1:" + port + " cannot be bound: "));
  }

  private static boolean isClosed(InputStream in) {
    try {
      while (in.read() >= 0) {}
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static byte[] header(int bodyBytes, int kind, int level, int count, long number) {
    return ByteBuffer.allocate(16)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(bodyBytes)
        .put((byte) kind)
        .put((byte) level)
        .putShort((short) count)
        .putLong(number)
        .array();
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) 0xFF);
    return bytes;
  }

  private static byte[] both(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(1_000);
    for (byte[] part : parts) {
      all.put(part);
    }
    return java.util.Arrays.copyOf(all.array(), all.position());
  }
}
