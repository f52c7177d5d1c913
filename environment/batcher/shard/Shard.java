package batcher.shard;

import batcher.event.EventLayout;
import batcher.frame.Cause;
import batcher.frame.FrameWriter;
import batcher.rule.FlushRule;
import batcher.sink.Outlet;
import java.util.ArrayDeque;

/// The batching machine of one shard. One thread turns it; a turn never waits.
///
/// A turn takes events off the ring into their keys' open batches, closes what is full or due,
/// and, if the outlet is idle, lets the rule give it more and sends all closed batches as one
/// frame. While the outlet is busy closed batches pile up in the store, then events in the ring,
/// and then the producers feel it: nothing is dropped on the way.
public final class Shard {
  /// Events taken in one turn at most, so that time-outs and the sink are looked at in between.
  private static final int TURN_EVENTS = 1_024;

  /// Keys forgotten in a turn that takes few events; in others twice as many as it takes, so that
  /// keys which never come back go faster than they can come.
  private static final int TURN_EVICTIONS = 64;

  private final ShardOptions options;
  private final EventRing ring;
  private final Spill spill;
  private final FlushRule rule;
  private final Outlet outlet;
  private final FrameWriter frame;

  private final EventStore store;
  private final KeyTable keys;
  private final Distinct distinct;
  private final BatchList open = new BatchList(OpenBatch.OPEN);
  private final BatchList unsent = new BatchList(OpenBatch.UNSENT);
  private final ArrayDeque<OpenBatch> closed = new ArrayDeque<>();
  private final ArrayDeque<OpenBatch> spare = new ArrayDeque<>();
  private final ShardCounts counts = new ShardCounts();

  /// Never falls, so that no flush is forgotten because another one is just being carried out.
  private volatile long flushUpTo;

  private long flushed;
  private long taken;
  private long sent;
  private long batchNumber;
  private long nextDueNs;
  private boolean drained;
  private boolean idle;
  private boolean roomy;

  /// @param spill null for none
  public Shard(
      ShardOptions options,
      EventRing ring,
      Spill spill,
      FlushRule rule,
      KeyHash hash,
      Outlet outlet,
      FrameWriter frame) {
    this.options = options;
    this.ring = ring;
    this.spill = spill;
    this.rule = rule;
    this.outlet = outlet;
    this.frame = frame;
    this.store = new EventStore(options.storeEvents());
    this.keys = new KeyTable(hash);
    this.distinct = new Distinct(options.batchEventsMax());
  }

  /// One turn at the time `nowNs`. Returns how much was done; 0 means that the thread may rest.
  public int turn(long nowNs) {
    int events = take(nowNs);
    int work = events;
    if (spill != null && spill.isActive()) {
      work += spill.refill(ring);
    }
    work += closeDue(nowNs);
    if (isFlushDue()) {
      flushed = taken;
      closeAll(nowNs);
    }
    work += send(nowNs);
    int evictions = Math.max(TURN_EVICTIONS, 2 * events);
    work += keys.evict(nowNs - options.keyIdleNs(), evictions);
    rule.tick(nowNs, taken, store.used());
    if (work > 0) {
      counts.publish(taken, sent, keys.size());
    }
    return work;
  }

  /// Asks that every batch with an event accepted so far be closed, whatever the rule says.
  public synchronized void flush() {
    flushUpTo = ring.accepted();
  }

  private boolean isFlushDue() {
    return flushUpTo > flushed && taken >= flushUpTo;
  }

  /// Whether the next turn can do something that the last one could not: the ring holds something
  /// that it can take, a flush was asked for, or the outlet has become free.
  public boolean hasWork() {
    return (ring.depth() > 0 || spill != null && spill.isActive()) && store.room() > 0
        || isFlushDue()
        || outlet.hasRoom() != roomy
        || outlet.isIdle() != idle;
  }

  /// When the next turn is due though nothing comes in; [Long#MAX_VALUE] if never.
  public long wakeAtNs(long nowNs) {
    long wakeAtNs = outlet.wakeAtNs();
    OpenBatch first = open.first();
    if (first != null) {
      wakeAtNs = earlier(wakeAtNs, nextDueNs, nowNs);
      if (idle && rule.isEager()) {
        wakeAtNs = earlier(wakeAtNs, first.firstNs + rule.budgetNs(), nowNs);
      }
    }
    return wakeAtNs;
  }

  /// Whether the spill, which nothing can enter any more, is empty as well.
  public boolean isSpillDone() {
    return spill == null || spill.isDone();
  }

  /// Whether nothing is left here: all that was taken is delivered, or held by the outlet.
  public boolean isEmpty() {
    return store.used() == 0 && outlet.isEmpty();
  }

  /// Events in open and closed batches that the outlet has not been given.
  int held() {
    return store.used();
  }

  public ShardCounts counts() {
    return counts;
  }

  private int take(long nowNs) {
    int limit = Math.min(TURN_EVENTS, store.room());
    int count = 0;
    drained = false;
    long[] words = ring.words();
    while (count < limit) {
      int offset = ring.peek();
      if (offset < 0) {
        drained = true;
        break;
      }
      put(words, offset, nowNs);
      count++;
    }
    if (count > 0) {
      ring.release();
      taken += count;
    }
    return count;
  }

