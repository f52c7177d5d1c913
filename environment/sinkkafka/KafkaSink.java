package sinkkafka;

import static java.nio.charset.StandardCharsets.US_ASCII;

import batcher.frame.Frame;
import batcher.sink.Mark;
import batcher.sink.Sink;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Batches to Kafka.
///
/// - The topic `payment-batches` has a record for each batch. Its key is the batch's key, so that
///   the batches of a key keep their order in their partition; its value is the batch as it stands
///   in its frame, behind its shard (4 bytes, big-endian) and epoch (8).
/// - The compacted topic `batcher-marks-SHARD` has the mark of the shard's last batch. It is the
///   shard's alone: readers of committed records see none behind a transaction that is still open,
///   whosever it is, and so would take an older mark for the last.
///
/// A frame is one transaction of an idempotent producer, mark included, and a shard has one
/// transactional id, which shuts out a predecessor that still lives. So a reader of committed
/// records sees all of a frame or nothing, what comes again is known by the mark, and every batch
/// is there once. How safe it is then depends on the cluster: one broker answers from its page
/// cache.
public final class KafkaSink implements Sink {
  public static final String BATCHES = "payment-batches";

  /// Before a batch in its record: shard and epoch.
  public static final int PREFIX_BYTES = 12;

  private static final int TIMEOUT_MS = 5_000;
  private static final Duration POLL = Duration.ofMillis(500);

  private final int shard;
  private final TopicPartition marks;
  private final String address;
  private KafkaProducer<byte[], byte[]> producer;
  private Mark mark = Mark.NONE;

  KafkaSink(int shard, String address) {
    this.shard = shard;
    this.marks = new TopicPartition(marks(shard), 0);
    this.address = address;
    connect();
  }

  /// The topic with the marks of a shard.
  static String marks(int shard) {
    return "batcher-marks-" + shard;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public long lastEpoch() {
    return mark.epoch();
  }

  @Override
  public void deliver(Frame frame) {
    if (producer == null) {
      connect();
    }
    try {
      write(frame);
    } catch (RuntimeException e) {
      // Whether the transaction was committed is not known now; the mark will tell.
      disconnect();
      throw e;
    }
  }

  @Override
  public void close() {
    disconnect();
  }

  private void write(Frame frame) {
    Mark[] last = {mark};
    producer.beginTransaction();
    frame.forEach(
        batch -> {
          if (!last[0].covers(batch)) {
            last[0] = Mark.of(batch);
            byte[] bytes = batch.segment().toArray(ValueLayout.JAVA_BYTE);
            byte[] value =
                ByteBuffer.allocate(PREFIX_BYTES + bytes.length)
                    .putInt(batch.shard())
                    .putLong(batch.epoch())
                    .put(bytes)
                    .array();
            producer.send(
                new ProducerRecord<>(BATCHES, batch.key().toString().getBytes(US_ASCII), value));
          }
        });
    producer.send(
        new ProducerRecord<>(
            marks.topic(),
            0,
            String.valueOf(shard).getBytes(US_ASCII),
            last[0].toString().getBytes(US_ASCII)));
    producer.commitTransaction();
    mark = last[0];
  }

  private void connect() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "batcher-" + shard);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // Batching is done; what is sent shall go.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 17);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * TIMEOUT_MS);
    KafkaProducer<byte[], byte[]> opened =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      opened.initTransactions();
      mark = readMark();
      producer = opened;
    } catch (RuntimeException e) {
      opened.close(Duration.ZERO);
      throw e;
    }
  }

  /// Reads the marks: the topic is compacted and holds few. After `initTransactions` no transaction
  /// of this shard is open, so nothing can still appear.
  private Mark readMark() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    Mark found = Mark.NONE;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(marks));
      consumer.seekToBeginning(List.of(marks));
      long end = consumer.endOffsets(List.of(marks)).get(marks);
      while (consumer.position(marks) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          found = Mark.parse(new String(record.value(), US_ASCII));
        }
      }
    }
    return found;
  }

  private void disconnect() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
