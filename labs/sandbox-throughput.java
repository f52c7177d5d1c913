///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SandboxThroughput
//SOURCES sandbox/package-info.java
//DESCRIPTION how many agents run: 50 in a row, by 1 to 4 threads, with a warm pool and without

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.sandbox.Engines;
import labs.sandbox.StartupRun;
import labs.sandbox.ThroughputRun;
import sandbox.workload.Workload;

/// # Do 50 executions take 250 ms, and is that 200 a second?
///
/// The document's are 50 sleeps of a millisecond or more, one after the other. Here 50 agents are
/// run that add 1, 1 and a number of their own, each in a sandbox of its own, and each result is
/// compared; then as many as one, two and four threads make of the document's arithmetic. A warm
/// pool of ten stands beside sandboxes that are opened when they are needed.
///
/// Expect a pool to gain little where opening takes microseconds: its own thread must do that work
/// on the same cores. Expect the second core to add less than the first, as long as both work in
/// one process: whatever one thread gives back to the kernel, the other must be told to forget. The
/// interrupts for that are counted, and two processes of one thread each show what is left without
/// them.
class SandboxThroughput {
  static final List<Engines> ENGINES =
      List.of(Engines.WASM, Engines.SCRIPT, Engines.NATIVE, Engines.CHICORY);
  static final List<Integer> THREADS = List.of(1, 2, 4);
  static final String SIMULATED = Engines.SIMULATED.label();
  static final Measure RIGHT = Measure.more("right", "Right results", "%");
  static final Measure BURST_RATE = throughput("pooled_burst_rate");
  static final Measure TWO = throughput("processes_2");
  static final Measure GAIN = Measure.more("processes_gain", "Gain of the second core", "x");
  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Measure throughput(String id) {
    return Measure.more(id, "Throughput", "executions/s");
  }

  /// Native QuickJS has no sandbox that waits: it runs on the thread that opened it.
  static List<String> ways(Engines engine) {
    return engine == Engines.NATIVE
        ? List.of(ThroughputRun.FRESH)
        : List.of(ThroughputRun.FRESH, ThroughputRun.POOLED);
  }

  static Measure burst(String way) {
    return Measure.less(way + "_burst", "Time of 50 executions", "ms");
  }

