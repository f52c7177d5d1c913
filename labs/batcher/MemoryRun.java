package labs.batcher;

import batcher.Batcher;
import batcher.Settings;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.sink.CountingSink;
import batcher.sink.SinkFactory;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import labs.batcher.work.Records;

/// What a batcher keeps and what it makes: heap in use before and after, as the document takes it
/// and after a collection, bytes allocated an event, and keys that are remembered.
public final class MemoryRun implements ForkedMeasurement {
  /// Nothing that was accepted is still pending.
  public static final String ACCOUNT = "accepted = delivered, nothing pending, nothing refused";

  private static final double MB = 1e6;
  private static final int KEYS_A_MOMENT = 100;
  private static final int WARM_UP = 300_000;
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long[] words = new long[EventLayout.WORDS];

  /// Arguments: the mode, waves of 300 events, milliseconds between waves, milliseconds of soak.
  /// Input: payments.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    Records records = new Records(given.inputs().getFirst());
    Settings settings =
        Settings.DEFAULT.withMode(SceneRun.mode(given.arguments().getFirst())).withKeyIdle(IDLE);
    CountingSink sink = new CountingSink();
    try (Batcher batcher = Batcher.open(settings, SinkFactory.shared(sink))) {
      report.phase("warming up");
      add(batcher, records, WARM_UP);
      settle(batcher);
      waves(batcher, records, given, report);
      waves(batcher, records, given, report); // the first has loaded what measuring needs
      report.phase("allocating");
      allocation(batcher, records, report);
      report.phase("soaking");
      soak(batcher, given, report);
      Statistics end = batcher.statistics();
      boolean even =
          end.accepted() == end.delivered()
              && end.pending() == 0
              && end.refusedTotal() == 0
              && sink.sum().events() == end.delivered();
      report.check(ACCOUNT, even ? 1 : 0, 1, "accounts", even ? "" : end.toString());
    }
  }

  /// The document's test: waves of 300 events.
  private void waves(Batcher batcher, Records records, Given given, ForkReport report)
      throws InterruptedException {
    report.phase("waves");
    int waves = Integer.parseInt(given.arguments().get(1));
    long pauseNs = 1_000_000L * Long.parseLong(given.arguments().get(2));
    double live = liveMb();
    double used = usedMb();
    for (int wave = 0; wave < waves; wave++) {
      add(batcher, records, 300);
      LockSupport.parkNanos(pauseNs);
    }
    settle(batcher);
    report.number("formula", usedMb() - used);
    report.number("live", liveMb() - live);
  }

  private void allocation(Batcher batcher, Records records, ForkReport report)
      throws InterruptedException {
    long before = THREADS.getTotalThreadAllocatedBytes();
    add(batcher, records, 1_000_000);
    settle(batcher);
    long bytes = THREADS.getTotalThreadAllocatedBytes() - before;
    report.number("allocated", bytes / 1e6);
  }

  /// Keys that come, bring an event and never come back. The first half makes the pools as large
  /// as they will be; the second must not add to them.
  private void soak(Batcher batcher, Given given, ForkReport report) throws InterruptedException {
    long halfNs = 500_000L * Long.parseLong(given.arguments().get(3));
    long events = come(batcher, 1, halfNs);
    double live = liveMb();
    events = come(batcher, events, halfNs);
    report.number("soak_events", events);
    report.number("soak", liveMb() - live);
    report.number("keys", batcher.statistics().keys());
  }

  private long come(Batcher batcher, long from, long ns) throws InterruptedException {
    long endNs = System.nanoTime() + ns;
    long torrent = from;
    while (System.nanoTime() - endNs < 0) {
      addOf(batcher, ++torrent);
      if (torrent % KEYS_A_MOMENT == 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }
    settle(batcher);
    awaitForgotten(batcher);
    return torrent;
  }

  private void addOf(Batcher batcher, long torrent) {
    words[EventLayout.TIME] = 1;
    words[EventLayout.SATOSHIS] = 17;
    words[EventLayout.META] = EventLayout.meta(0, 1);
    words[EventLayout.TORRENT] = torrent;
    words[EventLayout.PEER] = 1;
    words[EventLayout.TXID] = torrent;
    require(batcher.add(words, 0));
  }

  private static void add(Batcher batcher, Records records, int count) {
    for (int i = 0; i < count; i++) {
      require(batcher.add(records.words(), i % records.count() * EventLayout.WORDS));
    }
  }

  private static void require(long ticket) {
    if (ticket < 0) {
      throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
    }
  }

  private static void settle(Batcher batcher) {
    batcher.flush();
    while (batcher.statistics().pending() > 0) {
      LockSupport.parkNanos(100_000);
    }
  }

  /// A key is forgotten some time after its last batch; the shard must turn for that.
  private void awaitForgotten(Batcher batcher) {
    long endNs = System.nanoTime() + 20 * IDLE.toNanos();
    while (batcher.statistics().keys() > 1 && System.nanoTime() - endNs < 0) {
      addOf(batcher, 1);
      LockSupport.parkNanos(200_000);
    }
    settle(batcher);
  }

  private static double usedMb() {
    return MEMORY.getHeapMemoryUsage().getUsed() / MB;
  }

  private static double liveMb() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return usedMb();
  }
}
