package sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import runtime.ThreadEnd;

/// An agent whose next sandboxes are open before anybody asks. Whoever asks gets the one that has
/// waited longest, alone and for one run; another takes its place. One that waits too long is
/// replaced, one that could not be opened never waits, and where none waits one is opened at once,
/// as long as there may be more of them. A sandbox that waits uses none of its time or fuel: both
/// begin with its run.
///
/// ```java
/// try (Agent warm = WarmPool.over(engine, engine.compile(code), WarmPool.Size.DOCUMENTED)) {
///   Outcome outcome = warm.run(input);
/// }
/// ```
public final class WarmPool implements Agent {
  private static final long WAIT_NS_MIN = 1_000_000;

  /// @param waiting how many sandboxes wait
  /// @param most how many there are at a time, waiting or not
  /// @param age at which one that waits is replaced
  public record Size(int waiting, int most, Duration age) {
    /// The document's: ten, 60 s.
    public static final Size DOCUMENTED = new Size(10, 10, Duration.ofSeconds(60));

    public Size {
      if (waiting < 1 || most < waiting || age.isNegative() || age.isZero()) {
        throw new IllegalArgumentException(
            "a sandbox or more wait, for a time, and there are at least as many; not %s of %s for %s"
                .formatted(waiting, most, age));
      }
    }
  }

  /// What a pool has come to.
  ///
  /// @param waiting sandboxes that wait now
  /// @param leased those that somebody has now
  /// @param stale those that waited too long
  /// @param poisoned those that could not be opened, and those whose run did not end as OK or THREW
  /// @param exhausted how often there was none, and none more could be
  public record Counts(int waiting, int leased, long stale, long poisoned, long exhausted) {}

  private record Waiting(Instance instance, long sinceNs) {}

  /// The lock, until it is closed.
  private interface Held extends AutoCloseable {
    @Override
    void close();
  }

  private final Engine engine;
  private final Agent agent;
  private final Limits limits;
  private final Size size;
  private final LongSupplier clockNs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Tends it until it is closed; null if nobody does.
  private Thread keeper;

  // All of it under the lock. A sandbox is waiting, leased or, while it is opened or closed, busy.
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int leased;
  private int busy;
  private long stale;
  private long poisoned;
  private long exhausted;
  private long brokenUntilNs;
  private boolean closed;

  /// One that nobody tends.
  ///
  /// @param clockNs as [System#nanoTime]
  WarmPool(Engine engine, Agent agent, Size size, LongSupplier clockNs) {
    if (!engine.handsOver()) {
      throw new IllegalArgumentException(
          engine.name() + " runs a sandbox only on the thread that opened it; none can wait");
    }
    this.engine = engine;
    this.agent = agent;
    this.size = size;
    this.clockNs = clockNs;
    limits = engine.limits();
    brokenUntilNs = clockNs.getAsLong();
  }

  /// A pool whose sandboxes all wait, each with all that the engine allows.
  ///
  /// @param agent of this engine; the pool closes it
  /// @throws IllegalArgumentException if the engine's sandboxes stay with their threads
  public static WarmPool over(Engine engine, Agent agent, Size size) {
    WarmPool pool = new WarmPool(engine, agent, size, System::nanoTime);
    engine.onGuestThread(pool::tend);
    pool.keeper =
        Thread.ofPlatform()
            .daemon()
            .name("warm pool")
            .start(() -> engine.onGuestThread(pool::tendUntilClosed));
    return pool;
  }

  private Held held() {
    lock.lock();
    return lock::unlock;
  }

  public Counts counts() {
    try (Held _ = held()) {
      return new Counts(waiting.size(), leased, stale, poisoned, exhausted);
    }
  }

  /// A sandbox that has waited, or else a new one, or one that says POOL_EXHAUSTED.
  ///
  /// @param given the engine's own
  @Override
  public Instance open(Limits given) {
    if (!given.equals(limits)) {
      throw new IllegalArgumentException("what waits has the engine's limits, not " + given);
    }
    Waiting next;
    try (Held _ = held()) {
      while (!closed && isFull() && busy > 0) {
        changed.awaitUninterruptibly();
      }
      if (closed) {
        throw new IllegalStateException("the pool is closed");
      }
      if (isFull()) {
        exhausted++;
        return new Exhausted();
      }
      next = waiting.poll();
      leased++;
      changed.signalAll();
    }
    return next != null && !isStale(next) ? new Lease(next.instance()) : lease(next);
  }

  /// Whether whoever asks can get none.
  private boolean isFull() {
    return waiting.isEmpty() && leased + busy >= size.most();
  }

  private boolean isStale(Waiting each) {
    return clockNs.getAsLong() - each.sinceNs() >= size.age().toNanos();
  }

