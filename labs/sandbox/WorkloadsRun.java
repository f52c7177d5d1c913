package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Limits;
import sandbox.workload.Workload;

/// The document's five workloads on one engine or several, one after the other in one JVM, each run
/// in a sandbox of its own.
public final class WorkloadsRun implements ForkedMeasurement {
  /// Every result is checked.
  public static final String RIGHT = "every result is the one that Java computes";

  /// Nothing is left behind.
  public static final String CLOSED = "no sandbox is left open";

  /// In one trial, for its quotients: compiled agents, and the same JavaScript in Wasmtime and in
  /// native QuickJS.
  public static final List<Engines> COMPARED =
      List.of(Engines.WASM, Engines.SCRIPT, Engines.NATIVE);

  /// An interpreter takes dozens of instructions for one of the script's.
  private static final Limits LIMITS = Limits.PREMIUM.withMemoryBytes(64 << 20);

  /// More than are open at a time.
  private static final int INSTANCES = 4;

  private final Map<Engines, Engine> engines = new EnumMap<>(Engines.class);
  private ForkReport report;
  private Given given;
  private long lengthNs;

  /// Arguments: those of [Engines#fork], milliseconds of each workload on each engine, a seed.
  /// Input: the agents' texts, in WebAssembly and JavaScript by turns.
  @Override
  public void measure(Given from, ForkReport to) throws Exception {
    given = from;
    report = to;
    List<String> arguments = given.arguments();
    lengthNs = Long.parseLong(arguments.get(3)) * 1_000_000;
    Random random = new Random(Long.parseLong(arguments.get(4)));
    for (String name : arguments.getFirst().split(",")) {
      Engines kind = Engines.valueOf(name);
      engines.put(kind, kind.open(LIMITS, INSTANCES, arguments));
    }
    double gains = 0;
    double same = 0;
    double sum = 0;
    for (Workload workload : Workload.values()) {
      Map<Engines, Double> ms = on(workload, random);
      String id = workload.name().toLowerCase(Locale.ROOT);
      ms.forEach((kind, each) -> report.number(id + "_" + kind.id(), each));
      if (!ms.keySet().containsAll(COMPARED)) {
        continue;
      }
      double gain = ms.get(Engines.NATIVE) / ms.get(Engines.WASM);
      double like = ms.get(Engines.NATIVE) / ms.get(Engines.SCRIPT);
      report.number(id + "_gain", gain);
      report.number(id + "_same", like);
      gains += Math.log(gain);
      same += Math.log(like);
      sum += gain;
    }
    if (engines.keySet().containsAll(COMPARED)) {
      int count = Workload.values().length;
      report.number("gain_geometric", Math.exp(gains / count));
      report.number("gain_average", sum / count);
      report.number("same_geometric", Math.exp(same / count));
    }
    for (Engine engine : engines.values()) {
      long open = engine.openInstances();
      report.check(CLOSED, open == 0 ? 1 : 0, 1, "engines", engine.name() + ": " + open);
      engine.close();
    }
  }

  /// The median of a fresh sandbox with a checked result, in ms, of each engine. They take turns in
  /// an order of their own for each workload.
  private Map<Engines, Double> on(Workload workload, Random random) throws Exception {
    Map<Engines, Double> ms = new EnumMap<>(Engines.class);
    List<Engines> order = new ArrayList<>(engines.keySet());
    Collections.shuffle(order, random);
    String id = workload.name().toLowerCase(Locale.ROOT);
    for (Engines kind : order) {
      Engine engine = engines.get(kind);
      report.phase(id + ", " + engine.name());
      int number = 2 * workload.ordinal() + (kind.isWasm() ? 0 : 1);
      String text = UTF_8.decode(given.inputs().get(number).duplicate()).toString();
      long expected = workload.expected(0);
      try (Agent agent = engine.compile(kind.code(text))) {
        report.warmUp(
            given.warmUpOnce(),
            () -> Starts.of(engine, agent, given.warmUpOnce().toNanos(), expected, kind.speech()),
            Starts::rates);
        Starts seen =
            report.measured(() -> Starts.of(engine, agent, lengthNs, expected, kind.speech()));
        report.check(RIGHT, seen.right(), seen.runs(), "results", engine.name());
        report.step(id + "_" + kind.id(), seen.rates());
        ms.put(kind, seen.firstMs(50));
      }
    }
    return ms;
  }
}
