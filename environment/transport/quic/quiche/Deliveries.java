package transport.quic.quiche;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import transport.quic.ConnectionStatistics;

/// What is to be done once all that was written has been acknowledged.
///
/// quiche does not say what of a stream is acknowledged. All of the connection's is when nothing is
/// on the way. On a connection that never rests it is told by counts. From a moment on at which all
/// had left, more bytes must be acknowledged than were on the way then: so a later packet was.
/// Three times in turn, that takes three round trips, within which QUIC either has each packet of
/// before acknowledged or sends its bytes again (RFC 9002, 6.1). If any were sent again, it starts
/// anew.
final class Deliveries {
  private static final int PASSES = 3;
  private static final long LEAST_PATIENCE_NS = Duration.ofMillis(50).toNanos();
  private static final int PATIENCE_ROUND_TRIPS = 8;

  private final Queue<Runnable> asked = new ArrayDeque<>();

  /// Those that the passes are for.
  private final Queue<Runnable> round = new ArrayDeque<>();

  private int passes;
  private long goalBytes;
  private long repeats;

  /// What counts as on the way when nothing is: packets that hold acknowledgements alone.
  private long uncountedBytes;

  private long sinceNs;
  private boolean late;

  boolean isEmpty() {
    return asked.isEmpty() && round.isEmpty();
  }

  /// Whether some wait for so long that the program must send nothing new until they are done.
  boolean areLate() {
    return late;
  }

  void add(Runnable task) {
    if (isEmpty()) {
      sinceNs = System.nanoTime();
    }
    asked.add(task);
  }

  /// Takes what need not wait any longer.
  ///
  /// @param left whether all that was written has left, as far as congestion control lets it
  /// @param rests whether, besides, nothing is on the way
  List<Runnable> due(long address, Scratch scratch, boolean left, boolean rests) {
    long acknowledged = Answers.acknowledgedBytes(address, scratch);
    long onTheWay = Answers.sentAndNotAcknowledgedBytes(scratch) - uncountedBytes;
    long repeatsNow = Answers.repeats(scratch);
    long nowNs = System.nanoTime();
    if (rests) {
      uncountedBytes += onTheWay;
      round.addAll(asked);
      asked.clear();
    } else {
      if (round.isEmpty()) {
        round.addAll(asked);
        asked.clear();
        passes = 0;
      } else if (repeatsNow != repeats) {
        passes = 0;
      }
      ConnectionStatistics path = Answers.statistics(address, scratch);
      // quiche stops short of the window; with half of it free it has nothing left to send
      if (passes == 0
          ? left && onTheWay < path.congestionWindowBytes() / 2
          : acknowledged > goalBytes) {
        passes++;
        goalBytes = acknowledged + onTheWay;
        repeats = repeatsNow;
      }
      if (passes <= PASSES) {
        long patienceNs = PATIENCE_ROUND_TRIPS * path.roundTrip().toNanos();
        late = nowNs - sinceNs > Math.max(LEAST_PATIENCE_NS, patienceNs);
        return List.of();
      }
    }
    late = false;
    sinceNs = nowNs;
    List<Runnable> due = new ArrayList<>(round);
    round.clear();
    return due;
  }
}
