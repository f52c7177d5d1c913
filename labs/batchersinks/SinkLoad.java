package labs.batchersinks;

import batcher.Batcher;
import batcher.Delivery;
import batcher.FullPolicy;
import batcher.Settings;
import batcher.Statistics;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.rule.Mode;
import batcher.sink.AckLevel;
import batcher.sink.SinkFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import labs.batcher.work.Records;
import labs.batcher.work.SignedPayments;

/// As many signed payments as a sink takes, as fast as it takes them, through a batcher in the
/// lab's own JVM.
public final class SinkLoad {
  /// The batcher's own account after a load.
  public static final String ACCOUNT = "accepted = delivered, nothing pending, nothing refused";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int STRIDE = 500;

  private final Records records;

  /// @param rate events per second, from the first one added to the last one with the sink
  /// @param satoshis of all of them
  public record Seen(double rate, long events, long satoshis, Statistics end) {}

  public SinkLoad() throws Exception {
    this.records = new Records(ByteBuffer.wrap(SignedPayments.forLoad(10).records()));
  }

  /// The signed payments that it sends.
  public Records records() {
    return records;
  }

  /// Batches of up to `size` events, 1 for none at all.
  public Seen run(SinkFactory sinks, int size, long events) throws Exception {
    return run(sinks, size, events, Long.MAX_VALUE, () -> Long.MAX_VALUE);
  }

  /// As above, with never more than `aheadMax` events on their way to whoever counts `arrived`.
  public Seen run(SinkFactory sinks, int size, long events, long aheadMax, LongSupplier arrived)
      throws Exception {
    Settings settings =
        Settings.DEFAULT
            .withMode(new Mode.Adaptive(size, Duration.ofMillis(250), Duration.ofMillis(1)))
            .withFull(new FullPolicy.Block(PATIENCE))
            .withDelivery(Delivery.lane());
    try (Batcher batcher = Batcher.open(settings, sinks)) {
      long startNs = System.nanoTime();
      long satoshis = 0;
      long ticket = 0;
      for (long i = 0; i < events; i++) {
        if (i % STRIDE == 0) {
          awaitRoom(i, aheadMax, arrived);
        }
        int payment = (int) (i % records.count());
        ticket = batcher.add(records.words(), payment * EventLayout.WORDS);
        if (ticket < 0) {
          throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
        }
        satoshis += records.word(payment, EventLayout.SATOSHIS);
      }
      if (!batcher.await(AckLevel.DELIVERED, ticket, PATIENCE)) {
        throw new IllegalStateException(
            "the sink has not all of it: " + batcher.statistics().lastFailure());
      }
      awaitRoom(events, 0, arrived);
      double rate = events * 1e9 / (System.nanoTime() - startNs);
      return new Seen(rate, events, satoshis, batcher.close(PATIENCE));
    }
  }

  private static void awaitRoom(long added, long aheadMax, LongSupplier arrived) {
    long deadlineNs = System.nanoTime() + PATIENCE.toNanos();
    while (added - arrived.getAsLong() > aheadMax) {
      if (System.nanoTime() - deadlineNs > 0) {
        throw new IllegalStateException(
            "%s of %s events arrived".formatted(arrived.getAsLong(), added));
      }
      java.util.concurrent.locks.LockSupport.parkNanos(50_000);
    }
  }
}
