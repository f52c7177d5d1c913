package labs.batcher.fault;

import batcher.Batcher;
import batcher.Delivery;
import batcher.Settings;
import batcher.Statistics;
import batcher.durability.JournalPlace;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.frame.Frame;
import batcher.sink.CountingSink;
import batcher.sink.LaneOptions;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.stats.Latencies;
import labs.batcher.work.Records;
import org.HdrHistogram.Histogram;

/// A sink that is away for a while, behind a circuit breaker, while events go on arriving and the
/// journal goes on taking them.
public final class Outage implements ForkedMeasurement {
  /// All of it arrives in the end.
  public static final String ALL = "every event of an outage is delivered once, none refused";

  private static final int RATE = 10_000;
  private static final long BEFORE_MS = 500;
  private static final long BACKLOG_BYTES = 64L << 20;
  private static final Duration DRAIN = Duration.ofSeconds(60);

  /// A sink that can be switched off.
  private static final class Switched implements Sink {
    private final CountingSink inner = new CountingSink();
    private volatile boolean away;
    private volatile long attempts;

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread delivers
    public void deliver(Frame frame) throws IOException {
      if (away) {
        attempts++;
        throw new IOException("the sink is away");
      }
      inner.deliver(frame);
    }
  }

  /// Argument: milliseconds of the outage. Input: payments for a load.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    long outageMs = Long.parseLong(given.arguments().getFirst());
    Records records = new Records(given.inputs().getFirst());
    Switched sink = new Switched();
    Settings settings =
        Settings.DEFAULT.withDelivery(
            new Delivery.Lane(
                new LaneOptions(BACKLOG_BYTES, LaneOptions.DEFAULT.deadline()),
                Optional.of(JournalPlace.in(given.data().resolve("journal")))));
    try (Batcher batcher = Batcher.open(settings, SinkFactory.shared(sink))) {
      long added = add(batcher, records, 0, BEFORE_MS, new Histogram(3));
      report.phase("the sink is away");
      sink.away = true;
      Histogram during = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
      added = add(batcher, records, added, outageMs, during);
      report.number("away", batcher.statistics().pending());
      sink.away = false;
      long backNs = System.nanoTime();
      report.phase("the sink is back");
      while (batcher.statistics().pending() > 0 && System.nanoTime() - backNs < DRAIN.toNanos()) {
        LockSupport.parkNanos(200_000);
      }
      report.number("drain", (System.nanoTime() - backNs) / 1e9);
      report.number("add_p99", during.getValueAtPercentile(99) / 1e3);
      report.number("add_max", during.getMaxValue() / 1e6);
      report.number("attempts", sink.attempts);
      Statistics end = batcher.close(DRAIN);
      long right =
          end.refusedTotal() == 0 && end.accepted() == added ? sink.inner.sum().events() : 0;
      report.check(ALL, right, added, "events", end.lastFailure());
    }
  }

  private static long add(Batcher batcher, Records records, long from, long ms, Histogram each) {
    long startNs = System.nanoTime();
    long count = ms * RATE / 1_000;
    for (long i = 0; i < count; i++) {
      long dueNs = startNs + i * 1_000_000_000L / RATE;
      while (System.nanoTime() - dueNs < 0) {
        LockSupport.parkNanos(dueNs - System.nanoTime());
      }
      int payment = (int) ((from + i) % records.count());
      long beganNs = System.nanoTime();
      long ticket = batcher.add(records.words(), payment * EventLayout.WORDS);
      each.recordValue(System.nanoTime() - beganNs);
      if (ticket < 0) {
        throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
      }
    }
    return from + count;
  }
}
