package kit.load;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import kit.stats.Latencies;
import org.HdrHistogram.AtomicHistogram;

/// One run of a load. The calling thread starts what is due and waits; a thread that ends an
/// operation goes on with its lane itself, so that nothing is handed over between threads.
final class Run implements Completion {
  /// Kinds beyond this are counted together: a kind that names its operation must not fill memory.
  private static final int KINDS = 64;

  private final Load load;
  private final Plan plan;
  private final Schedule schedule;
  private final Lane[] lanes;
  private final Target target;
  private final Progress progress;
  private final NanoClock clock;
  private final AtomicHistogram latenciesNs =
      new AtomicHistogram(Latencies.HIGHEST_NS, Latencies.DIGITS);

  /// From the start of each; null in a closed loop, where that is the intended start.
  private final AtomicHistogram sent;

  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Thread runner = Thread.currentThread();

  /// The run was given up: what ends from now on is counted already.
  private volatile boolean closed;

  private volatile Throwable fault;

  Run(
      Load load,
      Plan plan,
      Schedule schedule,
      Lane[] lanes,
      Target target,
      Progress progress,
      NanoClock clock) {
    this.load = load;
    this.sent =
        load instanceof OpenLoop
            ? new AtomicHistogram(Latencies.HIGHEST_NS, Latencies.DIGITS)
            : null;
    this.plan = plan;
    this.schedule = schedule;
    this.lanes = lanes;
    this.target = target;
    this.progress = progress;
    this.clock = clock;
  }

  Recording run() {
    progress.follow(lanes);
    Watch watch;
    long endNs;
    try (TimerSlack _ = TimerSlack.tighten()) {
      long startNs = clock.nanoTime();
      schedule.begin(startNs);
      watch = new Watch(plan, schedule, lanes, startNs);
      endNs = pace(watch);
    }
    if (fault != null) {
      throw new IllegalStateException(fault.getMessage(), fault);
    }
    Latencies latencies = Latencies.of(latenciesNs);
    Latencies fromSend = sent == null ? latencies : Latencies.of(sent);
    return new Tally(load, schedule, lanes, failures).recording(endNs, watch, latencies, fromSend);
  }

  /// Starts what is due until all is done or the watch gives up.
  ///
  /// @return when it ended
  private long pace(Watch watch) {
    while (true) {
      for (Lane lane; (lane = next(watch)) != null; ) {
        drive(lane);
      }
      long nowNs = clock.nanoTime();
      if (schedule.over()) {
        return nowNs;
      }
      boolean interrupted = Thread.currentThread().isInterrupted();
      if (interrupted || fault != null || watch.givesUp(nowNs)) {
        abandon(nowNs);
        if (interrupted) {
          throw new CancellationException("the load was interrupted before its end");
        }
        return nowNs;
      }
      clock.parkUntil(Math.min(schedule.wakeNs(), watch.wakeNs()));
    }
  }

  /// A lane with an operation to start now. The watch looks first: what is due and not started yet
  /// is in the system.
  private Lane next(Watch watch) {
    long nowNs = clock.nanoTime();
    watch.look(nowNs);
    return schedule.due(nowNs);
  }

  /// Starts the lane's operation, and further ones for as long as they end before `start` returns.
  private void drive(Lane lane) {
    do {
      try {
        target.start(lane.number, lane.index, this);
      } catch (RuntimeException | Error e) {
        fail(
            new IllegalStateException(
                "the target threw when operation %s was started on lane %s: %s"
                    .formatted(lane.index, lane.number, e),
                e));
        return;
      }
      if (!lane.startReturned()) {
        return;
      }
    } while (schedule.take(lane, lane.freedNs));
    callRunner();
  }

  @Override
  public void succeeded(int lane, long index) {
    ended(lane, index, null);
  }

  @Override
  public void failed(int lane, long index, String kind) {
    ended(lane, index, kind);
  }

  private void ended(int number, long index, String kind) {
    long nowNs = clock.nanoTime();
    Lane lane = lanes[number];
    if (!lane.claim(index)) {
      if (!closed) {
        throw fail(
            new IllegalStateException(
                "the target ended operation %s on lane %s, which is not in flight"
                    .formatted(index, number)));
      }
      return;
    }
    record(lane, nowNs, kind);
    if (lane.recorded()) {
      if (schedule.take(lane, nowNs)) {
        drive(lane);
      } else {
        callRunner();
      }
    }
  }

  private void record(Lane lane, long nowNs, String kind) {
    lane.end(nowNs, kind != null);
    if (kind == null) {
      latenciesNs.recordValue(Math.clamp(nowNs - lane.intendedNs, 0, Latencies.HIGHEST_NS));
      progress.slowest().ended(lane.intendedNs, nowNs);
      if (sent != null) {
        sent.recordValue(Math.clamp(nowNs - lane.sentNs, 0, Latencies.HIGHEST_NS));
      }
    } else {
      String known = failures.size() < KINDS || failures.containsKey(kind) ? kind : "other";
      failures.computeIfAbsent(known, _ -> new LongAdder()).increment();
    }
  }

  /// Counts everything that is still in flight as unfinished. A lane whose operation is being
  /// recorded at this moment is waited for: that takes no longer than recording does.
  private void abandon(long nowNs) {
    closed = true;
    schedule.end();
    for (Lane lane : lanes) {
      if (lane.inFlight() && lane.claim(lane.index)) {
        record(lane, nowNs, Recording.UNFINISHED);
        lane.recorded();
      } else {
        lane.awaitRecorded();
      }
    }
  }

  private void callRunner() {
    if (schedule.callsRunner()) {
      LockSupport.unpark(runner);
    }
  }

  private IllegalStateException fail(IllegalStateException cause) {
    fault = cause;
    schedule.end();
    LockSupport.unpark(runner);
    return cause;
  }
}
