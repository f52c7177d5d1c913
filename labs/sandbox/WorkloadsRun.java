package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Limits;
import sandbox.quickjs.QuickJsEngine;
import sandbox.wasmtime.JavaScriptEngine;
import sandbox.wasmtime.Pool;
import sandbox.wasmtime.WasmtimeEngine;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.wasmtime.Wat;
import sandbox.workload.Workload;

/// The document's five workloads on three engines, one after the other in one JVM, each run in a
/// sandbox of its own: compiled agents, and the same JavaScript in Wasmtime and in native QuickJS.
public final class WorkloadsRun implements ForkedMeasurement {
  /// Every result is checked.
  public static final String RIGHT = "every result is the one that Java computes";

  /// Nothing is left behind.
  public static final String CLOSED = "no sandbox is left open";

  /// Engines, as ids of numbers begin.
  public static final String WASM = "wasm";

  public static final String SCRIPT = "script";
  public static final String NATIVE = "native";

  /// An interpreter takes dozens of instructions for one of the script's.
  private static final Limits LIMITS = Limits.PREMIUM.withMemoryBytes(64 << 20);

  /// As much as the sealed interpreter has of memory.
  private static final Pool SCRIPTS = new Pool(4, 2 << 20);

  private final Map<String, Engine> engines = new HashMap<>();
  private ForkReport report;
  private Given given;
  private long lengthNs;

  /// Arguments: the library's file, QuickJS's file, milliseconds of each workload on each engine, a
  /// seed. Input: the agents' texts, in WebAssembly and JavaScript by turns.
  @Override
  public void measure(Given from, ForkReport to) throws Exception {
    given = from;
    report = to;
    List<String> arguments = given.arguments();
    WasmtimeLibrary.use(Path.of(arguments.getFirst()));
    lengthNs = Long.parseLong(arguments.get(2)) * 1_000_000;
    Random random = new Random(Long.parseLong(arguments.get(3)));
    engines.put(WASM, WasmtimeEngine.open(LIMITS));
    engines.put(
        SCRIPT,
        JavaScriptEngine.open(LIMITS, SCRIPTS, Optional.empty(), Path.of(arguments.get(1))));
    engines.put(NATIVE, new QuickJsEngine(LIMITS));
    double gains = 0;
    double same = 0;
    double sum = 0;
    for (Workload workload : Workload.values()) {
      Map<String, Double> ms = on(workload, random);
      String id = workload.name().toLowerCase(Locale.ROOT);
      ms.forEach((engine, each) -> report.number(id + "_" + engine, each));
      double gain = ms.get(NATIVE) / ms.get(WASM);
      double like = ms.get(NATIVE) / ms.get(SCRIPT);
      report.number(id + "_gain", gain);
      report.number(id + "_same", like);
      gains += Math.log(gain);
      same += Math.log(like);
      sum += gain;
    }
    int count = Workload.values().length;
    report.number("gain_geometric", Math.exp(gains / count));
    report.number("gain_average", sum / count);
    report.number("same_geometric", Math.exp(same / count));
    for (Engine engine : engines.values()) {
      long open = engine.openInstances();
      report.check(CLOSED, open == 0 ? 1 : 0, 1, "engines", engine.name() + ": " + open);
      engine.close();
    }
  }

  /// The median of a fresh sandbox with a checked result, in ms, of each engine. They take turns in
  /// an order of their own for each workload.
  private Map<String, Double> on(Workload workload, Random random) throws Exception {
    Map<String, Double> ms = new HashMap<>();
    List<String> order = new ArrayList<>(engines.keySet().stream().sorted().toList());
    Collections.shuffle(order, random);
    for (String name : order) {
      Engine engine = engines.get(name);
      report.phase(workload.name().toLowerCase(Locale.ROOT) + ", " + engine.name());
      boolean wasm = name.equals(WASM);
      String text = text(workload, wasm);
      long expected = workload.expected(0);
      try (Agent agent = engine.compile(wasm ? Wat.binary(text) : text.getBytes(UTF_8))) {
        report.warmUp(
            given.warmUpOnce(),
            () -> starts(engine, agent, given.warmUpOnce().toNanos(), expected, wasm),
            Starts::rates);
        Starts seen = report.measured(() -> starts(engine, agent, lengthNs, expected, wasm));
        report.check(RIGHT, seen.right(), seen.runs(), "results", engine.name());
        report.step(workload.name().toLowerCase(Locale.ROOT) + "_" + name, seen.rates());
        ms.put(name, seen.firstMs(50));
      }
    }
    return ms;
  }

  private String text(Workload workload, boolean wasm) {
    int number = 2 * workload.ordinal() + (wasm ? 0 : 1);
    return UTF_8.decode(given.inputs().get(number).duplicate()).toString();
  }

  private static Starts starts(
      Engine engine, Agent agent, long lengthNs, long expected, boolean wasm) {
    return Starts.of(engine, agent, lengthNs, expected, wasm ? Starts.BYTES : Starts.TEXT);
  }
}
