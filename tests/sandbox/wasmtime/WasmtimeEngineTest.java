package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sandbox.Agent;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.Status;
import sandbox.workload.Workload;

class WasmtimeEngineTest {
  private static final Limits LIMITS = Limits.BASIC.withMemoryBytes(4 << 20);

  /// Hands out what it is given.
  private static final String ECHO =
      """
      (module
        (memory (export "memory") 1)
        (func (export "run") (param i32) (result i64)
          (i64.or (i64.const 0x400_00000000) (i64.extend_i32_u (local.get 0)))))
      """;

  /// Counts in a memory that begins with 41 how often it was called.
  private static final String COUNTER =
      """
      (module
        (memory (export "memory") 1)
        (data (i32.const 2048) "\\29")
        (func (export "run") (param i32) (result i64)
          (i32.store8
            (i32.const 2048)
            (i32.add (i32.load8_u (i32.const 2048)) (i32.const 1)))
          (i64.const 0x800_00000001)))
      """;

  private WasmtimeEngine engine;

  @BeforeEach
  void open() {
    engine = OpenEngine.with(LIMITS);
  }

  @AfterEach
  void nothingIsLeft() {
    if (engine != null) {
      assertEquals(0, engine.openInstances());
      engine.close();
    }
  }

  private Agent agent(String wat) throws Exception {
    return engine.compile(Wat.binary(wat));
  }

  @Test
  void inputComesBackWhateverItsLength() throws Exception {
    Agent echo = agent(ECHO);
    Random random = new Random(3);
    for (int bytes : new int[] {0, 1, 64_512, 64_513, 200_000, LIMITS.inputBytes()}) {
      byte[] input = new byte[bytes];
      random.nextBytes(input);
      Outcome outcome = echo.run(input);
      assertEquals(Status.OK, outcome.status(), outcome::toString);
      assertArrayEquals(input, outcome.output());
      assertTrue(outcome.memoryBytes() >= bytes + 1_024, outcome::toString);
    }
  }

  @Test
  void inputThatDoesNotFitIntoTheMemoryIsNoInput() throws Exception {
    Agent echo = agent(ECHO);
    Limits onePage = LIMITS.withMemoryBytes(Limits.PAGE_BYTES);
    Outcome outcome = engine.onGuestThread(() -> inOne(echo, new byte[64_513], onePage));
    assertEquals(Status.OUT_OF_MEMORY, outcome.status(), outcome::toString);
    outcome = engine.onGuestThread(() -> inOne(echo, new byte[64_512], onePage));
    assertEquals(Status.OK, outcome.status(), outcome::toString);
  }

  @Test
  void memoryThatOneRunMayNotHaveIsRefusedToItAlone() throws Exception {
    Agent large = agent(ECHO.replace("\") 1)", "\") 2)"));
    Limits onePage = LIMITS.withMemoryBytes(Limits.PAGE_BYTES);
    Outcome outcome = engine.onGuestThread(() -> inOne(large, new byte[1], onePage));
    assertEquals(Status.OUT_OF_MEMORY, outcome.status(), outcome::toString);
    assertEquals(Status.OK, large.run(new byte[1]).status());
  }

  private static Outcome inOne(Agent agent, byte[] input, Limits limits) {
    try (Instance instance = agent.open(limits)) {
      return instance.run(input);
    }
  }

  @Test
  void everySandboxBeginsAsTheModuleSays() throws Exception {
    Agent counter = agent(COUNTER);
    for (int i = 0; i < 100; i++) {
      assertArrayEquals(new byte[] {42}, counter.run(new byte[0]).output());
    }
  }

  @Test
  void fuelIsTheSameForTheSameWork() throws Exception {
    Agent agent = agent(Workload.FIBONACCI.wat());
    long fuel = agent.run(Workload.input(1)).fuel();
    assertTrue(fuel > 1_000, () -> "fuel " + fuel);
    assertEquals(fuel, agent.run(Workload.input(2)).fuel());
    Limits less = LIMITS.withFuel(fuel * 9 / 10); // it is looked at in loops and calls
    Outcome outcome = engine.onGuestThread(() -> inOne(agent, Workload.input(1), less));
    assertEquals(Status.OUT_OF_FUEL, outcome.status());
    Limits enough = LIMITS.withFuel(fuel);
    outcome = engine.onGuestThread(() -> inOne(agent, Workload.input(1), enough));
    assertEquals(Status.OK, outcome.status());
  }

  @Test
  void oneMoreThanThePoolHasRoomForIsTold() throws Exception {
    Agent agent = agent(ECHO);
    engine.onGuestThread(
        () -> {
          List<Instance> all = new ArrayList<>();
          for (int i = 0; i < 4; i++) {
            all.add(agent.open(LIMITS));
          }
          assertEquals(Status.POOL_EXHAUSTED, inOne(agent, new byte[1], LIMITS).status());
          assertEquals(4, engine.openInstances());
          all.removeLast().close();
          assertEquals(Status.OK, inOne(agent, new byte[1], LIMITS).status());
          all.forEach(each -> assertEquals(Status.OK, each.run(new byte[1]).status()));
          all.forEach(Instance::close);
          all.forEach(Instance::close);
          return null;
        });
  }

