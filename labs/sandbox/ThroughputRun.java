package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Limits;
import sandbox.WarmPool;
import sandbox.workload.Workload;

/// How many agents one engine runs: fifty executions one after the other, as the document has them,
/// and as many as one, two and four threads make; each in a sandbox that is opened for it, and each
/// in one of a pool of ten.
public final class ThroughputRun implements ForkedMeasurement {
  /// Executions in a row, by the document.
  public static final int BURST = 50;

  /// How sandboxes are got, as ids of numbers begin.
  public static final String FRESH = "fresh";

  public static final String POOLED = "pooled";

  /// An interpreter takes dozens of instructions for one of the script's.
  private static final Limits LIMITS = Limits.PREMIUM.withMemoryBytes(64 << 20);

  /// More than the pool has at a time and threads open besides.
  private static final int INSTANCES = 16;

  /// The document's `1 + 1`, with the number of the run.
  private static final String SUM = "1 + 1 + Number(input)";

  private static final String SUM_WAT =
      """
      (module
        (memory (export "memory") 1)
        (func (export "run") (param $input_bytes i32) (result i64)
          (i64.store
            (i32.const 2048)
            (i64.add (i64.add (i64.const 1) (i64.const 1)) (i64.load (i32.const 1024))))
          (i64.const 0x800_00000008)))
      """;

  private Given given;
  private ForkReport report;
  private Engines kind;
  private Engine engine;

  /// Arguments: those of [Engines#fork], milliseconds of each number of threads, how many bursts,
  /// the numbers of threads and `fresh` or `pooled`, each with commas between, a seed. Input: the
  /// text of an agent.
  @Override
  public void measure(Given from, ForkReport to) throws Exception {
    given = from;
    report = to;
    List<String> arguments = given.arguments();
    kind = Engines.valueOf(arguments.getFirst());
    long lengthNs = Long.parseLong(arguments.get(3)) * 1_000_000;
    int bursts = Integer.parseInt(arguments.get(4));
    List<Integer> threads = words(arguments.get(5)).map(Integer::valueOf).toList();
    List<String> ways = new ArrayList<>(words(arguments.get(6)).toList());
    Collections.shuffle(ways, new Random(Long.parseLong(arguments.get(7))));
    engine = kind.open(LIMITS, INSTANCES, arguments);
    for (String way : ways) {
      if (bursts > 0) {
        burst(way, bursts);
      }
      if (!threads.isEmpty()) {
        rates(way, threads, lengthNs);
      }
    }
    long open = engine.openInstances();
    report.check(StartupRun.CLOSED, open == 0 ? 1 : 0, 1, "engines", engine.name() + ": " + open);
    engine.close();
  }

  private static Stream<String> words(String list) {
    return Stream.of(list.split(",")).filter(word -> !word.isEmpty());
  }

  private Agent agent(String way, byte[] code) throws Exception {
    Agent agent = engine.compile(code);
    return way.equals(POOLED) ? WarmPool.over(engine, agent, WarmPool.Size.DOCUMENTED) : agent;
  }

  private void burst(String way, int bursts) throws Exception {
    report.phase("%s, %s in a row".formatted(way, BURST));
    try (Agent agent = agent(way, kind.code(kind.isWasm() ? SUM_WAT : SUM))) {
      warmUp(agent, 2, 1);
      Executions seen = executions(agent, 2);
      List<Double> ms = report.measured(() -> seen.bursts(bursts, BURST));
      report.number(way + "_burst", ms.stream().sorted().toList().get(bursts / 2));
      report.number("right", seen.right());
      report.number("runs", seen.runs());
      check(seen);
    }
  }

  /// The pretence is right never, which is no check but a number.
  private void check(Executions seen) {
    if (kind != Engines.SIMULATED) {
      report.check(StartupRun.RIGHT, seen.right(), seen.runs(), "results", seen.wrong());
    }
  }

  private void rates(String way, List<Integer> threads, long lengthNs) throws Exception {
    String text = UTF_8.decode(given.inputs().getFirst().duplicate()).toString();
    long expected = Workload.ARITHMETIC.expected(0);
    try (Agent agent = agent(way, kind.code(text))) {
      warmUp(agent, expected, threads.getLast());
      for (int each : threads) {
        report.phase("%s, %s threads".formatted(way, each));
        executions(agent, expected).with(each, given.warmUpOnce().toNanos() / 4);
        Executions seen = report.measured(() -> executions(agent, expected).with(each, lengthNs));
        seen.report(way + "_" + each, report);
        check(seen);
      }
    }
  }

  private Executions executions(Agent agent, long expected) {
    return new Executions(engine, agent, kind.speech(), expected);
  }

  private void warmUp(Agent agent, long expected, int threads) {
    report.warmUp(
        given.warmUpOnce(),
        () -> executions(agent, expected).with(threads, given.warmUpOnce().toNanos()),
        Executions::rates);
  }
}
