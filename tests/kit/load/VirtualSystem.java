package kit.load;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/// A system with known properties on a simulated clock, for measuring the ruler: this many servers,
/// each busy for a time drawn from a known distribution, first come first served, and stalls in
/// which it stands still. Runs in no time and always the same.
final class VirtualSystem implements Target, NanoClock {
  private record Event(long ns, long order, Runnable action) {}

  private record Call(int lane, long index, Completion done) {}

  private final int servers;
  private final LongSupplier serviceNs;
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::ns).thenComparingLong(Event::order));

  private long nowNs;
  private long order;
  private int busy;
  private long stallFromNs = Long.MAX_VALUE;
  private long stallToNs = Long.MAX_VALUE;
  private long oversleepNs;
  private long sleepsOnTime;
  private long swallowFrom = Long.MAX_VALUE;
  private long failEvery;
  private long lostNs;
  private boolean ending;

  long started;
  int inFlight;
  int inFlightMost;

  VirtualSystem(int servers, LongSupplier serviceNs) {
    this.servers = servers;
    this.serviceNs = serviceNs;
  }

  /// As many servers as callers: a pure delay.
  static VirtualSystem delay(LongSupplier delayNs) {
    return new VirtualSystem(Integer.MAX_VALUE, delayNs);
  }

  /// Stands still for a while: what is being served or arrives meanwhile goes on afterwards.
  VirtualSystem stall(long fromNs, long toNs) {
    stallFromNs = fromNs;
    stallToNs = toNs;
    return this;
  }

  /// The load's thread sleeps too long, except for its first sleeps.
  VirtualSystem oversleeping(long ns, long exceptFirst) {
    oversleepNs = ns;
    sleepsOnTime = exceptFirst;
    return this;
  }

  /// Never answers operations from this index on.
  VirtualSystem swallowingFrom(long index) {
    swallowFrom = index;
    return this;
  }

  /// Fails every n-th operation.
  VirtualSystem failingEvery(long n) {
    failEvery = n;
    return this;
  }

  /// Its clock is behind by so much whenever it is read to end an operation.
  VirtualSystem losing(long ns) {
    lostNs = ns;
    return this;
  }

  @Override
  public void start(int lane, long index, Completion done) {
    started++;
    inFlightMost = Math.max(inFlightMost, ++inFlight);
    if (index >= swallowFrom) {
      return;
    }
    Call call = new Call(lane, index, done);
    if (busy < servers) {
      serve(call);
    } else {
      waiting.add(call);
    }
  }

  private void serve(Call call) {
    busy++;
    at(servedBy(nowNs, serviceNs.getAsLong()), () -> finish(call));
  }

  private long servedBy(long fromNs, long workNs) {
    long begin = fromNs >= stallFromNs && fromNs < stallToNs ? stallToNs : fromNs;
    boolean caught = begin < stallFromNs && begin + workNs > stallFromNs;
    return begin + workNs + (caught ? stallToNs - stallFromNs : 0);
  }

  private void finish(Call call) {
    busy--;
    inFlight--;
    if (!waiting.isEmpty()) {
      serve(waiting.poll());
    }
    ending = true;
    if (failEvery > 0 && call.index() % failEvery == 0) {
      call.done().failed(call.lane(), call.index(), "refused");
    } else {
      call.done().succeeded(call.lane(), call.index());
    }
    ending = false;
  }

  private void at(long ns, Runnable action) {
    events.add(new Event(ns, order++, action));
  }

  @Override
  public long nanoTime() {
    return ending ? nowNs - lostNs : nowNs;
  }

  /// Lives through everything that happens until then, or until the first thing that happens.
  @Override
  public void parkUntil(long deadlineNs) {
    long wakeNs = deadlineNs + (sleepsOnTime-- > 0 ? 0 : oversleepNs);
    if (events.isEmpty() || events.peek().ns() > wakeNs) {
      nowNs = Math.max(nowNs, wakeNs);
      return;
    }
    do {
      Event event = events.poll();
      nowNs = Math.max(nowNs, event.ns());
      event.action().run();
    } while (oversleepNs > 0 && !events.isEmpty() && events.peek().ns() <= wakeNs);
    if (oversleepNs > 0) {
      nowNs = Math.max(nowNs, wakeNs);
    }
  }
}
