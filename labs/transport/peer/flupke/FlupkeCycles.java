package labs.transport.peer.flupke;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static labs.transport.peer.flupke.FlupkePeer.MEBIBYTE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A client of those cycles that it comes through soon.
final class FlupkeCycles {
  private static final byte[] CONTENT = new byte[MEBIBYTE];

  private final String server;

  FlupkeCycles(String server) {
    this.server = server;
  }

  /// What is done in a session, or over and over.
  private interface Work {
    void in(FlupkeClient client) throws Exception;
  }

  private interface Turn {
    void run() throws Exception;
  }

  void run(String name, long warmUpMs, long ms) throws Exception {
    switch (name) {
      case "connections" ->
          time(
              () -> {
                for (int i = 0; i < 100; i++) once("/latency", _ -> {});
              },
              warmUpMs,
              ms);
      default -> {
        Cycle cycle = cycle(name);
        time(() -> once(cycle.path(), cycle.work()), warmUpMs, ms);
      }
    }
  }

  private record Cycle(String path, Work work) {}

  private static Cycle cycle(String name) {
    return switch (name) {
      case "handshake" -> new Cycle("/latency", _ -> {});
      case "request-64" -> new Cycle("/latency", client -> request(client, 64));
      case "request-1024" -> new Cycle("/latency", client -> request(client, 1_024));
      case "upload" -> new Cycle("/discard", FlupkeCycles::upload);
      case "upload-told" ->
          new Cycle("/sink?streams=10", allTold(FlupkeCycles::upload, 10 * MEBIBYTE));
      default -> throw new IllegalArgumentException("there is no cycle " + name);
    };
  }

  private static void time(Turn turn, long warmUpMs, long ms) throws Exception {
    int warmUps = repeat(turn, warmUpMs).size();
    FlupkePeer.OUT.println("ready");
    System.in.read();
    long cpuNs = cpuNs();
    List<Long> latenciesNs = repeat(turn, ms);
    cpuNs = cpuNs() - cpuNs;
    FlupkePeer.OUT.println("done");
    FlupkePeer.OUT.printf(
        "{\"warmUps\": %s, \"cpuNs\": %s, \"latenciesNs\": %s, \"heard\": 0, \"waitedNs\": 0}%n",
        warmUps, cpuNs, latenciesNs);
  }

  /// Begins none when the time is over.
  private static List<Long> repeat(Turn turn, long ms) throws Exception {
    List<Long> latenciesNs = new ArrayList<>();
    long startNs = System.nanoTime();
    for (long begunNs = startNs; begunNs - startNs < ms * 1_000_000; ) {
      turn.run();
      long endedNs = System.nanoTime();
      latenciesNs.add(endedNs - begunNs);
      begunNs = endedNs;
    }
    return latenciesNs;
  }

  private static long cpuNs() {
    return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  void printStats() throws IOException {
    try (FlupkeClient client = new FlupkeClient(server, "/stats")) {
      FlupkePeer.OUT.print(new String(client.exchange(new byte[0]), US_ASCII));
    }
  }

  private void once(String path, Work work) throws Exception {
    try (FlupkeClient client = new FlupkeClient(server, path)) {
      work.in(client);
    }
  }

  private static void require(boolean right, String otherwise) throws IOException {
    if (!right) throw new IOException(otherwise);
  }

  private static void requireNumber(byte[] text, int right) throws IOException {
    String number = new String(text, US_ASCII);
    require(number.equals("" + right), "%s bytes arrived, not %s".formatted(number, right));
  }

  private static void upload(FlupkeClient client) throws IOException {
    for (int i = 0; i < 10; i++) client.send(CONTENT);
  }

  private static void request(FlupkeClient client, int bytes) throws IOException {
    byte[] sent = Arrays.copyOf(CONTENT, bytes);
    require(Arrays.equals(client.exchange(sent), sent), "another answer came than was sent");
  }

  /// One-way streams, and then the server's word of how much has come.
  private static Work allTold(Work sending, int bytes) {
    return client -> {
      sending.in(client);
      requireNumber(client.acceptOneWay().getInputStream().readAllBytes(), bytes);
    };
  }
}
