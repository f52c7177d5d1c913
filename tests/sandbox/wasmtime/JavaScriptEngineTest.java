package sandbox.wasmtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sandbox.Agent;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Status;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaScriptEngineTest {
  private static final Limits MOST =
      Limits.BASIC.withMemoryBytes(16 << 20).withFuel(Long.MAX_VALUE).withWallMs(60_000);
  private static final Limits BY_FUEL = MOST.withMemoryBytes(8 << 20).withFuel(200_000_000);
  private static final Limits BY_TIME = MOST.withMemoryBytes(8 << 20).withWallMs(500);
  private static final Pool ONE = new Pool(1, 2 << 20);

  private JavaScriptEngine engine;

  @BeforeAll
  void open() throws Exception {
    for (Optional<String> absence : List.of(WasmtimeLibrary.absence(), QuickJs.absence())) {
      Assumptions.assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
    }
    engine = JavaScriptEngine.open(MOST, ONE, Optional.empty(), QuickJs.file());
  }

  @AfterAll
  void close() {
    if (engine != null) {
      assertEquals(0, engine.openInstances());
      engine.close();
    }
  }

  private Outcome run(String script, String input, Limits limits) {
    try (Agent agent = engine.compile(script.getBytes(UTF_8))) {
      return engine.onGuestThread(
          () -> {
            try (Instance instance = agent.open(limits)) {
              return instance.run(input.getBytes(UTF_8));
            }
          });
    } catch (RejectedCode e) {
      return Outcome.of(Status.REJECTED, e.getMessage());
    }
  }

  private Outcome run(String script) {
    return run(script, "", BY_FUEL);
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void theDocumentsWorkloadsComeToWhatJavaComputes(Workload workload) throws Exception {
    long number = 1_234_567_890_123L;
    Outcome outcome = run(workload.script(), Long.toString(number), BY_FUEL);
    assertEquals(Status.OK, outcome.status(), outcome::toString);
    assertEquals(Long.toString(workload.expected(number)), new String(outcome.output(), UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 1 | 2",
        "'a' + input.length | a5",
        "({ result: [1, 'x', null] }) | {\"result\":[1,\"x\",null]}",
        "null | null",
        "undefined | undefined",
        "(() => 1) | () => 1",
        "10n ** 20n | 100000000000000000000",
        "Symbol('s') | Symbol(s)",
        "Promise.resolve(7) | 7",
        "(async () => { await 0; return { done: true } })() | {\"done\":true}",
        "let n = 0; Promise.resolve().then(() => n++); new Promise(r => r()).then(() => n) | 1",
        "Date.now() | 0",
        "new Date(0).getHours() | 0",
        "'\u00e9\ud83d\ude00' | \u00e9\ud83d\ude00",
        "eval('2 * 3') | 6",
        "Function('return 1')() | 1",
        "typeof Atomics | undefined",
      })
  void whatAScriptComesToIsItsOutput(String script, String output) {
    Outcome outcome = run(script, "in\0pu".substring(0, 5), BY_FUEL);
    assertEquals(Status.OK, outcome.status(), outcome::toString);
    assertEquals(output, new String(outcome.output(), UTF_8));
  }

  @Test
  void aLargeScriptAndALargeInputFit() {
    String script = "/*" + "x".repeat(MOST.codeBytes() - 20) + "*/input.length";
    String input = "y".repeat(MOST.inputBytes());
    Outcome outcome = run(script, input, MOST);
    assertEquals(MOST.inputBytes() + "", new String(outcome.output(), UTF_8), outcome::toString);
    assertEquals(Status.REJECTED, run(script + " ".repeat(20), "", MOST).status());
    assertEquals(Status.REJECTED, run("1", input + "y", MOST).status());
  }

  @Test
  void whatIsNoTextIsRejected() {
    assertThrows(RejectedCode.class, () -> engine.compile(new byte[] {'1', (byte) 0xff}));
    assertThrows(RejectedCode.class, () -> engine.compile(new byte[0]));
    assertEquals("1", new String(run("1//\0\0").output(), UTF_8));
  }

  @Test
  void eachRunBeginsWhereEachOtherBegan() {
    String changes = "globalThis.left = 1; Array.prototype.left = 2; Math.random()";
    Outcome first = run(changes);
    assertEquals(
        "undefined", new String(run("String([].left ?? globalThis.left)").output(), UTF_8));
    Outcome second = run(changes);
    assertArrayEquals(first.output(), second.output());
    assertEquals(first.fuel(), second.fuel());
  }

  @TestFactory
  Stream<DynamicTest> abuseEndsAsItsFirstLineSays() throws IOException {
    return Abuse.corpus("sandbox-abuse-javascript").stream()
        .map(
            abuse ->
                dynamicTest(
                    abuse.name(),
                    () -> {
                      Outcome byFuel = run(abuse.text(), "", BY_FUEL);
                      assertEquals(abuse.byFuel(), byFuel.status(), byFuel::toString);
                      Outcome byTime = run(abuse.text(), "", BY_TIME);
                      assertEquals(abuse.byTime(), byTime.status(), byTime::toString);
                      assertEquals("2", new String(run("1 + 1").output(), UTF_8));
                    }));
  }

  @Test
  void theSealedModuleIsMadeTwiceTheSameAndImportsNothing(@TempDir Path folder) throws Exception {
    Path packaged = Files.copy(QuickJs.file(), folder.resolve("quickjs.wasm"));
    try (WasmtimeEngine plain = WasmtimeEngine.open(MOST, ONE, Optional.empty())) {
      byte[] sealed = QuickJs.sealed(packaged, plain);
      assertEquals(QuickJs.SEALED, ModuleCache.hash(sealed));
      assertThrows(IllegalArgumentException.class, () -> new WasmModule(sealed).read(2));
      assertEquals(2, new WasmModule(sealed).read(WasmModule.EXPORTS).u32());
      Files.write(folder.resolve("sealed.wasm"), new byte[10]); // made anew
      assertArrayEquals(sealed, QuickJs.sealed(packaged, plain));
      byte[] other = Files.readAllBytes(packaged);
      other[other.length / 2] ^= 1;
      Files.write(packaged, other);
      Files.delete(folder.resolve("sealed.wasm"));
      String said =
          assertThrows(IOException.class, () -> QuickJs.sealed(packaged, plain)).getMessage();
      assertTrue(said.startsWith("the package's QuickJS has the SHA-256 "), said);
    }
  }
}
