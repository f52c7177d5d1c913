package kit.machine;

import java.io.IOException;
import java.util.List;
import kit.result.Limit;

/// What one round trip costs: the least that a request and its answer can.
final class TripGauge implements Gauge {
  /// A byte there and back.
  interface Ping extends AutoCloseable {
    /// Sends it and waits for its return.
    void once() throws IOException;

    @Override
    void close() throws IOException;
  }

  private final String id;
  private final String label;
  private final Ping ping;
  private final Repeats medians = new Repeats();

  TripGauge(String id, String label, Ping ping) {
    this.id = id;
    this.label = label;
    this.ping = ping;
  }

  @Override
  public void repeat(long sliceNs) throws IOException {
    Times repeat = new Times();
    long nowNs = System.nanoTime();
    long endNs = nowNs + sliceNs;
    while (nowNs < endNs && !repeat.full()) {
      ping.once();
      long backNs = System.nanoTime();
      repeat.add(backNs - nowNs);
      nowNs = backNs;
    }
    if (repeat.count() > 0) {
      medians.add(repeat.quantileUs(0.5));
    }
  }

  @Override
  public void forget() {
    medians.forget();
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        medians.limit(id, label, "us", "one byte there and back between two threads, blocking"));
  }

  @Override
  public void close() throws IOException {
    ping.close();
  }
}
