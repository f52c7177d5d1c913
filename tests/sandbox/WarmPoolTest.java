package sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import sandbox.CountedEngine.Opening;
import sandbox.WarmPool.Counts;
import sandbox.quickjs.QuickJsEngine;

/// The pool, held against a model through any history; then with its own keeper and several
/// tenants at once.
class WarmPoolTest {
  private static final byte[] WELL = {};
  private static final byte[] BADLY = {1};
  private static final long SECOND_NS = 1_000_000_000;
  private static final long AGE_NS = 60 * SECOND_NS;
  private static final WarmPool.Size TEN = WarmPool.Size.DOCUMENTED;

  enum Act {
    LEASE,
    LEASE_AGAIN,
    RUN,
    RUN_BADLY,
    CLOSE,
    CLOSE_LAST,
    CLOSE_BADLY,
    TEND,
    SECONDS,
    MINUTE,
    OPEN_WELL,
    OPEN_TRAPPED,
    OPEN_REFUSED
  }

  private record Waits(long number, long sinceNs) {}

  private static final class Lease {
    final Instance instance;
    final long number;
    boolean used;
    boolean poisons;

    Lease(Instance instance, long number) {
      this.instance = instance;
      this.number = number;
    }
  }

  /// A pool and what must be true of it, told in the simplest way.
  private static final class Model {
    private final CountedEngine engine = new CountedEngine();
    private final WarmPool.Size size;
    private final WarmPool pool;
    private final Deque<Waits> waiting = new ArrayDeque<>();
    private final Deque<Lease> leases = new ArrayDeque<>();
    private final Set<Long> ran = new HashSet<>();
    private long nowNs = Long.MAX_VALUE - AGE_NS; // as System.nanoTime, it may pass over
    private long brokenUntilNs = nowNs;
    private long made;
    private long stale;
    private long poisoned;
    private long exhausted;

    Model(int waits, int more) {
      size = new WarmPool.Size(waits, waits + more, Duration.ofNanos(AGE_NS));
      pool = new WarmPool(engine, engine.compile(WELL), size, () -> nowNs);
    }

    void act(Act act) {
      switch (act) {
        case LEASE, LEASE_AGAIN -> lease();
        case RUN -> run(WELL);
        case RUN_BADLY -> run(BADLY);
        case CLOSE -> close(leases.poll(), false);
        case CLOSE_LAST -> close(leases.pollLast(), false);
        case CLOSE_BADLY -> close(leases.poll(), true);
        case TEND -> tend();
        case SECONDS -> nowNs += 7 * SECOND_NS;
        case MINUTE -> nowNs += AGE_NS;
        case OPEN_WELL -> engine.opening = Opening.WELL;
        case OPEN_TRAPPED -> engine.opening = Opening.TRAPPED;
        case OPEN_REFUSED -> engine.opening = Opening.REFUSED;
      }
      holds();
    }

    void holds() {
      assertEquals(
          new Counts(waiting.size(), leases.size(), stale, poisoned, exhausted), pool.counts());
      assertEquals(waiting.size() + leases.size(), engine.openInstances());
      assertTrue(engine.openMost() <= size.most());
    }

    private boolean isStale(Waits each) {
      return nowNs - each.sinceNs() >= AGE_NS;
    }

    private void lease() {
      if (waiting.isEmpty() && leases.size() == size.most()) {
        exhausted++;
        try (Instance none = pool.open(engine.limits())) {
          assertEquals(Status.POOL_EXHAUSTED, none.run(WELL).status());
        }
        return;
      }
      Waits first = waiting.poll();
      if (first != null && !isStale(first)) {
        leases.add(new Lease(pool.open(engine.limits()), first.number()));
        return;
      }
      stale += first == null ? 0 : 1;
      if (engine.opening == Opening.REFUSED) {
        poisoned++;
        assertThrows(IllegalStateException.class, () -> pool.open(engine.limits()));
        return;
      }
      leases.add(new Lease(pool.open(engine.limits()), ++made));
      if (engine.opening == Opening.WELL) brokenUntilNs = nowNs;
    }

    private void run(byte[] input) {
      Lease lease = leases.peek();
      if (lease == null) return;
      if (lease.used) {
        assertThrows(IllegalStateException.class, () -> lease.instance.run(input));
        return;
      }
      lease.used = true;
      boolean opened = lease.instance.unopened().isEmpty();
      Outcome outcome = lease.instance.run(input);
      assertEquals(opened && input == WELL, outcome.status() == Status.OK);
      assertEquals(lease.number, CountedEngine.number(outcome));
      assertTrue(ran.add(lease.number), "two runs in one sandbox");
      lease.poisons = outcome.status() != Status.OK;
    }

    private void close(Lease lease, boolean badly) {
      if (lease == null) return;
      engine.closesBadly = badly;
      if (badly) {
        assertThrows(IllegalStateException.class, lease.instance::close);
      } else {
        lease.instance.close();
      }
      engine.closesBadly = false;
      lease.instance.close();
      assertThrows(IllegalStateException.class, () -> lease.instance.run(WELL));
      poisoned += badly || lease.poisons ? 1 : 0;
    }

    private void tend() {
      pool.tend();
      while (nowNs - brokenUntilNs >= 0) {
        boolean old = !waiting.isEmpty() && isStale(waiting.peek());
        int all = waiting.size() + leases.size();
        if (!old && (waiting.size() == size.waiting() || all == size.most())) return;
        if (old) {
          waiting.poll();
          stale++;
        }
        if (engine.opening == Opening.WELL) {
          waiting.add(new Waits(++made, nowNs));
        } else {
          made += engine.opening == Opening.TRAPPED ? 1 : 0;
          poisoned++;
          brokenUntilNs = nowNs + AGE_NS;
        }
      }
    }

