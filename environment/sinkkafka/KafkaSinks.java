package sinkkafka;

import batcher.sink.SinkFactory;
import batcher.sink.SinkProvider;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/// Sinks on one Kafka cluster: `host:port`. Topics that are absent are created.
public final class KafkaSinks implements SinkProvider {
  /// The partitions of a topic that is created: the domains of order, and the bound on consumers
  /// that share the work.
  static final int PARTITIONS = 4;

  private static final int TIMEOUT_MS = 10_000;

  @Override
  public SinkFactory at(String address) {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("a Kafka sink needs its cluster: kafka=HOST:PORT");
    }
    return shard -> {
      createTopics(shard, address);
      return new KafkaSink(shard, address);
    };
  }

  private static void createTopics(int shard, String address) throws Exception {
    Map<String, Object> settings =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 2);
    try (Admin admin = Admin.create(settings)) {
      NewTopic batches = new NewTopic(KafkaSink.BATCHES, PARTITIONS, (short) 1);
      NewTopic marks =
          new NewTopic(KafkaSink.marks(shard), 1, (short) 1)
              .configs(Map.of("cleanup.policy", "compact"));
      for (NewTopic topic : Set.of(batches, marks)) {
        create(admin, topic);
      }
    }
  }

  private static void create(Admin admin, NewTopic topic) throws Exception {
    try {
      admin.createTopics(Set.of(topic)).all().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }
}
