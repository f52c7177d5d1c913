package transport.quic.quiche;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import transport.quic.ConnectionStatistics;

/// The streams of a connection whose end was written when their last bytes had left already.
///
/// quiche forgets a stream when its bytes are acknowledged and what the peer sent is read, also one
/// whose end is still in its queue or was lost (its issue 2525); then the peer never hears of the
/// end. So such a stream waits here until what it sent is acknowledged: one that the peer still
/// sends on with reading, another one with its end, which quiche then sends again until it arrives.
///
/// quiche does not say what of a stream is acknowledged. All is when nothing of the connection is
/// on the way, and it is taken to be when the connection has lost nothing for two round trips and a
/// margin. One that always sends and always loses waits for a second and no longer.
final class LateEnds {
  private static final long MOST_NS = Duration.ofSeconds(1).toNanos();
  private static final long MARGIN_NS = Duration.ofMillis(20).toNanos();

  /// @param sinceNs from when on nothing was lost
  /// @param lost how many packets the connection had lost then
  private record Waiting(long stream, long askedNs, long sinceNs, long lost) {}

  private final Queue<Waiting> waiting = new ArrayDeque<>();

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean contains(long stream) {
    return waiting.stream().anyMatch(one -> one.stream == stream);
  }

  void add(long stream, ConnectionStatistics connection) {
    long nowNs = System.nanoTime();
    waiting.add(new Waiting(stream, nowNs, nowNs, connection.packetsLost()));
  }

  /// Takes one that need not wait any longer.
  ///
  /// @param all whether none need
  /// @return -1 if there is none
  long next(boolean all, ConnectionStatistics connection) {
    long nowNs = System.nanoTime();
    for (int left = waiting.size(); left > 0; left--) {
      Waiting first = waiting.peek();
      boolean lossy = connection.packetsLost() != first.lost;
      if (all
          || nowNs - first.askedNs >= MOST_NS
          || !lossy && nowNs - first.sinceNs >= quietNs(connection)) {
        return waiting.poll().stream;
      }
      if (!lossy) {
        return -1;
      }
      waiting.poll();
      waiting.add(new Waiting(first.stream, first.askedNs, nowNs, connection.packetsLost()));
    }
    return -1;
  }

  /// When to ask again at the latest.
  long dueNs(ConnectionStatistics connection) {
    return waiting.peek().sinceNs + quietNs(connection);
  }

  private static long quietNs(ConnectionStatistics connection) {
    return 2 * connection.roundTrip().toNanos() + MARGIN_NS;
  }
}
