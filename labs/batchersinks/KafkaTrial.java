package labs.batchersinks;

import batcher.event.EventLayout;
import batcher.sink.SinkFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import kafkabroker.Broker;
import kit.lab.Trial;
import labs.batcher.work.Records;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sinkkafka.KafkaSink;
import sinkkafka.KafkaSinks;

/// Kafka: a record for each batch, for each event, and Kafka's own producer batching the events by
/// itself.
public final class KafkaTrial {
  private static final String EVENTS = "payment-events";
  private static final int PARTITIONS = 4;
  private static final Duration POLL = Duration.ofMillis(500);
  private static final long SILENCE_NS_MAX = 30_000_000_000L;

  private KafkaTrial() {}

  /// Sends batches, single events, and events without the batcher.
  public static void run(Trial trial, long events) throws Exception {
    String address = SinkTrial.address(trial.start(Broker.launch(), trial.data("kafka")));
    SinkFactory sinks = new KafkaSinks().at(address);
    SinkLoad load = new SinkLoad();
    trial.phase("warming up");
    SinkLoad.Seen warm = load.run(sinks, 50, events / 4);
    trial.phase("batched");
    SinkLoad.Seen batched = load.run(sinks, 50, events);
    trial.phase("one by one");
    SinkLoad.Seen single = load.run(sinks, 1, events / 4);
    SinkTrial.rates(trial, batched, single);
    trial.phase("Kafka's own batching");
    trial.metric(SinkTrial.OWN, own(address, load.records(), events));
    trial.phase("reading back");
    long sent = warm.events() + batched.events() + single.events();
    long worth = warm.satoshis() + batched.satoshis() + single.satoshis();
    Arrived arrived = arrived(address, KafkaSink.BATCHES, sent);
    SinkTrial.found(trial, sent, worth, arrived);
    trial.check(
        SinkTrial.FOUND,
        arrived(address, EVENTS, events + events / 4).events(),
        events + events / 4,
        "events");
  }

  private static double own(String address, Records records, long events) throws Exception {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            5,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 16,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) address))) {
      admin.createTopics(List.of(new NewTopic(EVENTS, PARTITIONS, (short) 1))).all().get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      openPartitions(producer);
      send(producer, records, events / 4);
      long startNs = System.nanoTime();
      send(producer, records, events);
      return events * 1e9 / (System.nanoTime() - startNs);
    }
  }

  /// One record each, answered before the next: batches that are in flight to a partition which
  /// its broker does not lead yet were seen to wait for their delivery timeout, and to be lost.
  private static void openPartitions(KafkaProducer<byte[], byte[]> producer) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(new ProducerRecord<>(EVENTS, partition, null, new byte[1])).get();
    }
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, Records records, long events) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    for (long i = 0; i < events; i++) {
      int payment = (int) (i % records.count());
      ByteBuffer value = ByteBuffer.allocate(EventLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int word = 0; word < EventLayout.WORDS; word++) {
        value.putLong(records.word(payment, word));
      }
      byte[] key = new byte[Long.BYTES];
      ByteBuffer.wrap(key).putLong(records.word(payment, EventLayout.TORRENT));
      producer.send(
          new ProducerRecord<>(EVENTS, key, value.array()),
          (_, error) -> {
            if (error != null) {
              failure.compareAndSet(null, error);
            }
          });
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("Kafka's own producer lost events", failure.get());
    }
  }

  /// Reads committed records until there are as many events as were sent, or nothing has come for
  /// so long that nothing will, even on a busy machine.
  private static Arrived arrived(String address, String topic, long wanted) {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    Arrived arrived = Arrived.NONE;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long heardNs = System.nanoTime();
      while (arrived.events() < wanted && System.nanoTime() - heardNs < SILENCE_NS_MAX) {
        var page = consumer.poll(POLL);
        heardNs = page.isEmpty() ? heardNs : System.nanoTime();
        for (ConsumerRecord<byte[], byte[]> record : page) {
          arrived =
              topic.equals(EVENTS)
                  ? arrived.plus(record.value().length == EventLayout.BYTES ? 1 : 0, 0)
                  : SinkTrial.add(arrived, record.value(), KafkaSink.PREFIX_BYTES);
        }
      }
    }
    return arrived;
  }
}
