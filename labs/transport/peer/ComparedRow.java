package labs.transport.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kit.lab.Measure;
import kit.lab.Profile;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.stats.Quantiles;
import labs.transport.peer.TransportPeer.Counted;
import labs.transport.peer.TransportPeer.Cycles;
import peers.Peer;
import runtime.Folders;
import runtime.Temporary;
import transport.quic.Identity;
import transport.quic.SelfSigned;
import transport.quic.SelfSigned.Key;

/// One row of a lab in which others are compared with ours: in each trial a server and a client of
/// the same library, each a fresh process, on the same kind of certificate, go through the row's
/// cycle again and again, for half as long as ours do.
///
/// @param row its id
/// @param key of the server's certificate, as in the row's own variant
/// @param measure that the row shows
/// @param cycle of [TransportPeer#CYCLES]; rows that share one are read from the same cycles
/// @param counts whether the server is asked before and after what came
/// @param value of the row
public record ComparedRow(
    String row,
    Key key,
    Measure measure,
    String cycle,
    boolean counts,
    ToDoubleFunction<Seen> value) {
  private static final double CLOCKS_APART_MAX = 1.05;
  private static final int COUNTS_MAX = 20;

  /// What a row is read from.
  ///
  /// @param cycles as the client saw them
  /// @param came to the server in them and in the warm-ups before, if the row counts
  public record Seen(Cycles cycles, Counted came) {}

  /// A row that shows the median time of a cycle, in ms.
  public static ComparedRow median(String row, Measure measure, String cycle) {
    return new ComparedRow(
        row,
        Key.ECDSA_P256,
        measure,
        cycle,
        false,
        seen ->
            Quantiles.median(
                LongStream.of(seen.cycles().latenciesNs()).mapToDouble(ns -> ns / 1e6).toArray()));
  }

  /// A row that shows how much cycles do in a second.
  ///
  /// @param each what one cycle does, in the measure's unit
  public static ComparedRow rate(String row, Measure measure, String cycle, double each) {
    return new ComparedRow(
        row,
        Key.ECDSA_P256,
        measure,
        cycle,
        false,
        seen -> each * seen.cycles().many() / (seen.cycles().elapsedNs() / 1e9));
  }

  /// A row that shows how much of what cycles hand over comes to the server, in per cent.
  ///
  /// @param each what one cycle hands over
  public static ComparedRow arrived(
      String row, Measure measure, String cycle, long each, ToLongFunction<Counted> came) {
    return new ComparedRow(
        row,
        Key.ECDSA_P256,
        measure,
        cycle,
        true,
        seen -> {
          int cycles = seen.cycles().warmUps() + seen.cycles().many();
          return 100.0 * came.applyAsLong(seen.came()) / (each * cycles);
        });
  }

  /// A row that shows how many datagrams a second the server has heard, the waiting for those that
  /// do not come left out.
  public static ComparedRow heardRate(String row, Measure measure, String cycle) {
    return new ComparedRow(
        row,
        Key.ECDSA_P256,
        measure,
        cycle,
        false,
        seen -> {
          Cycles cycles = seen.cycles();
          return cycles.heard() / ((cycles.elapsedNs() - cycles.waitedNs()) / 1e9);
        });
  }

  /// A row that shows how many of the datagrams the server has heard, in per cent.
  ///
  /// @param each of a cycle
  public static ComparedRow heardShare(String row, Measure measure, String cycle, long each) {
    return new ComparedRow(
        row,
        Key.ECDSA_P256,
        measure,
        cycle,
        false,
        seen -> 100.0 * seen.cycles().heard() / (each * seen.cycles().many()));
  }

  /// The same with a certificate of the original's kind; without this it is of the kind that
  /// browsers ask for.
  public ComparedRow onRsa() {
    return new ComparedRow(row, Key.RSA_2048, measure, cycle, counts, value);
  }

  /// What `--peers` may name in a lab that has such rows.
  public static String[] names() {
    return TransportPeer.ALL.stream().map(TransportPeer::name).toArray(String[]::new);
  }

  /// Adds all that a run meets to its plan, and says which it does not.
  ///
  /// @param trials of each peer at most
  public static void add(RunPlan plan, int trials, ComparedRow... rows) {
    for (TransportPeer peer : met(plan, trials)) {
      if (Stream.of(rows).noneMatch(row -> peer.finishes(row.cycle()))) {
        plan.note("without " + peer.name() + ": it can do none of this");
        continue;
      }
      plan.peer(
          peer.name(),
          peer.version(),
          rows[0].row(),
          "its own server and its own client, processes of this machine",
          rows.length * plan.pick(1.0, 2.0, 6.0),
          trial -> measure(trial, peer, List.of(rows)));
      plan.atMost(trials, peer.name());
      for (ComparedRow each : List.of(rows).subList(1, rows.length)) {
        plan.compare(each.row(), peer.name(), "");
      }
    }
  }

  /// Those that a run meets, which its plan then says. A test meets one: what differs between them
  /// is their programs, and these have a test of their own.
  static List<TransportPeer> met(RunPlan plan, int trials) {
    List<TransportPeer> met = new ArrayList<>();
    boolean test = plan.profile() == Profile.TEST;
    for (TransportPeer peer : test ? List.of(TransportPeer.NEWEST) : TransportPeer.ALL) {
      peer.absence(plan.profile())
          .ifPresentOrElse(sentence -> plan.note("without " + sentence), () -> met.add(peer));
    }
    plan.note("peers have at most " + trials + " trials");
    return met;
  }

  private static void measure(Trial trial, TransportPeer peer, List<ComparedRow> rows)
      throws Exception {
    for (Key key : Key.values()) {
      List<ComparedRow> own = rows.stream().filter(row -> row.key() == key).toList();
      if (!own.isEmpty()) measure(trial, peer, serve(trial, peer, key), own);
    }
  }

  /// Starts a server with a new certificate, which ends with the trial.
  static Peer.Server serve(Trial trial, TransportPeer peer, Key key) throws IOException {
    Path folder = Files.createTempDirectory(Temporary.folder(), "peer");
    trial.own(() -> Folders.delete(folder));
    Instant earlier = Instant.now().minus(Duration.ofHours(1));
    Identity identity = SelfSigned.write(folder, key, earlier, Duration.ofDays(2)).identity();
    return trial.own(peer.serve(identity));
  }

  private static void measure(
      Trial trial, TransportPeer peer, Peer.Server server, List<ComparedRow> rows)
      throws IOException {
    List<String> cycles =
        new ArrayList<>(rows.stream().map(ComparedRow::cycle).distinct().toList());
    Collections.shuffle(cycles, new Random(trial.seed()));
    for (String cycle : cycles) {
      if (!peer.finishes(cycle)) continue;
      trial.phase(cycle);
      List<ComparedRow> own = rows.stream().filter(row -> row.cycle().equals(cycle)).toList();
      try {
        measure(trial, peer, server, cycle, own);
      } catch (IOException e) { // it has no number then; what it cannot do does not end the run
        String why = InteropCase.lastLine(e.getMessage());
        trial.mark("%s of %s failed, %s".formatted(cycle, peer.name(), why));
      }
    }
  }

  private static void measure(
      Trial trial, TransportPeer peer, Peer.Server server, String cycle, List<ComparedRow> rows)
      throws IOException {
    boolean counts = rows.stream().anyMatch(ComparedRow::counts);
    Seen seen = measure(trial, peer, server, cycle, counts);
    for (ComparedRow row : rows) trial.metric(row.measure(), row.value().applyAsDouble(seen));
    if (seen.cycles().outsideNs() > CLOCKS_APART_MAX * seen.cycles().elapsedNs()) {
      trial.mark("the client's clock and the lab's differ by over 5 %");
    }
  }

  private static Seen measure(
      Trial trial, TransportPeer peer, Peer.Server server, String cycle, boolean counts)
      throws IOException {
    Counted before = counts ? atRest(peer, server) : Counted.NOTHING;
    int warmUpMs = peer.isSlowAt(cycle) ? 0 : trial.pick(10, 100, 250, 500);
    Cycles cycles = peer.run(cycle, server.address(), warmUpMs, trial.pick(30, 200, 500, 3_000));
    return new Seen(cycles, counts ? atRest(peer, server).since(before) : Counted.NOTHING);
  }

  /// What a server has got, once it gets no more.
  private static Counted atRest(TransportPeer peer, Peer.Server server) throws IOException {
    Counted seen = peer.counted(server.address());
    for (int times = 0; times < COUNTS_MAX; times++) {
      Counted again = peer.counted(server.address());
      Counted more = again.since(seen);
      if (more.streamBytes() == 0 && more.datagrams() == 0) return again;
      seen = again;
    }
    throw new IOException(peer.name() + " still reads after its clients have ended");
  }
}