  private void put(long[] words, int offset, long nowNs) {
    Key key = keys.of(words, offset, nowNs);
    int slot = store.add(words, offset, nowNs);
    OpenBatch batch = key.open;
    if (batch == null) {
      batch = begin(key, slot, words[offset + EventLayout.SEQUENCE], nowNs);
    } else {
      store.link(batch.tail, slot);
      batch.tail = slot;
      batch.count++;
    }
    if (rule.isEager()) {
      key.arrived(nowNs);
    }
    if (batch.count >= rule.sizeEvents()) {
      close(batch, Cause.SIZE, nowNs);
    }
  }

  private OpenBatch begin(Key key, int slot, long sequence, long nowNs) {
    OpenBatch batch = spare.isEmpty() ? new OpenBatch() : spare.removeLast();
    batch.key = key;
    batch.head = slot;
    batch.tail = slot;
    batch.count = 1;
    batch.firstSequence = sequence;
    batch.firstNs = nowNs;
    batch.dueNs = nowNs + rule.lingerNs();
    keys.busy(key);
    key.open = batch;
    open.addLast(batch);
    unsent.addLast(batch);
    return batch;
  }

  private void close(OpenBatch batch, Cause cause, long nowNs) {
    batch.cause = cause;
    batch.closedNs = nowNs;
    open.remove(batch);
    batch.key.open = null;
    keys.idle(batch.key, nowNs);
    closed.addLast(batch);
    counts.close(cause);
  }

  /// Open batches stand in the order of their first events, so the search ends at the first that is
  /// too young for any linger that the rule can have had.
  private int closeDue(long nowNs) {
    int count = 0;
    long floorNs = rule.lingerFloorNs();
    OpenBatch batch = open.first();
    nextDueNs = Long.MAX_VALUE;
    while (batch != null && nowNs - batch.firstNs >= floorNs) {
      OpenBatch after = open.after(batch);
      if (nowNs - batch.dueNs >= 0) {
        close(batch, Cause.TIME, nowNs);
        count++;
      } else {
        nextDueNs = earlier(nextDueNs, batch.dueNs, nowNs);
      }
      batch = after;
    }
    if (batch != null) {
      nextDueNs = earlier(nextDueNs, batch.firstNs + floorNs, nowNs);
    }
    return count;
  }

  private void closeAll(long nowNs) {
    while (open.first() != null) {
      close(open.first(), Cause.ASKED, nowNs);
    }
  }

  private int send(long nowNs) {
    int events = 0;
    while (roomy = outlet.hasRoom()) {
      idle = outlet.isIdle();
      if (idle && rule.isEager()) {
        closeEager(nowNs);
      }
      if (closed.isEmpty() && store.room() == 0) {
        closeOldest(nowNs);
      }
      if (closed.isEmpty()) {
        break;
      }
      frame.begin();
      while (!closed.isEmpty() && frame.fits(closed.peekFirst().count)) {
        events += write(closed.removeFirst());
      }
      sent += frame.events();
      counts.publish(taken, sent, keys.size());
      OpenBatch first = unsent.first();
      long covered = first == null ? taken : first.firstSequence - 1;
      outlet.take(frame.end(options.epoch(), options.shard(), covered));
    }
    idle = outlet.isIdle();
    return events;
  }

  /// While the ring still holds events only age is a reason to go early: what is in the ring may be
  /// what a batch waits for.
  private void closeEager(long nowNs) {
    OpenBatch batch = open.first();
    while (batch != null) {
      OpenBatch after = open.after(batch);
      double rate = drained ? batch.key.rate(nowNs) : Double.POSITIVE_INFINITY;
      if (rule.goes(batch.count, nowNs - batch.firstNs, rate)) {
        close(batch, Cause.IDLE, nowNs);
      } else if (!drained) {
        break;
      }
      batch = after;
    }
  }

  /// Makes room by letting the oldest eighth of the open batches go early.
  private void closeOldest(long nowNs) {
    for (int i = open.size() / 8; i >= 0 && open.first() != null; i--) {
      close(open.first(), Cause.ROOM, nowNs);
    }
  }

  private int write(OpenBatch batch) {
    frame.beginBatch(batch.key.direction, batch.cause, ++batchNumber);
    distinct.begin();
    long[] words = store.words();
    long satoshis = 0;
    long timeMin = Long.MAX_VALUE;
    long timeMax = Long.MIN_VALUE;
    long waitNs = 0;
    for (int slot = batch.head; slot != EventStore.NONE; slot = store.next(slot)) {
      int offset = EventStore.offset(slot);
      frame.event(words, offset);
      distinct.add(words, offset);
      satoshis += words[offset + EventLayout.SATOSHIS];
      timeMin = Math.min(timeMin, words[offset + EventLayout.TIME]);
      timeMax = Math.max(timeMax, words[offset + EventLayout.TIME]);
      waitNs += batch.closedNs - store.takenNs(slot);
      if (rule.listens()) {
        rule.waited(store.takenNs(slot), batch.closedNs);
      }
    }
    rule.closed();
    frame.endBatch(
        satoshis,
        timeMin,
        timeMax,
        distinct.peers(),
        distinct.pieces(),
        batch.closedNs - batch.firstNs,
        waitNs);
    int count = batch.count;
    unsent.remove(batch);
    store.free(batch.head, batch.tail, count);
    batch.key = null;
    spare.addLast(batch);
    return count;
  }

  private static long earlier(long a, long b, long nowNs) {
    if (a == Long.MAX_VALUE) {
      return b;
    }
    return b == Long.MAX_VALUE || a - nowNs < b - nowNs ? a : b;
  }
}