  static String processes(Engines engine) {
    return engine.label() + ", two processes";
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Engines engine : ENGINES) {
      for (String way : ways(engine)) rows.add(row(engine, way, burst(way), "50 in a row"));
    }
    rows.add(
        row(Engines.SIMULATED, ThroughputRun.FRESH, burst(ThroughputRun.FRESH), "50 in a row"));
    rows.add(row(Engines.SCRIPT, ThroughputRun.POOLED, BURST_RATE, "50 in a row"));
    for (Engines engine : ENGINES) {
      for (String way : ways(engine)) {
        for (int threads : THREADS) {
          String words = threads == 1 ? "1 thread" : threads + " threads";
          rows.add(row(engine, way, throughput(way + "_" + threads), words));
        }
      }
      if (engine.isSealed()) {
        rows.add(row(engine, "fresh", TWO, "2 processes of 1 thread", processes(engine)));
      }
    }
    for (Engines engine : ENGINES) {
      for (String way : ways(engine)) {
        Measure gain = Measure.more(way + "_gain", "Gain of the second core", "x");
        rows.add(row(engine, way, gain, "2 threads over 1"));
      }
      if (engine.isSealed()) {
        rows.add(row(engine, "fresh", GAIN, "2 processes over 1", processes(engine)));
      }
    }
    return rows;
  }

  static Row row(Engines engine, String way, Measure measure, String words) {
    return row(engine, way, measure, words, engine.label());
  }

  /// The document's are JavaScript, in what it calls a warm pool.
  static Row row(Engines engine, String way, Measure measure, String words, String variant) {
    String id = engine.label() + "." + measure.id().replace('_', '.');
    Row row = Row.of(id, "%s, %s, %s".formatted(engine.label(), way, words), measure, variant);
    return switch (id) {
      case "wasmtime-js.pooled.burst" -> row.answers("agent-bounty.burst.time");
      case "wasmtime-js.pooled.burst.rate" -> row.answers("agent-bounty.burst.throughput");
      case "wasmtime-wasm.pooled.burst" ->
          row.answers(
              "agent-bounty.burst.time",
              Conditions.OTHER,
              "agents in WebAssembly; the document's are JavaScript");
      default -> row;
    };
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sandbox-throughput")
            .title(
                "how many agents run: 50 in a row, by 1 to 4 threads, with a warm pool and without")
            .protocol(
                """
                Each engine in a JVM of its own, fresh in every trial. A thread opens a sandbox, or
                leases one of a warm pool of ten, runs an agent with a number of its own, compares the
                result with Java's and closes the sandbox; then the next.
                  50 in a row  1 + 1 + the number; the median of 100 times (quick: 10; full: 500)
                  1, 2, 4      threads, the document's arithmetic, 1 s each (quick: 0.2 s; full: 5 s)
                  processes    one thread in one JVM, then in two JVMs at the same time
                  simulated    sleeps as the original does
                Native QuickJS has no pool: it runs where it was opened. Fresh and pooled come in an
                order that is drawn. Interrupts by which one core makes the
                other forget addresses, and page faults, are counted for each execution and kept beside
                the numbers. Library calls: no server and no network.\
                """);
    rows().forEach(lab::row);
    return lab.row("simulated.right", SIMULATED, RIGHT, SIMULATED).plan(SandboxThroughput::plan);
  }

  static void plan(RunPlan plan) {
    Engines.needed(plan);
    plan.memory(2 * Fork.MEMORY_BYTES);
    plan.expect(StartupRun.RIGHT, "results");
    plan.expect(StartupRun.CLOSED, "engines");
    plan.note("the original runs no code: it sleeps by the length of the source");
    for (Engines engine : ENGINES) {
      plan.system(engine.label(), plan.pick(6.0, 20.0, 60.0), trial -> measure(engine, trial));
      if (engine.isSealed()) {
        plan.system(
            processes(engine), plan.pick(3.0, 12.0, 30.0), trial -> processes(engine, trial));
      }
    }
    plan.control(SIMULATED, plan.pick(1.0, 6.0, 12.0), SandboxThroughput::simulated);
  }

  static Fork fork(Engines engine, Trial trial, int bursts, String threads, String ways)
      throws Exception {
    Workload work = Workload.ARITHMETIC;
    return engine
        .fork(ThroughputRun.class)
        .with(trial.pick(50, 200, 1_000, 5_000), bursts, threads, ways, trial.seed())
        .input((engine.isWasm() ? work.wat() : work.script()).getBytes(UTF_8));
  }

  static void measure(Engines engine, Trial trial) throws Exception {
    String ways = String.join(",", ways(engine));
    ForkFindings seen = fork(engine, trial, trial.pick(2, 10, 100, 500), "1,2,4", ways).run(trial);
    for (String way : ways(engine)) {
      seen.into(trial, burst(way));
      for (int threads : THREADS) seen.into(trial, throughput(way + "_" + threads));
      double gain = seen.number(way + "_2") / seen.number(way + "_1");
      trial.metric(Measure.more(way + "_gain", "Gain of the second core", "x"), gain);
    }
    if (engine == Engines.SCRIPT) {
      trial.metric(BURST_RATE, ThroughputRun.BURST * 1e3 / seen.number("pooled_burst"));
    }
  }

  static void processes(Engines engine, Trial trial) throws Exception {
    double one = fork(engine, trial, 0, "1", "fresh").run(trial).number("fresh_1");
    List<ForkFindings> both =
        Fork.together(
            trial,
            List.of(fork(engine, trial, 0, "1", "fresh"), fork(engine, trial, 0, "1", "fresh")));
    double two = both.stream().mapToDouble(each -> each.number("fresh_1")).sum();
    trial.metric(TWO, two);
    trial.metric(GAIN, two / one);
  }

  static void simulated(Trial trial) throws Exception {
    ForkFindings seen =
        fork(Engines.SIMULATED, trial, trial.pick(1, 2, 5, 10), "", "fresh").run(trial);
    seen.into(trial, burst(ThroughputRun.FRESH));
    trial.proportion(RIGHT, (long) seen.number("right"), (long) seen.number("runs"));
  }
}
