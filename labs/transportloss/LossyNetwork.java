package labs.transportloss;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import transport.proxy.Proxy;

/// A network between a client and its server.
///
/// @param delayMs that each packet is held back, each way
/// @param lossPercent of the packets that are lost, each way
public record LossyNetwork(int delayMs, int lossPercent) {
  /// All that are measured.
  public static final List<LossyNetwork> ALL =
      Stream.of(0, 10, 50)
          .flatMap(delay -> Stream.of(0, 1, 5).map(loss -> new LossyNetwork(delay, loss)))
          .toList();

  private static final long LATE_NS = 5_000_000;

  /// Whether anything is lost.
  public boolean loses() {
    return lossPercent > 0;
  }

  /// In ids of rows and measures.
  public String id() {
    return "d" + delayMs + "_l" + lossPercent;
  }

  /// For people.
  @Override
  public String toString() {
    return delayMs + " ms and " + (loses() ? lossPercent + " %" : "no") + " loss";
  }

  /// As it is.
  Proxy.Network real() {
    return new Proxy.Network(lossPercent / 100.0, Duration.ofMillis(delayMs));
  }

  /// The same while it loses nothing.
  Proxy.Network lossless() {
    return new Proxy.Network(0, Duration.ofMillis(delayMs));
  }

  /// An answer that takes longer is late: its round trip and 5 ms more.
  long lateNs() {
    return 2 * Duration.ofMillis(delayMs).toNanos() + LATE_NS;
  }
}
