package batcher;

import batcher.durability.JournalPlace;
import batcher.payment.PaymentFile;
import batcher.payment.PaymentVerifier;
import batcher.rule.Mode;
import batcher.sink.CountingSink;
import batcher.sink.LaneOptions;
import batcher.sink.SinkFactory;
import batcher.sink.SinkProvider;
import batcher.wire.IngestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Server;

/// The batcher as a program: it takes events over TCP and gives batches to one sink. It prints
/// `listening on <host>:<port>` once it serves and ends on SIGTERM, when everything that it
/// accepted is with the sink or, after ten seconds, as far as the journal keeps it.
///
/// Exit status: 2 for wrong arguments, 3 when something that it needs is missing or taken; each
/// with a sentence on standard error.
@Command(
    name = "./jbang serve batcher --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Collects payment events into batches and gives them to a sink.")
public final class BatcherServer extends Server {
  /// The port of its own by default; the original has none, it is a library within a web page.
  public static final int PORT = 5050;

  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);
  private static final Map<String, String> PROVIDERS =
      Map.of(
          "redis", "sinkredis.RedisSinks",
          "kafka", "sinkkafka.KafkaSinks",
          "postgres", "sinkpostgres.PostgresSinks",
          "websocket", "sinkwebsocket.WebSocketSinks");

  @Option(names = "--data", paramLabel = "FOLDER", description = "what must survive a restart")
  private Path data;

  @Option(
      names = "--mode",
      description = "document, original-optimized or adaptive (default: ${DEFAULT-VALUE})")
  private String mode = Mode.Adaptive.DEFAULT.name();

  @Option(names = "--shards", description = "default: ${DEFAULT-VALUE}")
  private int shards = 1;

  @Option(
      names = "--journal",
      description = "make every batch durable in the data folder before the sink has it")
  private boolean journal;

  @Option(
      names = "--backlog-bytes",
      paramLabel = "BYTES",
      description = "memory for what the sink has not taken (default: ${DEFAULT-VALUE})")
  private long backlogBytes = LaneOptions.DEFAULT.backlogBytes();

  @Option(
      names = "--sink",
      paramLabel = "NAME[=ADDRESS]",
      description = "count, or redis, kafka, postgres, websocket (default: ${DEFAULT-VALUE})")
  private String sink = "count";

  @Option(
      names = "--wait",
      paramLabel = "MILLISECONDS",
      description = "how long an event waits for room before it is refused")
  private long waitMs = 1_000;

  @Option(
      names = "--payments",
      paramLabel = "FILE",
      description = "signed payments whose coins and addresses are known here")
  private Path payments;

  BatcherServer() {
    super(PORT);
  }

  public static void main(String[] args) {
    new BatcherServer().run(args);
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settings();
    SinkFactory sinks = sinks();
    try (Batcher batcher = Batcher.open(settings, sinks);
        IngestServer server = new IngestServer(batcher, verifier(), host, port)) {
      server.start();
      return serve(server.address().getPort(), () -> end(server, batcher));
    }
  }

  private void end(IngestServer server, Batcher batcher) throws Exception {
    server.close();
    Statistics end = batcher.close(CLOSE_DEADLINE);
    err()
        .printf(
            Locale.ROOT,
            "accepted %d, delivered %d, pending %d, refused %d %s%n",
            end.accepted(),
            end.delivered(),
            end.pending(),
            end.refusedTotal(),
            end.refused());
    err().flush();
  }

  private Settings settings() {
    try {
      if (journal && data == null) {
        throw new IllegalArgumentException("--journal needs --data FOLDER to keep it in");
      }
      LaneOptions lane = new LaneOptions(backlogBytes, LaneOptions.DEFAULT.deadline());
      return Settings.DEFAULT
          .withMode(Mode.named(mode))
          .withShards(shards)
          .withFull(new FullPolicy.Block(Duration.ofMillis(waitMs)))
          .withDelivery(
              new Delivery.Lane(
                  lane, journal ? Optional.of(JournalPlace.in(data)) : Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private SinkFactory sinks() {
    int equals = sink.indexOf('=');
    String name = equals < 0 ? sink : sink.substring(0, equals);
    String address = equals < 0 ? "" : sink.substring(equals + 1);
    if (name.equals("count")) {
      return shard -> new CountingSink();
    }
    String provider = PROVIDERS.get(name);
    if (provider == null) {
      throw wrong(
          "no sink is called '%s'; there are count, %s",
          name, String.join(", ", new java.util.TreeSet<>(PROVIDERS.keySet())));
    }
    try {
      Object found = Class.forName(provider).getDeclaredConstructor().newInstance();
      return ((SinkProvider) found).at(address);
    } catch (ReflectiveOperationException e) {
      throw wrong("the sink '%s' is not on the class path: %s is missing", name, provider);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private PaymentVerifier verifier() throws IOException {
    return payments == null
        ? new PaymentVerifier(Map.of(), Map.of())
        : new PaymentVerifier(PaymentFile.read(payments));
  }
}
