package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sandbox.Agent;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.Status;
import sandbox.WarmPool;
import sandbox.workload.Workload;

/// A warm pool over real sandboxes.
class WarmSandboxesTest {
  private static final Limits LIMITS = Limits.BASIC.withMemoryBytes(4 << 20).withWallMs(20);
  private static final byte[] NOTHING = {};

  private static final String ENDLESS =
      """
      (module
        (memory (export "memory") 1)
        (func (export "run") (param i32) (result i64) (loop $on (br $on)) (unreachable)))
      """;

  private WasmtimeEngine engine;

  @BeforeEach
  void open() {
    engine =
        OpenEngine.with(LIMITS.withFuel(Long.MAX_VALUE), new Pool(8, 64 << 10), Optional.empty());
  }

  @AfterEach
  void nothingIsLeft() {
    if (engine != null) {
      assertEquals(0, engine.openInstances());
      engine.close();
    }
  }

  private WarmPool warm(String wat, int waiting) throws Exception {
    WarmPool.Size size = new WarmPool.Size(waiting, waiting, WarmPool.Size.DOCUMENTED.age());
    return WarmPool.over(engine, engine.compile(Wat.binary(wat)), size);
  }

  private Outcome inOne(Instance instance, byte[] input) {
    return engine.onGuestThread(
        () -> {
          try (instance) {
            return instance.run(input);
          }
        });
  }

  @Test
  void timeThatASandboxWaitsIsNotItsOwn() throws Exception {
    try (WarmPool warm = warm(Workload.FIBONACCI.wat(), 4);
        Agent endless = engine.compile(Wat.binary(ENDLESS))) {
      Instance waited = warm.open(engine.limits());
      for (int i = 0; i < 3; i++) {
        assertEquals(Status.TIMEOUT, endless.run(NOTHING).status(), "the clock goes on");
      }
      Outcome outcome = inOne(waited, Workload.input(1));
      assertTrue(Workload.handsOut(Workload.FIBONACCI.expected(1), outcome), outcome::toString);
    }
  }

  @Test
  void tenantsOfAPoolGetTheirOwnResults() throws Exception {
    AtomicInteger right = new AtomicInteger();
    try (WarmPool warm = warm(Workload.OBJECTS.wat(), 4)) {
      List<Thread> tenants = new ArrayList<>();
      long expected = Workload.OBJECTS.expected(0);
      for (int tenant = 0; tenant < 4; tenant++) {
        int first = 1_000 * tenant;
        tenants.add(
            Thread.startVirtualThread(
                () -> {
                  for (int i = first; i < first + 500; i++) {
                    Outcome outcome = warm.run(Workload.input(i));
                    right.addAndGet(Workload.handsOut(expected + i, outcome) ? 1 : 0);
                  }
                }));
      }
      for (Thread tenant : tenants) {
        tenant.join();
      }
      assertEquals(0, warm.counts().exhausted());
      assertEquals(0, warm.counts().poisoned());
    }
    assertEquals(2_000, right.get());
  }

  @Test
  void whatTheEngineHasNoRoomForNeverWaits() throws Exception {
    try (WarmPool warm = warm(Workload.ARITHMETIC.wat(), 10)) {
      assertEquals(8, warm.counts().waiting());
      assertEquals(1, warm.counts().poisoned());
      assertEquals(Status.OK, warm.run(Workload.input(1)).status());
    }
  }

  @Test
  void anAgentWhoseStartHarmsIsNotKeptWaiting() throws Exception {
    String start = ENDLESS.replace("(memory", "(func $s (loop $on (br $on))) (start $s) (memory");
    try (WarmPool warm = warm(start, 3)) {
      assertEquals(0, warm.counts().waiting());
      assertEquals(1, warm.counts().poisoned(), "it is tried once, not over and over");
      assertEquals(Status.TIMEOUT, warm.run(NOTHING).status());
      assertEquals(2, warm.counts().poisoned());
    }
  }

  @Test
  void aTenantWhoDoesHarmIsFollowedByOthersAsIfNothingWere() throws Exception {
    try (WarmPool bad = warm(ENDLESS, 2);
        WarmPool good = warm(Workload.ARITHMETIC.wat(), 2)) {
      for (int i = 0; i < 4; i++) {
        assertEquals(Status.TIMEOUT, bad.run(NOTHING).status());
        Outcome outcome = good.run(Workload.input(i));
        assertTrue(Workload.handsOut(Workload.ARITHMETIC.expected(i), outcome));
      }
      assertEquals(4, bad.counts().poisoned());
    }
  }
}
