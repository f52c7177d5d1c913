package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.wasmtime.Wat;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

/// What every engine keeps, whatever runs in it: honest work comes out right, who means harm ends
/// as named within the limits that the engine has, and the next tenant sees nothing of it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineContract {
  /// The most of any run.
  protected static final Limits MOST =
      Limits.BASIC.withMemoryBytes(16 << 20).withFuel(Long.MAX_VALUE).withWallMs(60_000);

  private static final byte[] NOTHING = {};

  /// What is tested.
  protected Engine engine;

  /// Opens it.
  protected abstract Engine open(Limits limits) throws Exception;

  /// Whether its agents are WebAssembly, or else scripts.
  protected abstract boolean isWasm();

  /// How agents of the corpus end that do not end by time as their first line says, as the engine's
  /// page has it.
  protected abstract Map<String, Status> otherwise();

  /// Whether fuel ends a run.
  protected boolean countsFuel() {
    return false;
  }

  /// How long abuse may go on.
  protected abstract Limits scarce();

  @BeforeAll
  void open() throws Exception {
    if (isWasm()) {
      String absence = WasmtimeLibrary.absence().orElse("");
      Assumptions.assumeTrue(
          absence.isEmpty(), "WebAssembly's text is read by Wasmtime: " + absence);
    }
    engine = open(MOST);
  }

  @AfterAll
  void close() {
    if (engine != null) {
      assertEquals(0, engine.openInstances());
      engine.close();
    }
  }

  private byte[] code(String text) {
    return isWasm() ? Wat.binary(text) : text.getBytes(UTF_8);
  }

  private byte[] number(long number) {
    return isWasm() ? Workload.input(number) : Long.toString(number).getBytes(UTF_8);
  }

  private String text(Workload workload) throws IOException {
    return isWasm() ? workload.wat() : workload.script();
  }

  /// Runs it once.
  protected final Outcome run(String text, byte[] input, Limits limits) {
    try (Agent agent = engine.compile(code(text))) {
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

  private void assertRight(Workload workload, long number, Outcome outcome) {
    byte[] wanted = number(workload.expected(number));
    assertEquals(Status.OK, outcome.status(), outcome::toString);
    assertEquals(new String(wanted, UTF_8), new String(outcome.output(), UTF_8));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void theDocumentsWorkloadsComeToWhatJavaComputes(Workload workload) throws Exception {
    try (Agent agent = engine.compile(code(text(workload)))) {
      for (long number = 1; number < 4; number++) {
        assertRight(workload, number, agent.run(number(number)));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> abuseEndsAsNamed() throws IOException {
    return Abuse.corpus(isWasm() ? Abuse.MODULES : Abuse.SCRIPTS).stream()
        .map(
            abuse ->
                dynamicTest(
                    abuse.name(),
                    () -> {
                      Outcome outcome = run(abuse.text(), NOTHING, scarce());
                      Status wanted = otherwise().getOrDefault(abuse.name(), abuse.byTime());
                      assertEquals(wanted, outcome.status(), outcome::toString);
                      if (countsFuel()) {
                        Outcome byFuel = run(abuse.text(), NOTHING, MOST.withFuel(2_000_000));
                        assertEquals(abuse.byFuel(), byFuel.status(), byFuel::toString);
                      }
                      assertEquals(0, engine.openInstances());
                      assertFalse(Thread.interrupted(), "whoever asked is not stopped");
                      Workload honest = Workload.OBJECTS;
                      assertRight(honest, 3, run(text(honest), number(3), MOST));
                    }));
  }

  @Test
  void everyOtherwiseIsInTheCorpus() throws IOException {
    for (Abuse abuse : Abuse.corpus(isWasm() ? Abuse.MODULES : Abuse.SCRIPTS)) {
      assertFalse(otherwise().get(abuse.name()) == abuse.byTime(), abuse.name());
    }
  }

  @Test
  void tooMuchCodeOrInputIsRejected() throws Exception {
    assertThrows(RejectedCode.class, () -> engine.compile(new byte[MOST.codeBytes() + 1]));
    assertThrows(RejectedCode.class, () -> engine.compile(NOTHING));
    byte[] input = new byte[MOST.inputBytes() + 1];
    assertEquals(
        "REJECTED: the input has 1048577 bytes, and 1048576 are allowed",
        run(text(Workload.ARITHMETIC), input, MOST).toString());
  }

  @Test
  void aRunKeepsWithinTheEnginesLimits() throws Exception {
    try (Agent agent = engine.compile(code(text(Workload.ARITHMETIC)))) {
      Limits more = MOST.withWallMs(MOST.wallMs() + 1);
      assertThrows(
          IllegalArgumentException.class, () -> engine.onGuestThread(() -> agent.open(more)));
      assertThrows(IllegalStateException.class, () -> agent.open(MOST), "not on this thread");
      assertEquals(0, engine.openInstances());
    }
  }

  @Test
  void aSandboxIsForOneRun() throws Exception {
    try (Agent agent = engine.compile(code(text(Workload.ARITHMETIC)))) {
      engine.onGuestThread(
          () -> {
            Instance instance = agent.open(MOST);
            assertEquals(1, engine.openInstances());
            assertRight(Workload.ARITHMETIC, 5, instance.run(number(5)));
            assertThrows(IllegalStateException.class, () -> instance.run(number(5)));
            instance.close();
            instance.close();
            return assertThrows(IllegalStateException.class, () -> instance.run(number(5)));
          });
    }
    assertTrue(engine.openInstances() == 0);
  }
}
