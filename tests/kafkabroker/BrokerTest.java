package kafkabroker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import house.Waiting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import runtime.Launch;
import runtime.Ports;
import runtime.RunningSystem;
import runtime.ServerContract;

@Waiting
@Order(2)
class BrokerTest extends ServerContract {
  private static final TopicPartition KEPT = new TopicPartition("kept", 0);
  private static final int PATIENCE_S = 60;

  @Override
  protected Launch launch() {
    return Broker.launch().brief();
  }

  @Override
  protected void store(InetSocketAddress server, String value) throws Exception {
    try (Admin admin = Admin.create(at(server))) {
      NewTopic topic = new NewTopic(KEPT.topic(), 1, (short) 1);
      admin.createTopics(List.of(topic)).all().get(PATIENCE_S, TimeUnit.SECONDS);
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(at(server), new StringSerializer(), new StringSerializer())) {
      ProducerRecord<String, String> record = new ProducerRecord<>(KEPT.topic(), value);
      producer.send(record).get(PATIENCE_S, TimeUnit.SECONDS);
    }
  }

  @Override
  protected String stored(InetSocketAddress server) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(at(server), new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(KEPT));
      consumer.seekToBeginning(List.of(KEPT));
      ConsumerRecords<String, String> records = ConsumerRecords.empty();
      long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
      while (records.isEmpty() && System.nanoTime() - deadlineNs < 0) {
        records = consumer.poll(Duration.ofMillis(500));
      }
      return records.isEmpty() ? "nothing" : records.iterator().next().value();
    }
  }

  /// A client goes where the broker says that it is, whatever it was told at first.
  @Test
  void clientsAreSentToTheAddressThatTheyCameFrom() throws Exception {
    RunningSystem broker = runtime().start(launch(), runtime().newData("kept"));
    assertEquals(written(broker.address()), advertised(broker.address()));
  }

  @Test
  void clientsAreSentToThePortThatWasAskedFor() throws Exception {
    int port = Ports.free();
    RunningSystem broker = runtime().start(launch().port(port), runtime().newData("kept"));
    assertEquals("127.0.0.1:" + port, advertised(broker.address()));
    store(broker.address(), "seven");
    assertEquals("seven", stored(broker.address()));
  }

  @Test
  void aBrokerThatIsBoundToAllAddressesSaysOneOfThem() throws Exception {
    assertEquals("127.0.0.1:9092", Broker.advertised("127.0.0.1", 9092, ""));
    assertEquals("here:4711", Broker.advertised("0.0.0.0", 9092, "here:4711"));
    String own = InetAddress.getLocalHost().getHostAddress();
    assertEquals(own + ":9092", Broker.advertised("0.0.0.0", 9092, ""));
  }

  private static String advertised(InetSocketAddress server) throws Exception {
    try (Admin admin = Admin.create(at(server))) {
      Node node =
          admin.describeCluster().nodes().get(PATIENCE_S, TimeUnit.SECONDS).iterator().next();
      return node.host() + ":" + node.port();
    }
  }

  private static Map<String, Object> at(InetSocketAddress server) {
    return Map.of("bootstrap.servers", written(server));
  }

  private static String written(InetSocketAddress server) {
    return server.getAddress().getHostAddress() + ":" + server.getPort();
  }
}
