package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import kit.fork.Fork;
import kit.fork.ForkedMeasurement;
import kit.lab.RunPlan;
import sandbox.Engine;
import sandbox.Limits;
import sandbox.SimulatedEngine;
import sandbox.quickjs.QuickJsEngine;
import sandbox.wasmtime.JavaScriptEngine;
import sandbox.wasmtime.Pool;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeEngine;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.wasmtime.Wat;
import sandboxchicory.ChicoryEngine;

/// The engines that labs measure, by their names.
public enum Engines {
  /// Agents in WebAssembly.
  WASM("wasmtime-wasm"),
  /// JavaScript in a sealed QuickJS.
  SCRIPT("wasmtime-js"),
  /// JavaScript in QuickJS as machine code.
  NATIVE("quickjs-native"),
  /// Agents in WebAssembly, as bytecode of the JVM.
  CHICORY("chicory-wasm"),
  /// The original's pretence.
  SIMULATED("simulated");

  /// A little more than agents write.
  private static final int AGENT_BYTES = 128 << 10;

  /// As much as the sealed interpreter has of memory.
  private static final int INTERPRETER_BYTES = 2 << 20;

  private final String label;

  Engines(String label) {
    this.label = label;
  }

  /// As [Engine#name] has it.
  public String label() {
    return label;
  }

  /// Whether its agents are WebAssembly, or else scripts.
  public boolean isWasm() {
    return this == WASM || this == CHICORY;
  }

  /// Whether its agents run inside Wasmtime, where a wall is promised.
  public boolean isSealed() {
    return this == WASM || this == SCRIPT;
  }

  /// Whether fuel ends a run.
  public boolean countsFuel() {
    return this != NATIVE && this != CHICORY;
  }

  /// A fork that is given this engine: its name and the files that engines are made of.
  ///
  /// @throws IOException if a file cannot be brought
  public Fork fork(Class<? extends ForkedMeasurement> what) throws IOException {
    return fork(what, List.of(this));
  }

  /// A fork that is given several: their names with commas between, and the same files.
  ///
  /// @throws IOException if a file cannot be brought
  public static Fork fork(Class<? extends ForkedMeasurement> what, List<Engines> engines)
      throws IOException {
    return Fork.of(what)
        .with(engines.stream().map(Engines::name).collect(Collectors.joining(",")))
        .file("wasmtime", WasmtimeLibrary.file())
        .file("quickjs", QuickJs.file());
  }

  /// Says what a machine needs to have all of them.
  public static void needed(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.needs(QuickJs.absence());
  }

  /// How ids of numbers name it.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Makes of an agent's text what the engine compiles.
  byte[] code(String text) {
    return isWasm() ? Wat.binary(text) : text.getBytes(UTF_8);
  }

  /// How agents of it are given a number.
  Starts.Speech speech() {
    return isWasm() ? Starts.BYTES : Starts.TEXT;
  }

  /// The engine, in the fork that was given it ([#fork]).
  ///
  /// @param instances that may be open at a time, where that has a limit
  /// @param given the fork's arguments
  Engine open(Limits limits, int instances, List<String> given) throws IOException {
    if (isSealed() || isWasm()) { // which reads WebAssembly's text
      WasmtimeLibrary.use(Path.of(given.get(1)));
    }
    return switch (this) {
      case WASM -> WasmtimeEngine.open(limits, new Pool(instances, AGENT_BYTES), Optional.empty());
      case SCRIPT -> {
        Pool pool = new Pool(instances, INTERPRETER_BYTES);
        yield JavaScriptEngine.open(limits, pool, Optional.empty(), Path.of(given.get(2)));
      }
      case NATIVE -> new QuickJsEngine(limits);
      case CHICORY -> new ChicoryEngine(limits, ChicoryEngine.Way.COMPILED);
      case SIMULATED -> new SimulatedEngine(limits);
    };
  }
}
