package batcher.rule;

import batcher.rule.Mode.OriginalOptimized;
import java.util.Arrays;

/// The original's self-tuning rule, restated from its description to be measured beside the others.
/// Its quirks are kept, because they are what the document measured:
///
/// - the rate is the average since the start, pauses included;
/// - a wait is the difference of two millisecond clocks;
/// - of the waits only the last 500 are kept once there are more than 1,000, and only the last 50
///   at each tuning once there are more than 100. The document's 266 ms is the mean of such a tail.
final class SelfTuning implements FlushRule {
  private static final long NS_PER_MS = 1_000_000;
  private static final int RECENT_MAX = 1_000;
  private static final int RECENT_KEPT = 500;
  private static final int TUNED_MAX = 100;
  private static final int TUNED_KEPT = 50;

  private final OriginalOptimized bounds;
  private final long startNs;
  private int sizeEvents;
  private long lingerMs;
  private long tuneAtNs;

  private long[] recentMs = new long[2 * RECENT_MAX];
  private int recent;

  SelfTuning(OriginalOptimized bounds, long nowNs) {
    this.bounds = bounds;
    this.startNs = nowNs;
    this.sizeEvents = (bounds.sizeMin() + bounds.sizeMax()) / 2;
    this.lingerMs = (bounds.lingerMsMin() + bounds.lingerMsMax()) / 2;
    this.tuneAtNs = nowNs + bounds.tuningMs() * NS_PER_MS;
  }

  @Override
  public int sizeEvents() {
    return sizeEvents;
  }

  @Override
  public long lingerNs() {
    return lingerMs * NS_PER_MS;
  }

  @Override
  public long lingerFloorNs() {
    return bounds.lingerMsMin() * NS_PER_MS;
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public void waited(long addedNs, long closedNs) {
    if (recent == recentMs.length) {
      recentMs = Arrays.copyOf(recentMs, 2 * recent);
    }
    recentMs[recent++] =
        Math.floorDiv(closedNs - startNs, NS_PER_MS) - Math.floorDiv(addedNs - startNs, NS_PER_MS);
  }

  @Override
  public void closed() {
    if (recent > RECENT_MAX) {
      keepLast(RECENT_KEPT);
    }
  }

  @Override
  public void tick(long nowNs, long events, long held) {
    if (nowNs - tuneAtNs < 0) {
      return;
    }
    tuneAtNs = nowNs + bounds.tuningMs() * NS_PER_MS;
    tune(events / ((nowNs - startNs) / 1e9), held);
    if (recent > TUNED_MAX) {
      keepLast(TUNED_KEPT);
    }
  }

  /// The mean of the waits still kept, in milliseconds: the original's "average latency".
  double recentMeanMs() {
    long sum = 0;
    for (int i = 0; i < recent; i++) {
      sum += recentMs[i];
    }
    return recent == 0 ? 0 : (double) sum / recent;
  }

  private void tune(double eventsPerSecond, long held) {
    double meanMs = recentMeanMs();
    if (eventsPerSecond > bounds.highPerSecond()) {
      tuneForHighLoad(meanMs, held);
    } else if (eventsPerSecond < bounds.lowPerSecond()) {
      if (meanMs > bounds.targetMs()) {
        lingerMs = Math.max(bounds.lingerMsMin(), (long) (lingerMs / 1.3));
      }
      sizeEvents = Math.max(bounds.sizeMin(), (int) (sizeEvents / 1.2));
    } else if (meanMs > bounds.targetMs() * 1.2) {
      lingerMs = Math.max(bounds.lingerMsMin(), lingerMs - 10);
    } else if (meanMs < bounds.targetMs() * 0.5) {
      sizeEvents = Math.min(bounds.sizeMax(), sizeEvents + 5);
    }
  }

  private void tuneForHighLoad(double meanMs, long held) {
    if (meanMs > bounds.targetMs() * 1.5) {
      double factor = bounds.aggressive() ? 1.5 : 1.2;
      sizeEvents = Math.min(bounds.sizeMax(), (int) (sizeEvents * factor));
      lingerMs = Math.max(bounds.lingerMsMin(), (long) (lingerMs / factor));
    }
    if (held > 2L * sizeEvents) {
      sizeEvents = Math.min(bounds.sizeMax(), sizeEvents + 10);
    }
  }

  private void keepLast(int count) {
    System.arraycopy(recentMs, recent - count, recentMs, 0, count);
    recent = count;
  }
}
