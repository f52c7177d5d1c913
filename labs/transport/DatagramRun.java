package labs.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;

/// Datagrams of 64 B: bursts as the document sends them, counted where they are handed over and
/// where they are heard, and a session that goes on, flat out and at fixed rates.
public final class DatagramRun implements ForkedMeasurement {
  /// Datagrams in the document's burst.
  public static final int BURST = 10_000;

  /// Payload of a datagram.
  public static final int BYTES = 64;

  /// Rates that are offered, in thousands a second.
  public static final int[] RATES = {100, 200, 400, 600, 800, 1_000};

  private static final int FLAT_OUT = 0;

  /// No count of one place is beyond that of the place before it.
  public static final String SOUND = "offered >= taken >= sent >= arrived >= heard";

  /// What does not arrive has been dropped by a socket, of which the kernel tells.
  public static final String LOST = "datagrams are lost only where a socket's buffer was full";

  private BenchClient bench;
  private ForkReport report;
  private Duration leadIn;
  private Duration length;
  private ByteBuffer payload;
  private Datagrams.Seen total = Datagrams.Seen.NOTHING;

  /// Own arguments: milliseconds of each step, and whether the document's cycles are all.
  @Override
  public void measure(Given given, ForkReport to) throws Exception {
    report = to;
    bench = new BenchClient(given);
    payload = bench.jobs().content(BYTES);
    leadIn = given.warmUpOnce().dividedBy(4);
    length = Duration.ofMillis(Long.parseLong(bench.arguments().getFirst()));
    TransportRun.warmUp(report, bench, given.warmUpOnce());
    long before = overflowed();
    cycles("handed", false, given.warmUpOnce());
    if (Boolean.parseBoolean(bench.arguments().get(1))) return;
    cycles("confirmed", true, given.warmUpOnce());
    stream();
    account(overflowed() - before);
  }

  /// Packets that the buffers of both ends had no room for.
  private long overflowed() throws Exception {
    return bench.statsAtRest().get("packets_overflowed") + bench.packetsDropped();
  }

  private static ClosedLoop loop(Duration length) {
    return new ClosedLoop(1, Plan.lasting(length));
  }

  /// Whole cycles with a burst in each. Numbers: `<id>_rate`, datagrams a second by the count of
  /// whoever counts, and `<id>_arrived`, per cent of those handed over that came to the server.
  private void cycles(String id, boolean confirmed, Duration warmUp) throws Exception {
    report.phase("bursts, " + id);
    Queue<Datagrams> jobs = new ConcurrentLinkedQueue<>();
    try (Target target = new Cycles(bench, () -> burst(confirmed, jobs), null)) {
      report.warmUp(warmUp, () -> loop(warmUp).run(target), Recording::rates);
      jobs.clear();
      long before = bench.statsAtRest().get("datagrams");
      Recording seen = report.measured(() -> loop(length).run(target));
      TransportRun.tell(report, id, seen);
      long came = bench.statsAtRest().get("datagrams") - before;
      long handed = BURST * seen.succeeded();
      long heard = confirmed ? jobs.stream().mapToLong(job -> keep(job).heard()).sum() : handed;
      report.number(id + "_rate", heard * 1e9 / seen.elapsedNs());
      report.number(id + "_arrived", 100.0 * came / handed);
    }
  }

  private Datagrams burst(boolean confirmed, Queue<Datagrams> jobs) {
    Datagrams job = new Datagrams(payload, confirmed, Datagrams.Pace.burst(BURST));
    jobs.add(job);
    return job;
  }

  /// One session, flat out and at each rate, in an order drawn from the seed. Numbers: `flat_out`,
  /// datagrams heard a second; `at_<rate>`, per cent of those that were due.
  private void stream() throws Exception {
    Datagrams job = new Datagrams(payload, true, Datagrams.Pace.flatOut(leadIn));
    try (WarmSession session = new WarmSession(bench, job)) {
      List<Integer> order = new ArrayList<>(List.of(FLAT_OUT));
      for (int rate : RATES) order.add(rate);
      Collections.shuffle(order, new Random(bench.seed()));
      for (int rate : order) {
        String id = rate == FLAT_OUT ? "flat_out" : "at_" + rate;
        report.phase(id);
        run(session, job.at(pace(rate, leadIn)));
        report.measured(() -> run(session, job.at(pace(rate, length))));
        Datagrams.Seen seen = keep(job);
        report.step(id, job.rates());
        double perSecond = seen.heard() * 1e9 / seen.elapsedNs();
        double share = 100.0 * seen.heard() / seen.offered();
        report.number(id, rate == FLAT_OUT ? perSecond : share);
      }
    }
  }

  private static Datagrams.Pace pace(int thousands, Duration length) {
    return thousands == FLAT_OUT
        ? Datagrams.Pace.flatOut(length)
        : Datagrams.Pace.of(1_000.0 * thousands, length);
  }

  private Recording run(WarmSession session, Datagrams job) {
    return new ClosedLoop(1, Plan.operations(1)).run(session);
  }

  private Datagrams.Seen keep(Datagrams job) {
    Datagrams.Seen seen = job.seen();
    report.check(SOUND, seen.isSound() ? 1 : 0, 1, "runs", seen.toString());
    total = total.plus(seen);
    return seen;
  }

  private void account(long overflowed) {
    report.number("refused", total.offered() - total.taken());
    report.number("unsent", total.taken() - total.sent());
    report.number("lost", total.sent() - total.arrived());
    report.number("overflowed", overflowed);
    report.number("pushed_out", total.arrived() - total.heard());
    boolean explained = total.sent() == total.arrived() || overflowed > 0;
    report.check(LOST, explained ? 1 : 0, 1, "accounts", total.toString());
  }
}
