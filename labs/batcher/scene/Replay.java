package labs.batcher.scene;

import batcher.Batcher;
import batcher.Settings;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.sink.SinkFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.Records;

/// Adds payments when they are due, from one thread, whatever becomes of them: an open loop. What
/// comes out is judged by a [ReplaySink].
public final class Replay {
  /// Later than this the machine had no time for the generator; a burst may take a moment.
  private static final long LATE_NS = 5_000_000;

  /// The kernel wakes a sleeper some 70 us late; what is nearer than this is waited for in place.
  private static final long SPIN_NS = 150_000;

  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final Records records;
  private final long[] offsetsNs;
  private final Settings settings;
  private long late;
  private long moments;

  /// @param offsetsNs when each event is due, from the start, in order; payments go round and round
  public Replay(Records records, long[] offsetsNs, Settings settings) {
    this.records = records;
    this.offsetsNs = offsetsNs;
    this.settings = settings;
  }

  /// What one run came to.
  ///
  /// @param sink has seen every event that came out
  /// @param end the batcher's own account
  /// @param late moments at which the generator began over 5 ms after they were due
  /// @param moments at which one event or more was due
  public record Outcome(ReplaySink sink, Statistics end, long late, long moments, int events) {
    /// The share of moments that the generator missed.
    public double lateShare() {
      return (double) late / moments;
    }
  }

  /// Runs to the end of the schedule, waits `tail` for timers to pass, and closes.
  public Outcome run(Duration tail) throws Exception {
    ReplaySink sink = new ReplaySink(records, offsetsNs);
    Statistics end;
    try (Batcher batcher = Batcher.open(settings, SinkFactory.shared(sink))) {
      add(batcher, sink);
      LockSupport.parkNanos(tail.toNanos());
      end = batcher.close(CLOSE);
    }
    return new Outcome(sink, end, late, moments, offsetsNs.length);
  }

  private void add(Batcher batcher, ReplaySink sink) {
    long[] words = records.words();
    int payments = records.count();
    long startNs = System.nanoTime();
    sink.begin(startNs);
    for (int i = 0; i < offsetsNs.length; i++) {
      long nowNs = awaitDue(startNs + offsetsNs[i]);
      if (i == 0 || offsetsNs[i] != offsetsNs[i - 1]) {
        moments++;
        late += nowNs - startNs - offsetsNs[i] > LATE_NS ? 1 : 0;
      }
      long ticket = batcher.add(words, i % payments * EventLayout.WORDS);
      if (ticket < 0) {
        throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
      }
    }
  }

  private static long awaitDue(long dueNs) {
    long nowNs = System.nanoTime();
    while (nowNs - dueNs < 0) {
      long ns = dueNs - nowNs - SPIN_NS;
      if (ns > 0) {
        LockSupport.parkNanos(ns);
      } else {
        Thread.onSpinWait();
      }
      nowNs = System.nanoTime();
    }
    return nowNs;
  }
}
