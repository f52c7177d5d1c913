package labs.batcher.scene;

import batcher.Batcher;
import batcher.Settings;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.sink.SinkFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import kit.check.Witness;
import kit.fork.Watching;
import kit.load.Arrivals;
import kit.load.Lateness;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.SystemClock;
import kit.stats.Latencies;
import labs.batcher.work.Records;
import org.HdrHistogram.Histogram;

/// Adds payments when they are due, from one thread, whatever becomes of them: an open loop. What
/// comes out is judged by a [ReplaySink].
///
/// The thread does not sleep between sends, so it has a core of its own. One that slept came back
/// to a core on which something else ran by then, and was late by more than the batcher takes.
/// Where there is but one core it sleeps, since the batcher could not run otherwise.
public final class Replay {
  private static final boolean SPIN = Runtime.getRuntime().availableProcessors() > 1;

  private static final long LOOK_NS = 1_000_000;
  private static final Duration CLOSE = Duration.ofSeconds(30);
  private static final int WARM_UP_EVENTS = 100_000;
  private static final int WARM_UP_RATE = 20_000;

  private final Records records;
  private final long[] offsetsNs;
  private final long[] addedNs;
  private final Settings settings;
  private final SystemClock clock = new SystemClock(SPIN);
  private final Histogram lateNs = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
  private long late;

  /// @param offsetsNs when each event is due, from the start, in order; payments go round and round
  public Replay(Records records, long[] offsetsNs, Settings settings) {
    this.records = records;
    this.offsetsNs = offsetsNs;
    this.addedNs = new long[offsetsNs.length];
    this.settings = settings;
  }

  /// What one run came to.
  ///
  /// @param sink has seen every event that came out
  /// @param end the batcher's own account
  /// @param recording as the kit's loads record it. A moment at which events are due is one send of
  ///     the generator, late from when it was due whatever held it up: there is room for what comes
  ///     next as long as the entrance is not full. Rates are none: the schedule makes them, so they
  ///     do not tell whether the batcher was warm.
  public record Outcome(ReplaySink sink, Statistics end, Recording recording, int events) {}

  /// Gets a batcher warm by the kit's rule: payments as fast as they are taken, again and again. A
  /// window is this many events. Then for a while by a clock: events that come one by one take
  /// other paths, and a rate that is given does not show that they are still slow.
  public static void warmUp(Witness witness, Duration once, Records records, Settings settings)
      throws Exception {
    witness.warmUp(once, () -> ratesFlatOut(once, records, settings), rates -> rates);
    long[] offsets = offsets(WARM_UP_RATE, once.toMillis() / 4, 1);
    new Replay(records, offsets, settings).run(Duration.ZERO, Watching.NOBODY);
  }

  /// When events are due that come by chance at a rate, for so long.
  ///
  /// @return one at least
  public static long[] offsets(int perSecond, long ms, long seed) {
    long[] offsets = new long[Math.max(1, (int) (perSecond * ms / 1_000))];
    LongSupplier next = Arrivals.poisson(perSecond, seed).offsetsNs();
    Arrays.setAll(offsets, _ -> next.getAsLong());
    return offsets;
  }

  private static List<Double> ratesFlatOut(Duration once, Records records, Settings settings) {
    List<Double> rates = new ArrayList<>();
    long endNs = System.nanoTime() + once.toNanos();
    try {
      while (System.nanoTime() - endNs < 0) {
        Replay replay = new Replay(records, new long[WARM_UP_EVENTS], settings);
        ReplaySink sink = replay.run(Duration.ZERO, Watching.NOBODY).sink();
        rates.add(sink.events() / sink.elapsedS());
      }
    } catch (Exception e) {
      throw new IllegalStateException("the warm-up failed", e);
    }
    return rates;
  }

  /// Runs to the end of the schedule, waits `tail` for timers to pass, and closes. Watched is the
  /// time until all have come out, within that.
  public Outcome run(Duration tail, Watching watching) throws Exception {
    ReplaySink sink = new ReplaySink(records, offsetsNs, addedNs);
    Statistics end;
    try (Batcher batcher = Batcher.open(settings, SinkFactory.shared(sink))) {
      long tailEndNs = watching.measured(() -> addAndWait(batcher, sink, tail.toNanos()));
      LockSupport.parkNanos(tailEndNs - System.nanoTime());
      end = batcher.close(CLOSE);
    }
    Lateness lateness = new Lateness(Latencies.of(lateNs), late, 0);
    OpenLoop load =
        new OpenLoop(
            new Arrivals.Listed(offsetsNs),
            settings.ringEvents(),
            Plan.operations(offsetsNs.length),
            SPIN);
    return new Outcome(sink, end, sink.recording(load, lateness), offsetsNs.length);
  }

  private long addAndWait(Batcher batcher, ReplaySink sink, long tailNs) {
    add(batcher, sink);
    long tailEndNs = System.nanoTime() + tailNs;
    while (sink.delivered() < offsetsNs.length && System.nanoTime() - tailEndNs < 0) {
      LockSupport.parkNanos(LOOK_NS);
    }
    return tailEndNs;
  }

  private void add(Batcher batcher, ReplaySink sink) {
    long[] words = records.words();
    int payments = records.count();
    long startNs = System.nanoTime();
    sink.begin(startNs);
    for (int i = 0; i < offsetsNs.length; i++) {
      long nowNs = awaitDue(startNs + offsetsNs[i]);
      if (i == 0 || offsetsNs[i] != offsetsNs[i - 1]) {
        note(nowNs - startNs - offsetsNs[i]);
      }
      addedNs[i] = nowNs;
      long ticket = batcher.add(words, i % payments * EventLayout.WORDS);
      if (ticket < 0) {
        throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
      }
    }
  }

  private void note(long ns) {
    lateNs.recordValue(Math.min(ns, Latencies.HIGHEST_NS));
    late += ns > Lateness.LATE_NS ? 1 : 0;
  }

  private long awaitDue(long dueNs) {
    long nowNs = clock.nanoTime();
    while (nowNs - dueNs < 0) {
      clock.parkUntil(dueNs);
      nowNs = clock.nanoTime();
    }
    return nowNs;
  }
}
