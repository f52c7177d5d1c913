package batcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.event.Event;
import batcher.sink.AckLevel;
import batcher.wire.IngestClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import runtime.ChildJvm;

/// A batcher's server with a journal and a real sink, killed again and again while a producer
/// sends; for the tests of sinks, which then look at what their servers have.
///
/// Each life has pieces of its own. The last life is told to end and delivers what is left.
public final class KilledServer {
  private static final int LIVES = 4;
  private static final int LIFE = 1_000_000;
  private static final int MESSAGES = 100;
  private static final int MESSAGE_EVENTS = 40;
  private static final List<String> TORRENTS =
      IntStream.range(0, 5).mapToObj(i -> "killed-" + i).toList();
  private static final Duration LONG = Duration.ofSeconds(60);

  private final Path folder;
  private final String sink;
  private final Random random = new Random();
  private final Set<Integer> durable = new HashSet<>();

  private KilledServer(Path folder, String sink) {
    this.folder = folder;
    this.sink = sink;
  }

  /// Lives and dies.
  ///
  /// @param sink as the server's `--sink` takes it
  /// @return the pieces that it had called durable
  public static Set<Integer> run(Path folder, String sink) throws Exception {
    KilledServer killed = new KilledServer(folder, sink);
    for (int life = 0; life < LIVES; life++) {
      killed.liveAndDie(life * LIFE);
    }
    killed.endInOrder();
    return killed.durable;
  }

  /// Its keys, as sinks write them.
  public static List<String> keys() {
    return TORRENTS.stream().map(torrent -> Payments.sent(torrent, 0).key().toString()).toList();
  }

  /// Whether all that was durable is there, nothing twice, and each key in its order.
  ///
  /// @param keys the pieces of each key as its sink has them
  public static void assertOnceAndInOrder(Set<Integer> durable, Collection<List<Integer>> keys) {
    Set<Integer> found = new HashSet<>();
    for (List<Integer> pieces : keys) {
      assertEquals(pieces.stream().sorted().distinct().toList(), pieces, "order, or a repeat");
      assertTrue(pieces.stream().allMatch(found::add), "a piece in two keys");
    }
    Set<Integer> lost = new HashSet<>(durable);
    lost.removeAll(found);
    assertEquals(Set.of(), lost, durable.size() + " were durable");
    assertTrue(durable.size() > LIVES * MESSAGE_EVENTS, "they hardly lived");
  }

  private void liveAndDie(int first) throws Exception {
    Process server = start();
    try (IngestClient client = new IngestClient(address(server), 1)) {
      int awaited = MESSAGE_EVENTS * (MESSAGES / 4 + random.nextInt(MESSAGES / 2));
      for (int message = 0; message < MESSAGES; message++) {
        client.send(events(first + message * MESSAGE_EVENTS), AckLevel.DURABLE);
      }
      assertTrue(client.await(AckLevel.DURABLE, awaited, LONG), "nothing becomes durable");
      server.destroyForcibly().waitFor();
      // Events are numbered from 1 in each life: its memory of producers died with the last.
      IntStream.range(first, first + awaited).forEach(durable::add);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private void endInOrder() throws Exception {
    Process server = start();
    try {
      address(server);
      server.toHandle().destroy();
      server.waitFor();
      String end = Files.readString(errors());
      assertTrue(
          end.matches("(?s).*accepted (\\d+), delivered \\1, pending 0, refused 0 \\{}\n"), end);
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static List<Event> events(int first) {
    return IntStream.range(first, first + MESSAGE_EVENTS)
        .mapToObj(i -> Payments.sent(TORRENTS.get(i % TORRENTS.size()), i))
        .toList();
  }

  private Path errors() {
    return folder.resolve("errors.txt");
  }

  private Process start() throws IOException {
    String[] arguments = {
      "--port",
      "0",
      "--journal",
      "--data",
      "" + folder.resolve("data"),
      "--shards",
      "2",
      "--sink",
      sink
    };
    return ChildJvm.of(BatcherServer.class, arguments).redirectError(errors().toFile()).start();
  }

  private InetSocketAddress address(Process server) throws IOException {
    BufferedReader out = server.inputReader();
    String line = out.readLine();
    assertTrue(
        line != null && line.startsWith("listening on 127.0.0.1:"),
        line + "; " + Files.readString(errors()));
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(line.substring(23)));
  }
}
