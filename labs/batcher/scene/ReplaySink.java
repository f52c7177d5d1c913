package labs.batcher.scene;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import batcher.frame.Cause;
import batcher.frame.Frame;
import batcher.sink.Sink;
import java.util.function.Consumer;
import kit.stats.Latencies;
import labs.batcher.work.Records;
import org.HdrHistogram.Histogram;

/// Takes batches, compares every event with the payment that was added, and times it from the
/// moment at which it was due.
///
/// One producer and one shard: an event's sequence says which payment it must be, and when it was
/// due.
public final class ReplaySink implements Sink {
  /// So many of the last events the original's own "average latency" is the mean of.
  private static final int LAST = 50;

  private final Records records;
  private final long[] offsetsNs;
  private final Histogram latencies = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
  private final long[] lastOfKey;
  private final long[] eventsOfKey;
  private final long[] lastMs = new long[LAST];
  private final long[] causes = new long[Cause.values().length];
  private final Consumer<BatchView> reader = this::read;
  private volatile long startNs;
  private long nowNs;
  private long lastNs;

  private long frames;
  private long events;
  private long satoshis;
  private long batches;
  private long largest;
  private long longestOpenNs;
  private long shortestTimedNs = Long.MAX_VALUE;
  private long wrong;
  private String firstWrong = "";
  private long disordered;

  ReplaySink(Records records, long[] offsetsNs) {
    this.records = records;
    this.offsetsNs = offsetsNs;
    this.lastOfKey = new long[records.keys().size()];
    this.eventsOfKey = new long[records.keys().size()];
  }

  void begin(long atNs) {
    startNs = atNs;
    lastNs = atNs;
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public void deliver(Frame frame) {
    nowNs = System.nanoTime();
    frames++;
    frame.forEach(reader);
    lastNs = nowNs;
  }

  private void read(BatchView batch) {
    long torrent = batch.word(0, EventLayout.TORRENT);
    int direction = EventLayout.direction(batch.word(0, EventLayout.META));
    int place = records.place(torrent, direction);
    int count = batch.count();
    for (int i = 0; i < count; i++) {
      long sequence = batch.sequence(i);
      check(batch, i, (int) (sequence - 1), torrent, direction);
      disordered += sequence <= lastOfKey[place] ? 1 : 0;
      lastOfKey[place] = sequence;
      time(sequence);
      satoshis += batch.satoshis(i);
    }
    events += count;
    eventsOfKey[place] += count;
    batches++;
    largest = Math.max(largest, count);
    causes[batch.cause().ordinal()]++;
    if (batch.cause() == Cause.TIME) {
      shortestTimedNs = Math.min(shortestTimedNs, batch.openNs());
    }
    longestOpenNs = Math.max(longestOpenNs, batch.openNs());
  }

  private void check(BatchView batch, int i, int index, long torrent, int direction) {
    int payment = index % records.count();
    boolean same =
        records.word(payment, EventLayout.TXID) == batch.word(i, EventLayout.TXID)
            && records.word(payment, EventLayout.TORRENT) == torrent
            && EventLayout.direction(records.word(payment, EventLayout.META)) == direction
            && records.word(payment, EventLayout.PEER) == batch.word(i, EventLayout.PEER);
    if (!same) {
      wrong++;
      firstWrong = firstWrong.isEmpty() ? "event " + index + " is another payment" : firstWrong;
    }
  }

  private void time(long sequence) {
    long dueNs = startNs + offsetsNs[(int) (sequence - 1)];
    latencies.recordValue(Math.clamp(nowNs - dueNs, 0, Latencies.HIGHEST_NS));
    // The original subtracts two readings of a clock of whole milliseconds.
    lastMs[(int) (latencies.getTotalCount() % LAST)] =
        (nowNs - startNs) / 1_000_000 - (dueNs - startNs) / 1_000_000;
  }

  /// From the moment each event was due to the moment at which the sink had it.
  public Latencies latencies() {
    return Latencies.of(latencies);
  }

  /// The original's "average latency" in milliseconds: the mean of the last 50 events to go, in
  /// whole milliseconds.
  public double lastMeanMs() {
    long sum = 0;
    for (long ms : lastMs) {
      sum += ms;
    }
    return (double) sum / LAST;
  }

  /// From the start to the last delivery.
  public double elapsedS() {
    return (lastNs - startNs) / 1e9;
  }

  public long events() {
    return events;
  }

  public long satoshis() {
    return satoshis;
  }

  public long batches() {
    return batches;
  }

  /// How often it was called.
  public long frames() {
    return frames;
  }

  /// Batches that went for this reason.
  public long closedBy(Cause cause) {
    return causes[cause.ordinal()];
  }

  /// Events in the largest batch.
  public long largest() {
    return largest;
  }

  /// The longest time that any batch was open, from its first event.
  public double longestOpenMs() {
    return longestOpenNs / 1e6;
  }

  /// The shortest time that a batch was open of those that went because of their age.
  public double shortestTimedMs() {
    return shortestTimedNs == Long.MAX_VALUE ? Double.NaN : shortestTimedNs / 1e6;
  }

  /// Events that are not the payment that was added under their number.
  public long wrong() {
    return wrong;
  }

  /// What the first of them was, or empty.
  public String firstWrong() {
    return firstWrong;
  }

  /// Events of a key that came before an earlier one.
  public long disordered() {
    return disordered;
  }

  /// Events by key, as [Records#keys] orders them.
  public long[] eventsOfKey() {
    return eventsOfKey.clone();
  }
}
