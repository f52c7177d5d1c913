package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.SimulatedEngine;
import sandbox.Status;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

/// Agents that mean harm (`datasets/workloads/sandbox-abuse`): each ends as its first line says,
/// the host lives, and the next tenant, who gets the only slot that there is, finds nothing of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseTest {
  private static final Limits MOST =
      Limits.BASIC.withMemoryBytes(16 << 20).withFuel(Long.MAX_VALUE).withWallMs(60_000);
  private static final Limits BY_FUEL = MOST.withFuel(10_000_000);
  private static final Limits BY_TIME = MOST.withWallMs(50);

  private WasmtimeEngine engine;
  private Agent probe;
  private Agent honest;

  @BeforeAll
  void open() throws Exception {
    engine = OpenEngine.with(MOST, new Pool(1, 64 << 10), Optional.empty());
    probe = engine.compile(Wat.binary(Abuse.PROBE));
    honest = engine.compile(Wat.binary(Workload.OBJECTS.wat()));
  }

  @AfterAll
  void close() {
    if (engine != null) {
      engine.close();
      assertEquals(0, engine.openInstances());
    }
  }

  private static Outcome run(Engine engine, byte[] code, byte[] input, Limits limits) {
    try (Agent agent = engine.compile(code)) {
      return engine.onGuestThread(
          () -> {
            try (Instance instance = agent.open(limits)) {
              return instance.run(input);
            }
          });
    } catch (RejectedCode e) {
      return Outcome.of(Status.REJECTED, e.getMessage());
    }
  }

  private Outcome run(byte[] code, Limits limits) {
    return run(engine, code, new byte[0], limits);
  }

  private void nextTenantIsUntouched() {
    assertEquals(0, engine.openInstances());
    Outcome found = probe.run(new byte[0]);
    assertArrayEquals(new byte[8], found.output(), "words that another tenant left: " + found);
    assertTrue(Workload.handsOut(Workload.OBJECTS.expected(3), honest.run(Workload.input(3))));
  }

  @TestFactory
  Stream<DynamicTest> endsAsItsFirstLineSays() throws IOException {
    return Abuse.corpus(Abuse.MODULES).stream()
        .map(
            abuse ->
                dynamicTest(
                    abuse.name(),
                    () -> {
                      byte[] code = Wat.binary(abuse.text());
                      Outcome byFuel = run(code, BY_FUEL);
                      assertEquals(abuse.byFuel(), byFuel.status(), byFuel::toString);
                      nextTenantIsUntouched();
                      Outcome byTime = run(code, BY_TIME);
                      assertEquals(abuse.byTime(), byTime.status(), byTime::toString);
                      nextTenantIsUntouched();
                    }));
  }

  @Test
  void everyStatusOfAnAgentIsInTheCorpus() throws IOException {
    List<Status> ends =
        Abuse.corpus(Abuse.MODULES).stream()
            .flatMap(a -> Stream.of(a.byFuel(), a.byTime()))
            .distinct()
            .toList();
    for (Status status : Status.values()) {
      boolean ofNoAgent = status == Status.OK || status == Status.POOL_EXHAUSTED;
      assertEquals(!ofNoAgent, ends.contains(status), status::toString);
    }
  }

  @Test
  void theSimulatedSandboxNoticesNothing() throws IOException {
    try (SimulatedEngine simulated = new SimulatedEngine(MOST)) {
      for (Abuse abuse : Abuse.corpus(Abuse.MODULES)) {
        Outcome outcome = run(simulated, abuse.text().getBytes(), new byte[0], BY_FUEL);
        assertNotEquals(abuse.byFuel(), outcome.status(), abuse.name());
      }
    }
  }

  @Test
  void whatIsNoModuleIsRejected() throws Exception {
    byte[] code = Wat.binary(Workload.STRINGS.wat());
    int whole = 0;
    for (int bytes = 0; bytes < code.length; bytes++) {
      Status status = run(Arrays.copyOf(code, bytes), BY_FUEL).status();
      whole += status == Status.OK ? 1 : 0;
      assertTrue(status == Status.REJECTED || status == Status.OK, status + " at " + bytes);
    }
    assertEquals(1, whole, "without its last section, the names, it is a module");
    byte[] garbage = new byte[10_000];
    new Random(1).nextBytes(garbage);
    assertEquals(Status.REJECTED, run(garbage, BY_FUEL).status());
    nextTenantIsUntouched();
  }

  @Test
  void aModuleWithAnyByteChangedHarmsNobody() throws Exception {
    byte[] code = Wat.binary(Workload.OBJECTS.wat());
    Random random = new Random(2);
    for (int i = 0; i < code.length; i++) {
      byte[] changed = code.clone();
      changed[i] ^= (byte) (1 << random.nextInt(8));
      run(changed, BY_TIME.withFuel(1_000_000));
    }
    nextTenantIsUntouched();
  }

  @Test
  void tooMuchCodeOrInputIsRejected() throws Exception {
    byte[] code = Wat.binary(Workload.ARITHMETIC.wat());
    // A custom section without a name pads a module to any length.
    int padding = MOST.codeBytes() + 1 - code.length;
    int body = padding - 4;
    byte[] padded = Arrays.copyOf(code, code.length + padding);
    padded[code.length + 1] = (byte) (body | 0x80);
    padded[code.length + 2] = (byte) (body >> 7 | 0x80);
    padded[code.length + 3] = (byte) (body >> 14);
    assertEquals(
        "REJECTED: the code has 524289 bytes, and 524288 are allowed",
        run(padded, BY_FUEL).toString());
    byte[] fits = Arrays.copyOf(padded, MOST.codeBytes());
    fits[code.length + 1] = (byte) (body - 1 | 0x80);
    assertEquals(Status.OK, run(fits, BY_FUEL).status());
    byte[] input = new byte[MOST.inputBytes() + 1];
    assertEquals(
        "REJECTED: the input has 1048577 bytes, and 1048576 are allowed",
        run(engine, code, input, BY_FUEL).toString());
    assertEquals(Status.OK, run(engine, code, new byte[MOST.inputBytes()], BY_FUEL).status());
    nextTenantIsUntouched();
  }
}
