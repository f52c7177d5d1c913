package kafkabroker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Ports;
import runtime.Server;

/// A broker that is its own controller (KRaft), as a program that a runtime starts, in a process or
/// a container. It prints `listening on HOST:PORT` once it serves and ends on SIGTERM.
///
/// A client of Kafka goes where the broker says that it is, so the broker has to know where its
/// clients reach it: at the address that is published for it, if there is one, else at its own.
@Command(name = "kafka")
public final class Broker extends Server {
  /// Half of it becomes the heap.
  private static final long MEMORY_BYTES = 1L << 30;

  private static final String LOOPBACK = "127.0.0.1";

  @Option(names = "--data", required = true, description = "where it keeps its data")
  private Path data;

  @Option(
      names = "--published",
      defaultValue = "",
      description = "where clients reach it, HOST:PORT; empty for the address that it binds")
  private String published;

  private Broker() {
    super(0);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new Broker().run(arguments);
  }

  /// How a runtime starts one.
  public static Launch launch() {
    return Launch.of("kafka", Broker.class.getName())
        .arguments(
            "--data",
            "{data}/kafka",
            "--host",
            "{host}",
            "--port",
            "{port}",
            "--published={published}")
        .nativeAccess()
        .memoryBytes(MEMORY_BYTES);
  }

  @Override
  public Integer call() throws Exception {
    int bound = port == 0 ? Ports.free() : port;
    if (!Files.exists(data.resolve("meta.properties"))) {
      Files.createDirectories(data);
      format();
    }
    KafkaConfig settings = new KafkaConfig(settings(bound, Ports.free(bound)));
    KafkaRaftServer server = new KafkaRaftServer(settings, Time.SYSTEM);
    server.startup();
    whenTold(server::shutdown);
    listening(host, bound);
    server.awaitShutdown();
    return ExitStatus.DONE.code();
  }

  private void format() throws Exception {
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(data.toString())
        .addDirectory(data.toString())
        .setIgnoreFormatted(false)
        .run();
  }

  /// One replica of everything: there is one broker.
  private Properties settings(int bound, int controllerPort) throws IOException {
    String controller = LOOPBACK + ":" + controllerPort;
    Properties settings = new Properties();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listeners", "PLAINTEXT://" + host + ":" + bound + ",CONTROLLER://" + controller);
    settings.put("advertised.listeners", "PLAINTEXT://" + advertised(host, bound, published));
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", data.toString());
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "false");
    return settings;
  }

  /// Where the broker says that it is. One that is bound to every address, as in a container, is
  /// found at the address that belongs to its machine's name.
  static String advertised(String host, int port, String published) throws IOException {
    if (!published.isEmpty()) {
      return published;
    }
    boolean everywhere = InetAddress.getByName(host).isAnyLocalAddress();
    return (everywhere ? InetAddress.getLocalHost().getHostAddress() : host) + ":" + port;
  }
}
