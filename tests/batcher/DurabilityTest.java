package batcher;

import static batcher.Payments.sent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.durability.JournalPlace;
import batcher.event.Event;
import batcher.event.Refusal;
import batcher.rule.Mode;
import batcher.sink.AckLevel;
import batcher.sink.BreakerOptions;
import batcher.sink.CountingSink;
import batcher.sink.LaneOptions;
import batcher.sink.MemorySink;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import journal.ControlledDisk;
import journal.JournalCorrupt;
import journal.JournalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurabilityTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final BreakerOptions IMPATIENT =
      new BreakerOptions(8, 0.5, Duration.ofMillis(10), Duration.ofMillis(1), Duration.ofMillis(5));

  @TempDir Path folder;
  private final MemorySink memory = new MemorySink();

  private Settings settings() {
    return Settings.DEFAULT
        .withMode(Mode.Adaptive.DEFAULT)
        .withFrameBytes(1 << 16)
        .withBreaker(IMPATIENT)
        .withDelivery(Delivery.journaled(place()));
  }

  private JournalPlace place() {
    return new JournalPlace(
        folder, JournalOptions.DEFAULT.withSegmentBytes(1 << 20), Duration.ofMillis(20));
  }

  private List<Integer> pieces() {
    return memory.events().stream().map(Event::piece).toList();
  }

  /// The sink is tried soon after an event is durable; on a busy machine not at once.
  private static void awaitFailure(Batcher batcher) {
    long deadlineNs = System.nanoTime() + LONG.toNanos();
    while (batcher.statistics().failures() == 0 && System.nanoTime() < deadlineNs) {
      Thread.onSpinWait();
    }
  }

  private static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void laneDeliversWhatTheShardGivesIt() throws Exception {
    Batcher batcher =
        Batcher.open(settings().withDelivery(Delivery.lane()), SinkFactory.shared(memory));
    for (int i = 0; i < 10_000; i++) {
      batcher.add(sent("a", i));
    }
    Statistics end = batcher.close(LONG);
    assertEquals(10_000, end.delivered());
    assertEquals(upTo(10_000), pieces());
  }

  @Test
  void durableComesBeforeTheSinkHasAnything() throws Exception {
    SwitchedSink sink = new SwitchedSink(memory, false);
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(sink));
    long ticket = batcher.add(sent("a", 0));
    assertTrue(batcher.await(AckLevel.DURABLE, ticket, LONG));
    assertFalse(batcher.await(AckLevel.DELIVERED, ticket, SHORT));
    sink.set(true);
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    batcher.close();
    assertEquals(List.of(0), pieces());
  }

  @Test
  void theSinkHasNothingThatIsNotDurable() throws Exception {
    ControlledDisk disk = new ControlledDisk();
    Batcher batcher =
        Batcher.open(
            settings(), SinkFactory.shared(memory), disk::open, System::nanoTime, new Random(1));
    Semaphore held = disk.hold();
    long ticket = batcher.add(sent("a", 0));
    assertFalse(batcher.await(AckLevel.DELIVERED, ticket, SHORT));
    assertFalse(batcher.await(AckLevel.DURABLE, ticket, SHORT));
    held.release(1_000_000);
    assertTrue(batcher.await(AckLevel.DURABLE, ticket, LONG));
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    batcher.close();
  }

  @Test
  void whatTheSinkNeverGotIsDeliveredByTheNextStart() throws Exception {
    Batcher first = Batcher.open(settings(), SinkFactory.shared(new SwitchedSink(memory, false)));
    long ticket = 0;
    for (int i = 0; i < 500; i++) {
      ticket = first.add(sent("key-" + i % 3, i));
    }
    assertTrue(first.await(AckLevel.DURABLE, ticket, LONG));
    awaitFailure(first);
    Statistics end = first.close(SHORT);
    assertEquals(500, end.pending());
    assertEquals("sink: java.io.IOException: the sink is away", end.lastFailure());

    Batcher second = Batcher.open(settings(), SinkFactory.shared(memory));
    long next = second.add(sent("key-0", 500));
    assertTrue(second.await(AckLevel.DELIVERED, next, LONG));
    Statistics after = second.close(LONG);
    assertEquals(500, after.replayed());
    assertEquals(501, after.accepted());
    assertEquals(501, after.delivered());
    List<Integer> keyZero =
        memory.events().stream()
            .filter(event -> event.torrent().equals(sent("key-0", 0).torrent()))
            .map(Event::piece)
            .toList();
    assertEquals(
        IntStream.concat(IntStream.range(0, 500).filter(i -> i % 3 == 0), IntStream.of(500))
            .boxed()
            .toList(),
        keyZero);
  }

  @Test
  void nothingIsReplayedAfterACleanClose() throws Exception {
    try (Batcher batcher = Batcher.open(settings(), SinkFactory.shared(memory))) {
      batcher.add(sent("a", 0));
    }
    try (Batcher batcher = Batcher.open(settings(), SinkFactory.shared(memory))) {
      assertEquals(0, batcher.statistics().replayed());
      batcher.add(sent("a", 1));
    }
    assertEquals(upTo(2), pieces());
    assertEquals(List.of(1L, 2L), memory.batches().stream().map(b -> b.epoch()).toList());
  }

  @Test
  void sinkOutageLosesNothingAndDoublesNothing() throws Exception {
    SwitchedSink sink = new SwitchedSink(memory, false);
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(sink));
    Random random = new Random(1);
    long ticket = batcher.add(sent("a", 0));
    awaitFailure(batcher);
    for (int i = 1; i < 20_000; i++) {
      ticket = batcher.add(sent("a", i));
      if (i % 500 == 0) {
        sink.set(random.nextBoolean());
        batcher.await(AckLevel.DURABLE, ticket, LONG);
      }
    }
    sink.set(true);
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    Statistics end = batcher.close(LONG);
    assertEquals(20_000, end.delivered());
    assertTrue(end.failures() > 0);
    assertEquals(upTo(20_000), pieces());
  }

  @Test
  void journalTakesUpToItsBoundWhileTheSinkIsAwayAndThenProducersFeelIt() throws Exception {
    SwitchedSink sink = new SwitchedSink(memory, false);
    LaneOptions small = new LaneOptions(4 << 16, LONG);
    Batcher batcher =
        Batcher.open(
            settings()
                .withRoom(256, 256)
                .withFull(new FullPolicy.Block(Duration.ofSeconds(1)))
                .withDelivery(new Delivery.Lane(small, Optional.of(place()))),
            SinkFactory.shared(sink));
    int accepted = 0;
    int refused = 0;
    long deadlineNs = System.nanoTime() + LONG.toNanos();
    // Who starves the shard's thread for a second makes a producer feel it before the bound.
    while (batcher.statistics().inFlight() <= 256 && System.nanoTime() < deadlineNs) {
      for (; batcher.add(sent("a", accepted)) > 0; accepted++) {}
      refused++;
    }
    Statistics during = batcher.statistics();
    assertEquals(accepted, during.accepted());
    assertEquals(accepted, during.pending());
    assertEquals(refused, during.refused().get(Refusal.FULL));
    assertTrue(during.inFlight() > 256, "the backlog holds more than ring and store");
    sink.set(true);
    Statistics end = batcher.close(LONG);
    assertEquals(accepted, end.delivered());
    assertEquals(upTo(accepted), pieces());
  }

  @Test
  void deliveryThatHangsIsInterruptedAtItsDeadlineAndTriedAgain() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    int[] attempts = {0};
    Sink sink =
        frame -> {
          if (++attempts[0] == 1) {
            never.await();
          }
          memory.deliver(frame);
        };
    LaneOptions options = new LaneOptions(1 << 20, Duration.ofMillis(30));
    Batcher batcher =
        Batcher.open(
            settings().withDelivery(new Delivery.Lane(options, Optional.empty())),
            SinkFactory.shared(sink));
    long ticket = batcher.add(sent("a", 0));
    assertTrue(batcher.await(AckLevel.DELIVERED, ticket, LONG));
    assertTrue(batcher.statistics().failures() > 0);
    assertEquals("sink: java.lang.InterruptedException", batcher.statistics().lastFailure());
    batcher.close();
    assertEquals(List.of(0), pieces());
  }

  @Test
  void fullDiskRefusesWhatComesAndStillDeliversWhatCame() throws Exception {
    ControlledDisk disk = new ControlledDisk();
    Batcher batcher =
        Batcher.open(
            settings(), SinkFactory.shared(memory), disk::open, System::nanoTime, new Random(1));
    long ticket = batcher.add(sent("a", 0));
    assertTrue(batcher.await(AckLevel.DURABLE, ticket, LONG));
    disk.fill();
    int accepted = 1;
    long deadlineNs = System.nanoTime() + LONG.toNanos();
    while (batcher.add(sent("a", accepted)) > 0 && System.nanoTime() < deadlineNs) {
      accepted++;
    }
    assertEquals(Refusal.CLOSED, Refusal.of(batcher.add(sent("a", accepted))));
    Statistics end = batcher.close(LONG);
    assertTrue(end.lastFailure().contains("No space left on device"), end.lastFailure());
    assertEquals(accepted, end.accepted());
    assertEquals(accepted, end.delivered());
    assertEquals(upTo(accepted), pieces());
  }

  @Test
  void tornLastRecordIsForgottenAndTheRestDelivered() throws Exception {
    int count = leaveUndelivered(50);
    Path segment = segment();
    byte[] bytes = Files.readAllBytes(segment);
    int end = bytes.length;
    while (bytes[end - 1] == 0) {
      end--;
    }
    java.util.Arrays.fill(bytes, end - 64, end, (byte) 0);
    Files.write(segment, bytes);
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(memory));
    long replayed = batcher.statistics().replayed();
    batcher.close(LONG);
    assertTrue(replayed < count && replayed > 0, replayed + " of " + count);
    assertEquals(upTo((int) replayed), pieces());
  }

  @Test
  void flippedBitBeforeTheEndRefusesTheStart() throws Exception {
    leaveUndelivered(50);
    Path segment = segment();
    byte[] bytes = Files.readAllBytes(segment);
    int at = 0;
    while (bytes[at] != 'B' || bytes[at + 1] != 'F' || bytes[at + 2] != 'R') {
      at++;
    }
    bytes[at + 100] ^= 0x20;
    Files.write(segment, bytes);
    assertThrows(JournalCorrupt.class, () -> Batcher.open(settings(), SinkFactory.shared(memory)));
  }

  @Test
  void damagedCheckpointRefusesTheStartAndSaysWhatToDo() throws Exception {
    leaveUndelivered(1);
    Path checkpoint = folder.resolve("checkpoint");
    byte[] bytes = Files.readAllBytes(checkpoint);
    bytes[10] ^= 1;
    Files.write(checkpoint, bytes);
    var e =
        assertThrows(IOException.class, () -> Batcher.open(settings(), SinkFactory.shared(memory)));
    assertTrue(e.getMessage().contains("is damaged"), e.getMessage());
    assertTrue(e.getMessage().contains("move the whole folder away"), e.getMessage());
  }

  @Test
  void otherNumberOfShardsIsRefusedWhileFramesArePending() throws Exception {
    leaveUndelivered(10);
    var e =
        assertThrows(
            IOException.class,
            () -> Batcher.open(settings().withShards(2), SinkFactory.shared(memory)));
    assertTrue(e.getMessage().contains("undelivered frames of 1 shards"), e.getMessage());
    Batcher.open(settings(), SinkFactory.shared(memory)).close();
    assertEquals(upTo(10), pieces());
    try (Batcher two = Batcher.open(settings().withShards(2), SinkFactory.shared(memory))) {
      two.add(sent("a", 10));
    }
    assertEquals(11, memory.events().size());
  }

  @Test
  void deliveredFilesAreDeletedWhileItRuns() throws Exception {
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(new CountingSink()));
    batcher.await(AckLevel.DELIVERED, batcher.add(sent("a", 0)), LONG);
    Path first = segment();
    long deadlineNs = System.nanoTime() + LONG.toNanos();
    for (int i = 1; Files.exists(first) && System.nanoTime() < deadlineNs; i++) {
      long ticket = batcher.add(sent("a", i));
      if (i % 500 == 0) {
        batcher.await(AckLevel.DELIVERED, ticket, LONG);
      }
    }
    batcher.close();
    assertFalse(Files.exists(first), "the first file is there as long as the batcher runs");
  }

  private int leaveUndelivered(int events) throws Exception {
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(new SwitchedSink(memory, false)));
    for (int i = 0; i < events; i++) {
      long ticket = batcher.add(sent("a", i));
      assertTrue(batcher.await(AckLevel.DURABLE, ticket, LONG));
    }
    batcher.close(SHORT);
    return events;
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("frames"))) {
      return files.filter(file -> !file.endsWith("lock")).sorted().toList();
    }
  }

  private Path segment() throws IOException {
    return segments().getFirst();
  }
}
