package transport.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Stands between clients and one server, loses packets at random and holds the others back, the
/// same time for each, so that their order stays.
///
/// The losses are drawn from a seed, one draw for each packet in the order in which packets come.
/// That order is the same in two runs only as far as their peers' timing is.
public abstract sealed class Proxy implements AutoCloseable permits UdpProxy, TcpProxy {
  final Road road;

  /// What happens to each packet, in both directions.
  ///
  /// @param loss the probability that it is lost, 0 to 1
  /// @param delay how long it is held back
  public record Network(double loss, Duration delay) {
    public Network {
      if (!(loss >= 0 && loss <= 1)) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + loss);
      }
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is not negative: " + delay);
      }
    }
  }

  Proxy(Network network, long seed) {
    road = new Road(network, seed);
  }

  /// Where clients find it.
  public abstract InetSocketAddress address();

  /// Changes the network for packets that come from now on; any thread may.
  public final void become(Network other) {
    road.network = other;
  }

  /// Packets that were passed on, or are held back for it.
  public final long passed() {
    return road.passed.get();
  }

  /// Packets that were lost on purpose.
  public final long lost() {
    return road.lost.get();
  }

  /// Ends it; what is held back is lost.
  @Override
  public abstract void close() throws IOException;
}
