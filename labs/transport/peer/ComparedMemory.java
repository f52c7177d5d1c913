package labs.transport.peer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.transport.IdleRun;
import peers.Peer;
import runtime.ChildProcess;
import transport.quic.SelfSigned.Key;

/// The memory of others' idle connections: one client of theirs opens more and more, and at each
/// number the resident memory of both ends is read.
public final class ComparedMemory {
  private static final Pattern OPEN = Pattern.compile("open");
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final double KB = 1_024;

  private ComparedMemory() {}

  /// What a peer is compared by.
  ///
  /// @param numbers of connections, rising from none, and how long they settle, in ms
  /// @param measure of an end (`client` or `server`) and of `delta` or `resident`
  public record Rows(
      Function<Trial, List<Integer>> numbers,
      Function<Trial, Integer> settlingMs,
      Function<String, Measure> measure) {}

  /// What both ends hold with so many connections.
  private record At(int connections, double clientBytes, double serverBytes) {}

  /// Adds all that a run meets to its plan.
  ///
  /// @param trials of each peer at most
  public static void add(RunPlan plan, int trials, Rows rows) {
    for (TransportPeer peer : ComparedRow.met(plan, trials)) {
      if (!peer.idles()) continue;
      plan.peer(
          peer.name(),
          peer.version(),
          "client.delta",
          "its own server and its own client, processes of this machine",
          plan.pick(6.0, 16.0, 30.0),
          trial -> measure(trial, peer, rows));
      plan.atMost(trials, peer.name());
      for (String row : List.of("server.delta", "client.resident", "server.resident")) {
        plan.compare(row, peer.name(), "");
      }
    }
  }

  private static void measure(Trial trial, TransportPeer peer, Rows rows) throws Exception {
    Peer.Server server = ComparedRow.serve(trial, peer, Key.ECDSA_P256);
    peer.run("connections", server.address(), 0, 1); // which the server has seen before
    ChildProcess client = trial.own(peer.idle(server.address()));
    List<At> seen = new ArrayList<>();
    for (int number : rows.numbers().apply(trial)) {
      trial.phase(number + " connections");
      client.say(Integer.toString(number));
      client.await(OPEN, LIMIT);
      LockSupport.parkNanos(rows.settlingMs().apply(trial) * 1_000_000L);
      seen.add(new At(number, resident(client), resident(server.process())));
    }
    tell(trial, rows, "client", seen, At::clientBytes);
    tell(trial, rows, "server", seen, At::serverBytes);
  }

  private static double resident(ChildProcess process) throws IOException {
    return process
        .residentBytes()
        .orElseThrow(() -> new IOException("its memory cannot be read: " + process.lastLines()));
  }

  private static void tell(
      Trial trial, Rows rows, String end, List<At> seen, ToDoubleFunction<At> bytes) {
    List<At> ends = List.of(seen.getFirst(), seen.getLast());
    double resident = IdleRun.slope(seen, At::connections, bytes) / KB;
    trial.metric(rows.measure().apply(end + ".resident"), resident);
    double delta = IdleRun.slope(ends, At::connections, bytes) / KB;
    trial.metric(rows.measure().apply(end + ".delta"), delta);
  }
}
