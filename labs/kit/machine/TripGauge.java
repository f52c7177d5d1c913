package kit.machine;

import java.io.IOException;
import java.util.List;

/// What one round trip costs a thread that sleeps until the byte is there. One that looks all the
/// time gets it sooner, so this is a cost and no bound.
record TripGauge(String id, String label, Ping ping) implements Gauge {
  /// A byte there and back.
  interface Ping extends AutoCloseable {
    /// Sends it and waits for its return.
    void once() throws IOException;

    @Override
    void close() throws IOException;
  }

  @Override
  public List<Quantity> quantities() {
    String how = "one byte there and back between two threads, blocking; median of a repeat";
    return List.of(new Quantity(id, label, "us", how, Quantity.Sum.LEAST));
  }

  @Override
  public double[] repeat(long sliceNs) throws IOException {
    Times repeat = new Times();
    long nowNs = System.nanoTime();
    long endNs = nowNs + sliceNs;
    while (repeat.count() == 0 || nowNs < endNs && !repeat.full()) {
      ping.once();
      long backNs = System.nanoTime();
      repeat.add(backNs - nowNs);
      nowNs = backNs;
    }
    return new double[] {repeat.quantileUs(0.5)};
  }

  @Override
  public void close() throws IOException {
    ping.close();
  }
}
