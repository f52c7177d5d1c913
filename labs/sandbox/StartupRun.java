package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import sandbox.Agent;
import sandbox.Limits;
import sandbox.wasmtime.ModuleCache;
import sandbox.wasmtime.Pool;
import sandbox.wasmtime.WasmtimeEngine;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.wasmtime.Wat;
import sandbox.workload.Workload;

/// How long it takes until Wasmtime has opened a sandbox, and until the first result: in a fresh
/// process, for an agent that nobody has seen, for one whose machine code is on the disk, and for
/// one that is compiled already.
public final class StartupRun implements ForkedMeasurement {
  /// Every result is checked.
  public static final String RIGHT = "every result is the one that Java computes";

  /// Nothing is left behind.
  public static final String CLOSED = "no sandbox is left open";

  /// The cache gives what it was given.
  public static final String CACHED = "every agent of the second engine comes from the disk";

  /// Milliseconds from the first use of the library in this process to the first result.
  static final String PROCESS = "process_first";

  /// Arguments: the library's file, milliseconds of the agent that is run over and over, how many
  /// agents there are that nobody has seen. Input: the text of an agent.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    long lengthNs = Long.parseLong(given.arguments().get(1)) * 1_000_000;
    int agents = Integer.parseInt(given.arguments().get(2));
    String wat = UTF_8.decode(given.inputs().getFirst()).toString();
    long expected = Workload.ARITHMETIC.expected(0);
    report.phase("first in a process");
    long begunNs = System.nanoTime();
    WasmtimeLibrary.use(Path.of(given.arguments().getFirst()));
    byte[] code = Wat.binary(wat);
    try (WasmtimeEngine engine = engine(Optional.empty())) {
      Starts first = Starts.ofEach(engine, List.of(code), expected);
      report.number(PROCESS, (System.nanoTime() - begunNs) / 1e6);
      check(first, report);

      report.phase("agents that nobody has seen");
      check(Starts.ofEach(engine, unseen(wat, agents / 4, 0), expected), report);
      List<byte[]> unseen = unseen(wat, agents, agents);
      Starts cold = report.measured(() -> Starts.ofEach(engine, unseen, expected));
      tell("unseen", cold, report);

      report.phase("one agent, over and over");
      Starts warm;
      try (Agent agent = engine.compile(code)) {
        report.warmUp(
            given.warmUpOnce(),
            () -> Starts.of(engine, agent, given.warmUpOnce().toNanos(), expected, Starts.BYTES),
            Starts::rates);
        warm = report.measured(() -> Starts.of(engine, agent, lengthNs, expected, Starts.BYTES));
      }
      tell("compiled", warm, report);
      report.number("startup_gain", cold.startupMs(50) / warm.startupMs(50));
      report.number("first_gain", cold.firstMs(50) / warm.firstMs(50));
      report.number("rate_gain", warm.perSecond() / cold.perSecond());
      closed(engine, report);
    }
    cached(given.data(), unseen(wat, agents, 2 * agents), expected, report);
  }

  /// Agents that another engine has compiled before, as in an earlier process.
  private static void cached(Path data, List<byte[]> codes, long expected, ForkReport report)
      throws Exception {
    report.phase("agents on the disk");
    ModuleCache cache = new ModuleCache(data.resolve("modules"), data.resolve("hashes"));
    try (WasmtimeEngine engine = engine(Optional.of(cache))) {
      check(Starts.ofEach(engine, codes, expected), report);
      closed(engine, report);
    }
    try (WasmtimeEngine engine = engine(Optional.of(cache))) {
      check(Starts.ofEach(engine, codes.subList(0, codes.size() / 4), expected), report);
      long before = cache.hits();
      tell("disk", report.measured(() -> Starts.ofEach(engine, codes, expected)), report);
      report.check(CACHED, cache.hits() - before, codes.size(), "agents", "");
      closed(engine, report);
    }
  }

  private static WasmtimeEngine engine(Optional<ModuleCache> cache) {
    return WasmtimeEngine.open(Limits.BASIC, Pool.DEFAULT, cache);
  }

  private static List<byte[]> unseen(String wat, int count, int from) {
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(Wat.binary(Workload.unseen(wat, from + i)));
    }
    return codes;
  }

  private static void tell(String step, Starts seen, ForkReport report) {
    seen.report(step, report);
    check(seen, report);
  }

  private static void check(Starts seen, ForkReport report) {
    report.check(RIGHT, seen.right(), seen.runs(), "results", "");
  }

  private static void closed(WasmtimeEngine engine, ForkReport report) {
    long open = engine.openInstances();
    report.check(CLOSED, open == 0 ? 1 : 0, 1, "engines", open + " are open");
  }
}