  private Lease lease(Waiting old) {
    Instance made = null;
    try {
      made = replacing(old);
      return new Lease(made);
    } finally {
      if (made == null) {
        giveBack(false);
      } else if (made.unopened().isEmpty()) {
        try (Held _ = held()) {
          brokenUntilNs = clockNs.getAsLong();
        }
      }
    }
  }

  private Instance replacing(Waiting old) {
    if (old != null) {
      try (Held _ = held()) {
        stale++;
      }
      old.instance().close();
    }
    return agent.open(limits);
  }

  private void giveBack(boolean well) {
    try (Held _ = held()) {
      leased--;
      poisoned += well ? 0 : 1;
      changed.signalAll();
    }
  }

  /// Replaces those that are stale and opens those that lack, on a guest thread. Where one cannot
  /// be opened it leaves them, for as long as one may wait, to those who ask: an agent whose start
  /// never ends would else take a core.
  Void tend() {
    while (true) {
      Waiting old;
      try (Held _ = held()) {
        if (closed || !isWanting()) {
          return null;
        }
        old = isStale() ? waiting.poll() : null;
        busy++;
      }
      keepOrClose(made(old));
    }
  }

  /// Whether the one that has waited longest has waited too long.
  private boolean isStale() {
    return !waiting.isEmpty() && isStale(waiting.peek());
  }

  private boolean isWanting() {
    boolean lacks =
        waiting.size() + busy < size.waiting() && waiting.size() + leased + busy < size.most();
    return (lacks || isStale()) && clockNs.getAsLong() - brokenUntilNs >= 0;
  }

  private Instance made(Waiting old) {
    try {
      return replacing(old);
    } catch (RuntimeException e) {
      return null; // whoever asks for a sandbox opens one, and sees it
    }
  }

  private void keepOrClose(Instance made) {
    boolean good = made != null && made.unopened().isEmpty();
    try (Held _ = held()) {
      if (good && !closed) {
        waiting.add(new Waiting(made, clockNs.getAsLong()));
        busy--;
        changed.signalAll();
        return;
      }
    }
    try {
      if (made != null) {
        made.close();
      }
    } catch (RuntimeException e) {
      good = false;
    }
    try (Held _ = held()) {
      busy--;
      poisoned += good ? 0 : 1;
      brokenUntilNs = clockNs.getAsLong() + size.age().toNanos();
      changed.signalAll();
    }
  }

  private Void tendUntilClosed() {
    while (true) {
      tend();
      try (Held _ = held()) {
        if (closed) {
          return null;
        }
        if (!isWanting()) {
          long sinceNs = waiting.isEmpty() ? clockNs.getAsLong() : waiting.peek().sinceNs();
          long ageNs = clockNs.getAsLong() - sinceNs;
          changed.awaitNanos(Math.max(size.age().toNanos() - ageNs, WAIT_NS_MIN));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
  }

  @Override
  public Outcome run(byte[] input) {
    return engine.run(this, input);
  }

  /// Closes those that wait, and the agent. Nothing of it is left on the engine's threads.
  ///
  /// @throws IllegalStateException if somebody has a sandbox of it
  @Override
  public void close() {
    List<Waiting> left;
    try (Held _ = held()) {
      if (leased > 0) {
        throw new IllegalStateException(
            "%s sandboxes of the pool are leased; close them first".formatted(leased));
      }
      closed = true;
      changed.signalAll();
      while (busy > 0) {
        changed.awaitUninterruptibly();
      }
      left = List.copyOf(waiting);
      waiting.clear();
    }
    if (keeper != null) {
      ThreadEnd.await(keeper);
    }
    left.forEach(each -> each.instance().close());
    agent.close();
  }

  /// A sandbox for one tenant and one run.
  private final class Lease implements Instance {
    private final Instance instance;
    private boolean well = true;
    private boolean used;
    private boolean over;

    Lease(Instance instance) {
      this.instance = instance;
    }

    @Override
    public Optional<Outcome> unopened() {
      return instance.unopened();
    }

    @Override
    public Outcome run(byte[] input) {
      if (used || over) {
        throw new IllegalStateException("a sandbox is for one run");
      }
      used = true;
      well = false;
      Outcome outcome = instance.run(input);
      well = outcome.status() == Status.OK || outcome.status() == Status.THREW;
      return outcome;
    }

    @Override
    public void close() {
      if (!over) {
        over = true;
        boolean gone = false;
        try {
          instance.close();
          gone = true;
        } finally {
          giveBack(well && gone);
        }
      }
    }
  }

  private record Exhausted() implements Instance {
    @Override
    public Optional<Outcome> unopened() {
      return Optional.of(
          Outcome.of(Status.POOL_EXHAUSTED, "all sandboxes that there may be are in use"));
    }

    @Override
    public Outcome run(byte[] input) {
      return unopened().orElseThrow();
    }

    @Override
    public void close() {}
  }
}
