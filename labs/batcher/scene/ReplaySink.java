package labs.batcher.scene;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import batcher.frame.Cause;
import batcher.frame.Frame;
import batcher.sink.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import kit.load.Census;
import kit.load.Lateness;
import kit.load.OpenLoop;
import kit.load.Recording;
import kit.stats.Latencies;
import labs.batcher.work.Records;
import org.HdrHistogram.Histogram;

/// Takes batches, compares every event with the payment that was added, and times it from the
/// moment at which it was due.
///
/// One producer and one shard: an event's sequence says which payment it must be, and when it was
/// due.
public final class ReplaySink implements Sink {
  /// This many of the last events the original's own "average latency" is the mean of.
  private static final int LAST = 50;

  /// How often the events in the batcher are counted, about.
  private static final double COUNTS = 1_000_000;

  private static final double GAP_NS_MIN = 10;

  private static final int WINDOWS = 16;

  private final Records records;
  private final long[] offsetsNs;
  private final long[] addedNs;
  private final Histogram latencies = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
  private final Histogram fromAdd = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
  private final long[] lastOfKey;
  private final long[] eventsOfKey;
  private final long[] lastMs = new long[LAST];
  private final long[] causes = new long[Cause.values().length];
  private final Consumer<BatchView> reader = this::read;
  private volatile long startNs;
  private long nowNs;
  private long lastNs;
  private volatile long delivered;

  /// When each frame came, and how many events had come with it.
  private long[] frameNs = new long[1_024];

  private long[] frameEvents = new long[1_024];
  private int frames;
  private long events;
  private long satoshis;
  private long batches;
  private long largest;
  private long longestOpenNs;
  private long shortestTimedNs = Long.MAX_VALUE;
  private long wrong;
  private String firstWrong = "";
  private long disordered;

  /// @param offsetsNs when each event is due, from the start
  /// @param addedNs when each was added, once it is
  ReplaySink(Records records, long[] offsetsNs, long[] addedNs) {
    this.records = records;
    this.offsetsNs = offsetsNs;
    this.addedNs = addedNs;
    this.lastOfKey = new long[records.keys().size()];
    this.eventsOfKey = new long[records.keys().size()];
  }

  void begin(long atNs) {
    startNs = atNs;
    lastNs = atNs;
  }

  @Override
  public void deliver(Frame frame) {
    nowNs = System.nanoTime();
    frame.forEach(reader);
    lastNs = nowNs;
    if (frames == frameNs.length) {
      frameNs = Arrays.copyOf(frameNs, 2 * frames);
      frameEvents = Arrays.copyOf(frameEvents, 2 * frames);
    }
    frameNs[frames] = nowNs;
    frameEvents[frames++] = events;
    delivered = events;
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
    int index = (int) (sequence - 1);
    long dueNs = startNs + offsetsNs[index];
    latencies.recordValue(Math.clamp(nowNs - dueNs, 0, Latencies.HIGHEST_NS));
    fromAdd.recordValue(Math.clamp(nowNs - addedNs[index], 0, Latencies.HIGHEST_NS));
    // The original subtracts two readings of a clock of whole milliseconds.
    lastMs[(int) (latencies.getTotalCount() % LAST)] =
        (nowNs - startNs) / 1_000_000 - (dueNs - startNs) / 1_000_000;
  }

  /// From the moment each event was due to the moment at which the sink had it.
  public Latencies latencies() {
    return Latencies.of(latencies);
  }

  /// What came out, as the kit's loads record it.
  Recording recording(OpenLoop load, Lateness lateness) {
    long operations = Math.max(offsetsNs.length, events);
    Map<String, Long> lost =
        events < operations ? Map.of(Recording.UNFINISHED, operations - events) : Map.of();
    return new Recording(
        load,
        operations,
        events,
        lost,
        lastNs - startNs,
        latencies(),
        Latencies.of(fromAdd),
        inSystem(),
        lateness,
        List.of());
  }

  /// Counted afterwards, from when each event was due and what had come out with each frame.
  private Recording.InSystem inSystem() {
    Census census = new Census(startNs, Math.max(GAP_NS_MIN, (lastNs - startNs) / COUNTS));
    census.count(
        lastNs,
        new LongUnaryOperator() {
          private int due;
          private int frame;

          @Override
          public long applyAsLong(long ns) {
            while (due < offsetsNs.length && startNs + offsetsNs[due] <= ns) {
              due++;
            }
            while (frame < frames && frameNs[frame] <= ns) {
              frame++;
            }
            return due - (frame == 0 ? 0 : frameEvents[frame - 1]);
          }
        });
    return census.inSystem();
  }

  /// Events a second in sixteen windows, from the start to the last delivery.
  public List<Double> rates() {
    List<Double> rates = new ArrayList<>();
    for (int window = 0, frame = 0; window < WINDOWS; window++) {
      long fromEvents = frame == 0 ? 0 : frameEvents[frame - 1];
      long fromNs = frame == 0 ? startNs : frameNs[frame - 1];
      long untilNs = startNs + (lastNs - startNs) * (window + 1) / WINDOWS;
      while (frame < frames && frameNs[frame] <= untilNs) {
        frame++;
      }
      if (frame > 0 && frameNs[frame - 1] > fromNs) {
        rates.add((frameEvents[frame - 1] - fromEvents) * 1e9 / (frameNs[frame - 1] - fromNs));
      }
    }
    return rates;
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

  /// As [#events], for any thread to ask while it goes on.
  long delivered() {
    return delivered;
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
