package http;

import java.util.concurrent.atomic.LongAdder;

/// How often something took how long. Any thread may add.
public final class Histogram {
  /// Upper ends of the buckets.
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final LongAdder[] buckets = new LongAdder[SECONDS.length + 1];
  private final LongAdder ns = new LongAdder();

  /// An empty one.
  public Histogram() {
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  /// Something took so long.
  public void add(long tookNs) {
    int i = 0;
    while (i < SECONDS.length && tookNs > SECONDS[i] * 1e9) {
      i++;
    }
    buckets[i].increment();
    ns.add(tookNs);
  }

  /// Writes it.
  ///
  /// @param labels `name="value"`
  public void write(Exposition out, String name, String labels) {
    long count = 0;
    for (int i = 0; i < buckets.length; i++) {
      count += buckets[i].sum();
      String end = i < SECONDS.length ? Double.toString(SECONDS[i]) : "+Inf";
      out.line(name + "_bucket", labels + ",le=\"" + end + "\"", count);
    }
    out.line(name + "_sum", labels, ns.sum() / 1e9);
    out.line(name + "_count", labels, count);
  }
}
