package labs.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kit.load.Recording;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.StreamHandler;

/// Sends datagrams at a pace. If that is confirmed, the server is asked how many it has heard until
/// that is all of them or, when all have left, none has come for a while; where the others were
/// lost is told by what each place has counted.
final class Datagrams extends Job {
  /// When datagrams are due.
  ///
  /// @param atOnce so many at the beginning
  /// @param perSecond and so many a second; without end: as many as are taken
  /// @param length for so long
  record Pace(long atOnce, double perSecond, Duration length) {
    static Pace burst(long many) {
      return new Pace(many, 0, Duration.ZERO);
    }

    static Pace of(double perSecond, Duration length) {
      return new Pace(0, perSecond, length);
    }

    static Pace flatOut(Duration length) {
      return new Pace(0, Double.POSITIVE_INFINITY, length);
    }

    boolean isFlatOut() {
      return Double.isInfinite(perSecond);
    }

    boolean isOver(long ns) {
      return ns >= length.toNanos();
    }

    /// How many are due by then.
    long due(long ns) {
      if (isFlatOut()) return Long.MAX_VALUE;
      return atOnce + (long) (perSecond / 1e9 * Math.min(ns, length.toNanos()));
    }
  }

  /// What became of datagrams, each count of those in the one before.
  ///
  /// @param offered that were due
  /// @param taken by the send queue
  /// @param sent in packets
  /// @param arrived in packets
  /// @param heard by the session's handler
  /// @param elapsedNs until the last that was heard, as far as the asking can tell
  record Seen(long offered, long taken, long sent, long arrived, long heard, long elapsedNs) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0, 0, 0);

    Seen plus(Seen more) {
      return new Seen(
          offered + more.offered,
          taken + more.taken,
          sent + more.sent,
          arrived + more.arrived,
          heard + more.heard,
          elapsedNs + more.elapsedNs);
    }

    private Seen since(Seen before) {
      return new Seen(0, 0, sent - before.sent, arrived - before.arrived, heard - before.heard, 0);
    }

    /// Whether each count is of those in the one before.
    boolean isSound() {
      return offered >= taken && taken >= sent && sent >= arrived && arrived >= heard;
    }
  }

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final Duration NEXT_TURN = Duration.ofNanos(1);
  private static final Duration TICK = Duration.ofNanos(500_000);

  /// What has left and is not heard for so long is lost: later it would be counted in the next run.
  private static final long PATIENCE_NS = 250_000_000;

  private static final int ANSWER_BYTES = 100;

  private final ByteBuffer payload;
  private final boolean confirmed;
  private final List<Double> rates = new ArrayList<>();
  private Pace pace;
  private Seen before = Seen.NOTHING;
  private Seen now = Seen.NOTHING;
  private long beganNs;
  private long grewNs;
  private long offered;
  private long taken;
  private long takenBefore;

  /// @param confirmed whether the receiver is asked
  Datagrams(ByteBuffer payload, boolean confirmed, Pace pace) {
    super(confirmed ? "/datagrams" : "/discard");
    this.payload = payload.duplicate();
    this.confirmed = confirmed;
    this.pace = pace;
  }

  /// Sets the pace for the next run; not while one is under way.
  Datagrams at(Pace next) {
    pace = next;
    return this;
  }

  /// What became of those of the last run.
  Seen seen() {
    Seen gone = now.since(before);
    return new Seen(offered, taken, gone.sent, gone.arrived, gone.heard, grewNs - beganNs);
  }

  /// Datagrams taken a second, in windows of 100 ms.
  List<Double> rates() {
    return List.copyOf(rates);
  }

  @Override
  void begin() {
    before = now;
    offered = 0;
    taken = 0;
    takenBefore = 0;
    rates.clear();
    beganNs = System.nanoTime();
    grewNs = beganNs;
    push();
  }

  private void push() {
    long ns = System.nanoTime() - beganNs;
    for (long due = pace.due(ns); offered < due; offered++) {
      if (session().sendDatagram(payload.rewind())) {
        taken++;
      } else if (pace.isFlatOut()) {
        break;
      }
    }
    while ((rates.size() + 1) * Recording.WINDOW_NS <= ns) {
      rates.add((taken - takenBefore) * 1e9 / Recording.WINDOW_NS);
      takenBefore = taken;
    }
    if (!pace.isOver(ns)) {
      session().quic().schedule(pace.isFlatOut() ? NEXT_TURN : TICK, this::push);
    } else if (confirmed) {
      ask();
    } else {
      done();
    }
  }

  private void ask() {
    Optional<LoopStream> stream = session().open(true, new Question());
    if (stream.isEmpty()) {
      fail("the server allows no stream to ask on");
    } else {
      stream.get().write(NOTHING.duplicate(), true);
    }
  }

  private void answered(long heard, long arrived) {
    long nowNs = System.nanoTime();
    if (heard > now.heard) grewNs = nowNs;
    now = new Seen(0, 0, session().quic().statistics().datagramsSent(), arrived, heard, 0);
    boolean gone = now.sent - before.sent == taken && nowNs - grewNs > PATIENCE_NS;
    if (gone || heard - before.heard == taken) {
      done();
    } else {
      session().quic().schedule(TICK, this::ask);
    }
  }

  @Override
  public void onDatagram(LoopSession on, ByteBuffer data) {
    fail("the server sends no datagrams at " + path());
  }

  /// A stream on which the server says what it has heard.
  private final class Question implements StreamHandler {
    private final ByteBuffer answer = ByteBuffer.allocate(ANSWER_BYTES);

    @Override
    public void onReadable(LoopStream stream) {
      int read;
      do {
        read = stream.read(answer);
      } while (read > 0 && answer.hasRemaining());
      if (read >= 0) return;
      String[] numbers = US_ASCII.decode(answer.flip()).toString().split(" ");
      answered(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    @Override
    public void onWritable(LoopStream stream) {}

    @Override
    public void onReset(LoopStream stream, long code) {
      fail("the server broke its answer off");
    }

    @Override
    public void onStopSending(LoopStream stream, long code) {}
  }
}
