package kit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// How fast a counter rose while something ran that is no load of the kit.
///
/// @param count by how much
/// @param elapsedNs in which time
/// @param rates a second, in windows of 100 ms, or of a sixteenth of the time if that is shorter
public record Flow(long count, long elapsedNs, List<Double> rates) {
  private static final int WINDOWS_MIN = 16;

  public Flow {
    rates = List.copyOf(rates);
  }

  /// Looks at a counter for so long, in the calling thread.
  public static Flow of(LongSupplier counter, Duration length) {
    long windowNs = Math.min(Recording.WINDOW_NS, length.toNanos() / WINDOWS_MIN);
    List<Double> rates = new ArrayList<>();
    long first = counter.getAsLong();
    long startNs = System.nanoTime();
    long count = first;
    long fromNs = startNs;
    for (long dueNs = windowNs; dueNs <= length.toNanos(); dueNs += windowNs) {
      for (long waitNs; (waitNs = startNs + dueNs - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(waitNs);
      }
      long nowNs = System.nanoTime();
      long now = counter.getAsLong();
      rates.add((now - count) * 1e9 / (nowNs - fromNs));
      count = now;
      fromNs = nowNs;
    }
    return new Flow(count - first, fromNs - startNs, rates);
  }

  /// The rate over the whole time.
  public double perSecond() {
    return elapsedNs == 0 ? 0 : count * 1e9 / elapsedNs;
  }
}