  @Test
  void sandboxIsForOneRun() throws Exception {
    Agent agent = agent(ECHO);
    engine.onGuestThread(
        () -> {
          Instance instance = agent.open(LIMITS);
          instance.run(new byte[1]);
          assertThrows(IllegalStateException.class, () -> instance.run(new byte[1]));
          instance.close();
          Instance closed = agent.open(LIMITS);
          closed.close();
          assertThrows(IllegalStateException.class, () -> closed.run(new byte[1]));
          return null;
        });
  }

  @Test
  void guestsRunOnGuestThreadsAlone() throws Exception {
    Agent agent = agent(ECHO);
    String refusal =
        assertThrows(IllegalStateException.class, () -> agent.open(LIMITS)).getMessage();
    assertTrue(refusal.contains("Engine#onGuestThread"), refusal);
    Instance instance = engine.onGuestThread(() -> agent.open(LIMITS));
    assertThrows(IllegalStateException.class, () -> instance.run(new byte[1]));
    instance.close();
    Outcome[] handedOver = new Outcome[1];
    Thread.ofVirtual().start(() -> handedOver[0] = agent.run(new byte[1])).join();
    assertEquals(Status.OK, handedOver[0].status());
    try (WasmtimeEngine deeper = OpenEngine.with(LIMITS.withStackBytes(1 << 20))) {
      Agent deep = deeper.compile(Wat.binary(ECHO));
      assertThrows(
          IllegalStateException.class,
          () -> engine.onGuestThread(() -> deep.open(deeper.limits())));
    }
  }

  @Test
  void runsGetNoMoreThanTheEngineAllows() throws Exception {
    Agent agent = agent(ECHO);
    Limits more = LIMITS.withFuel(LIMITS.fuel() + 1);
    assertThrows(
        IllegalArgumentException.class, () -> engine.onGuestThread(() -> agent.open(more)));
  }

  @Test
  void nothingIsFreedWhileASandboxIsOpen() throws Exception {
    Agent agent = agent(ECHO);
    Instance instance = engine.onGuestThread(() -> agent.open(LIMITS));
    assertThrows(IllegalStateException.class, agent::close);
    assertThrows(IllegalStateException.class, engine::close);
    assertEquals(Status.OK, engine.onGuestThread(() -> instance.run(new byte[1])).status());
    instance.close();
    agent.close();
    agent.close();
    assertThrows(IllegalStateException.class, () -> engine.onGuestThread(() -> agent.open(LIMITS)));
  }

  @Test
  void closedEngineRefusesEverything() throws Exception {
    Agent agent = agent(ECHO);
    engine.close();
    engine.close();
    assertThrows(IllegalStateException.class, () -> engine.compile(Wat.binary(ECHO)));
    assertThrows(RuntimeException.class, () -> agent.run(new byte[1]));
    assertEquals(0, engine.openInstances());
  }

  @Test
  void tenantsAtTheSameTimeGetTheirOwnResults() throws Exception {
    List<Thread> threads = new ArrayList<>();
    int[] wrong = new int[Workload.values().length];
    for (Workload workload : List.of(Workload.OBJECTS, Workload.STRINGS, Workload.FIBONACCI)) {
      Agent agent = agent(workload.wat());
      long expected = workload.expected(0);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      wrong[workload.ordinal()] =
                          (int)
                              IntStream.range(0, 2_000)
                                  .filter(
                                      i ->
                                          !Workload.handsOut(
                                              expected + i, agent.run(Workload.input(i))))
                                  .count()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertArrayEquals(new int[wrong.length], wrong);
  }

  @Test
  void nobodyIsStoppedBeforeTheirTimeIsOver() throws Exception {
    Limits unfuelled = LIMITS.withFuel(Long.MAX_VALUE).withWallMs(20);
    try (WasmtimeEngine own = OpenEngine.with(unfuelled, new Pool(1, 0), Optional.empty())) {
      Agent endless =
          own.compile(Wat.binary(ECHO.replace("(i64.or", "(loop $on (br $on)) (i64.or")));
      for (int i = 0; i < 20; i++) {
        long begunNs = System.nanoTime();
        Outcome outcome = endless.run(new byte[0]);
        long tookNs = System.nanoTime() - begunNs;
        assertEquals(Status.TIMEOUT, outcome.status(), outcome::toString);
        assertTrue(tookNs >= 20_000_000, () -> "stopped after " + tookNs + " ns of 20 ms");
      }
    }
  }
}
