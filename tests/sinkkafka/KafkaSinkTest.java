package sinkkafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Batcher;
import batcher.Frames;
import batcher.KilledServer;
import batcher.Payments;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.frame.FrameLayout;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import house.Waiting;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import kafkabroker.Broker;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.DataFolder;
import runtime.Project;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;

@Waiting
class KafkaSinkTest {
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir Path folder;
  private static SystemRuntime runtime;
  private static DataFolder data;
  private static RunningSystem kafka;
  private static String address;

  @BeforeAll
  static void start() throws Exception {
    runtime = Runtimes.choose("process", Project.home(), _ -> {});
    data = runtime.newData("kafka");
    kafka = runtime.start(Broker.launch().brief(), data);
    address = "127.0.0.1:" + kafka.address().getPort();
  }

  @AfterAll
  static void stop() {
    if (runtime != null) {
      runtime.close();
    }
  }

  @Test
  void everyBatchIsThereOnceThroughRepeatsReopeningAndAKilledBroker() throws Exception {
    try (Sink sink = new KafkaSinks().at(address).open(0)) {
      assertTrue(sink.lastEpoch() < 7, "it knows of something newer");
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    try (Sink sink = new KafkaSinks().at(address).open(0)) {
      assertEquals(7, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 3, 2, 20)); // one known batch, one new
    }
    String shardZero = Payments.sent("shard-0", 0).key().toString();
    assertEquals(IntStream.range(0, 40).boxed().toList(), pieces().get(shardZero));

    Batcher batcher =
        Batcher.open(
            Frames.journaled(folder.resolve("journal")).withShards(2),
            new KafkaSinks().at(address));
    long ticket = 0;
    for (int i = 0; i < 4_000; i++) {
      ticket = batcher.add(Payments.sent("key-" + i % 4, i));
      if (i == 1_500) {
        batcher.await(AckLevel.DELIVERED, ticket, LONG);
      }
      if (i == 2_000) {
        kafka.kill();
      }
      if (i == 3_000) {
        assertTrue(batcher.await(AckLevel.DURABLE, ticket, LONG));
        kafka = runtime.start(Broker.launch().brief().port(kafka.address().getPort()), data);
      }
    }
    Statistics end = batcher.close(LONG);
    assertEquals(4_000, end.delivered(), end.lastFailure());
    Map<String, List<Integer>> pieces = pieces();
    for (int key = 0; key < 4; key++) {
      assertEquals(
          IntStream.iterate(key, i -> i < 4_000, i -> i + 4).boxed().toList(),
          pieces.get(Payments.sent("key-" + key, 0).key().toString()));
    }
  }

  @Test
  void killedBatcherHasEveryDurableEventThereOnce() throws Exception {
    Set<Integer> durable = KilledServer.run(folder, "kafka=" + address);
    Map<String, List<Integer>> pieces = pieces();
    KilledServer.assertOnceAndInOrder(
        durable, KilledServer.keys().stream().map(pieces::get).toList());
  }

  @Test
  void clusterThatIsNotNamedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new KafkaSinks().at(""));
  }

  /// One that is left by a broker's end, say, or of a shard that is at work.
  @Test
  void openTransactionOfAnotherShardHidesNoMark() throws Exception {
    new KafkaSinks().at(address).open(2).close();
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address, "transactional.id", "batcher-2");
    try (KafkaProducer<byte[], byte[]> other =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      other.initTransactions();
      other.beginTransaction();
      other.send(new ProducerRecord<>(KafkaSink.marks(2), 0, new byte[1], new byte[1])).get();
      try (Sink sink = new KafkaSinks().at(address).open(3)) {
        sink.deliver(Frames.frame(8, 3, 1, 3, 0));
      }
      try (Sink sink = new KafkaSinks().at(address).open(3)) {
        assertEquals(8, sink.lastEpoch());
      }
      other.abortTransaction();
    }
  }

  /// The pieces of every key, in the order of its partition.
  private static Map<String, List<Integer>> pieces() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
    Map<String, List<Integer>> pieces = new TreeMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, KafkaSinks.PARTITIONS)
              .mapToObj(i -> new TopicPartition(KafkaSink.BATCHES, i))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          pieces
              .computeIfAbsent(
                  new String(record.key(), StandardCharsets.US_ASCII), key -> new ArrayList<>())
              .addAll(piecesOf(record.value()));
        }
      }
    }
    return pieces;
  }

  private static List<Integer> piecesOf(byte[] value) {
    List<Integer> pieces = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    int first = KafkaSink.PREFIX_BYTES + FrameLayout.BATCH_HEADER_BYTES;
    for (int at = first; at < value.length; at += EventLayout.BYTES) {
      pieces.add((int) bytes.getLong(at + 8 * EventLayout.META));
    }
    return pieces;
  }
}
