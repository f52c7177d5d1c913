package labs.transport.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.stats.Quantiles;
import labs.transport.peer.TransportPeer.Cycles;
import peers.Peer;
import runtime.Folders;
import runtime.Temporary;
import transport.quic.Identity;
import transport.quic.SelfSigned;

/// One row of a lab in which others are compared with ours: in each trial a server and a client of
/// the same library, each a fresh process, on the same kind of certificate, go through the row's
/// cycle.
///
/// @param row its id
/// @param measure that the row shows
/// @param cycle of [TransportPeer#CYCLES]
/// @param handedBytes that a cycle hands over and nobody confirms; then it is counted how many of
///     them came
/// @param value of the row, from what the client saw
public record ComparedRow(
    String row, Measure measure, String cycle, long handedBytes, ToDoubleFunction<Cycles> value) {
  private static final double CLOCKS_APART_MAX = 1.05;
  private static final int COUNTS_MAX = 20;

  /// A row that shows the median time of a cycle, in ms.
  public static ComparedRow median(String row, Measure measure, String cycle) {
    return new ComparedRow(
        row,
        measure,
        cycle,
        0,
        seen ->
            Quantiles.median(
                LongStream.of(seen.latenciesNs()).mapToDouble(ns -> ns / 1e6).toArray()));
  }

  /// A row that shows how much cycles do in a second.
  ///
  /// @param each what one cycle does, in the measure's unit
  public static ComparedRow rate(String row, Measure measure, String cycle, double each) {
    return new ComparedRow(
        row,
        measure,
        cycle,
        0,
        seen -> each * seen.latenciesNs().length / (seen.elapsedNs() / 1e9));
  }

  /// The same, where a cycle hands over so many bytes that nobody confirms.
  public ComparedRow handing(long bytes) {
    return new ComparedRow(row, measure, cycle, bytes, value);
  }

  /// What `--peers` may name in a lab that has such rows.
  public static String[] names() {
    return TransportPeer.ALL.stream().map(TransportPeer::name).toArray(String[]::new);
  }

  /// Adds all that this machine has to a plan, and says what it lacks.
  ///
  /// @param key of the certificates of the rows' own variant
  public static void add(RunPlan plan, SelfSigned.Key key, ComparedRow... rows) {
    for (TransportPeer peer : TransportPeer.ALL) {
      Optional<String> absence = peer.absence(plan.profile());
      if (absence.isPresent()) {
        plan.note("without " + absence.get());
        continue;
      }
      plan.peer(
          peer.name(),
          peer.version(),
          rows[0].row(),
          "its own server and its own client, processes of this machine",
          rows.length * plan.pick(2.0, 4.0, 10.0),
          trial -> measure(trial, peer, key, List.of(rows)));
      for (ComparedRow each : List.of(rows).subList(1, rows.length)) {
        plan.compare(each.row(), peer.name(), "");
      }
    }
  }

  private static void measure(
      Trial trial, TransportPeer peer, SelfSigned.Key key, List<ComparedRow> rows)
      throws Exception {
    Path folder = Files.createTempDirectory(Temporary.folder(), "peer");
    trial.own(() -> Folders.delete(folder));
    Instant earlier = Instant.now().minus(Duration.ofHours(1));
    Identity identity = SelfSigned.write(folder, key, earlier, Duration.ofDays(2)).identity();
    Peer.Server server = trial.own(peer.serve(identity));
    for (ComparedRow each : rows) {
      if (!peer.finishes(each.cycle())) continue;
      trial.phase(each.cycle());
      boolean brief = each.measure().unit().equals("ms");
      int warmUps = brief ? trial.pick(1, 10, 50, 100) : trial.pick(0, 1, 2, 5);
      int rounds = brief ? trial.pick(1, 20, 100, 300) : trial.pick(1, 2, 5, 20);
      long before = each.handedBytes() > 0 ? arrivedBytes(peer, server) : 0;
      Cycles seen = peer.run(each.cycle(), server.address(), warmUps, rounds);
      trial.metric(each.measure(), each.value().applyAsDouble(seen));
      if (each.handedBytes() > 0) {
        double arrived = arrivedBytes(peer, server) - before;
        double handed = (double) each.handedBytes() * (warmUps + rounds);
        trial.seen("arrived." + each.cycle(), 100 * arrived / handed, "%");
      }
      if (seen.outsideNs() > CLOCKS_APART_MAX * seen.elapsedNs()) {
        trial.mark("the client's clock and the lab's differ by over 5 %");
      }
    }
  }

  /// What a server has read, once it reads no more.
  private static long arrivedBytes(TransportPeer peer, Peer.Server server) throws IOException {
    long seen = peer.counted(server.address()).streamBytes();
    for (int times = 0; times < COUNTS_MAX; times++) {
      long again = peer.counted(server.address()).streamBytes();
      if (again == seen) return seen;
      seen = again;
    }
    throw new IOException(peer.name() + " still reads after its clients have ended");
  }
}