    void end() {
      if (!leases.isEmpty()) assertThrows(IllegalStateException.class, pool::close);
      while (!leases.isEmpty()) act(Act.CLOSE);
      pool.close();
      pool.close();
      assertEquals(0, engine.openInstances());
      assertThrows(IllegalStateException.class, () -> pool.open(engine.limits()));
      pool.tend();
      assertEquals(0, engine.openInstances());
    }
  }

  @Property(tries = 2_000)
  void aPoolDoesWhatItsModelDoesThroughAnyHistory(
      @ForAll @IntRange(min = 1, max = 4) int waiting,
      @ForAll @IntRange(max = 2) int more,
      @ForAll @Size(max = 60) List<Act> acts) {
    Model model = new Model(waiting, more);
    model.act(Act.TEND);
    acts.forEach(model::act);
    model.end();
  }

  @Example
  void allTenWaitAndTenTenantsGetThem() {
    CountedEngine engine = new CountedEngine();
    WarmPool pool = WarmPool.over(engine, engine.compile(WELL), TEN);
    assertEquals(10, pool.counts().waiting());
    assertEquals(10, engine.openInstances());
    List<Instance> leases = new ArrayList<>();
    for (int i = 0; i < 10; i++) leases.add(pool.open(engine.limits()));
    assertEquals(Status.POOL_EXHAUSTED, pool.run(WELL).status());
    leases.forEach(each -> assertEquals(Status.OK, each.run(WELL).status()));
    assertThrows(IllegalStateException.class, pool::close);
    leases.forEach(Instance::close);
    await(() -> pool.counts().waiting() == 10);
    pool.close();
    assertEquals(0, engine.openInstances());
  }

  @Example
  void whatWaitsTooLongIsReplacedWhileNobodyAsks() {
    CountedEngine engine = new CountedEngine();
    WarmPool.Size brief = new WarmPool.Size(3, 3, Duration.ofMillis(1));
    WarmPool pool = WarmPool.over(engine, engine.compile(WELL), brief);
    await(() -> pool.counts().stale() >= 9);
    assertTrue(engine.openMost() <= 3);
    pool.close();
    assertEquals(0, engine.openInstances());
  }

  /// Its keeper has left the engine's threads, so that the engine may be closed at once.
  @Example
  void aClosedPoolIsKeptByNobody() {
    CountedEngine engine = new CountedEngine();
    WarmPool pool = WarmPool.over(engine, engine.compile(WELL), TEN);
    await(() -> engine.running() == 1);
    engine.leavingNs = SECOND_NS / 10;
    pool.close();
    assertEquals(0, engine.running());
  }

  @Example
  void tenantsAtTheSameTimeNeverShareASandbox() throws InterruptedException {
    CountedEngine engine = new CountedEngine();
    WarmPool.Size four = new WarmPool.Size(4, 4, Duration.ofMillis(2));
    WarmPool pool = WarmPool.over(engine, engine.compile(WELL), four);
    ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    List<Thread> tenants = new ArrayList<>();
    for (int tenant = 0; tenant < 4; tenant++) {
      tenants.add(
          Thread.startVirtualThread(
              () -> {
                for (int i = 0; i < 5_000; i++) outcomes.add(pool.run(WELL));
              }));
    }
    for (Thread tenant : tenants) tenant.join();
    assertEquals(20_000, outcomes.stream().mapToLong(CountedEngine::number).distinct().count());
    assertEquals(0, pool.counts().exhausted(), "four tenants, four sandboxes");
    assertTrue(engine.openMost() <= 4);
    pool.close();
    assertEquals(0, engine.openInstances());
  }

  @Example
  void otherLimitsAndSizesThatMakeNoSenseAreRefused() {
    CountedEngine engine = new CountedEngine();
    try (WarmPool pool = WarmPool.over(engine, engine.compile(WELL), TEN)) {
      assertThrows(IllegalArgumentException.class, () -> pool.open(Limits.BASIC.withFuel(1)));
    }
    Duration age = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new WarmPool.Size(0, 1, age));
    assertThrows(IllegalArgumentException.class, () -> new WarmPool.Size(2, 1, age));
    assertThrows(IllegalArgumentException.class, () -> new WarmPool.Size(1, 1, Duration.ZERO));
  }

  @Example
  void sandboxesThatStayWithTheirThreadAreNotPooled() throws Exception {
    try (QuickJsEngine engine = new QuickJsEngine(Limits.BASIC);
        Agent agent = engine.compile(new byte[] {'1'})) {
      assertThrows(IllegalArgumentException.class, () -> WarmPool.over(engine, agent, TEN));
      Instance moved = engine.onGuestThread(() -> agent.open(engine.limits()));
      assertThrows(IllegalStateException.class, () -> moved.run(WELL));
      moved.close();
      assertEquals(Status.OK, agent.run(WELL).status());
    }
  }

  private static void await(BooleanSupplier held) {
    long untilNs = System.nanoTime() + 60 * SECOND_NS;
    while (!held.getAsBoolean()) {
      assertTrue(System.nanoTime() - untilNs < 0, "it did not come about within a minute");
      Thread.onSpinWait();
    }
  }
}
