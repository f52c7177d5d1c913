///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SandboxStartup
//SOURCES sandbox/package-info.java
//DESCRIPTION a fresh sandbox for every run: of an agent never seen, one on the disk, one compiled

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.Function;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.sandbox.Rivals;
import labs.sandbox.SimulatedRun;
import labs.sandbox.StartupRun;
import sandbox.wasmtime.WasmtimeLibrary;
import sandbox.workload.Workload;

/// # Does a sandbox start in 45 ms, and in 2 ms when it is warm?
///
/// The document's figures are of a sandbox that runs no code: it sleeps, a hundredth of a
/// millisecond for each character of the source, and its cold and warm starts share one pool. Here
/// an agent in WebAssembly, the document's arithmetic, runs in Wasmtime, in a sandbox of its own
/// each time, with fuel, a deadline and limits of memory and stack, and its result is compared with
/// Java's.
///
/// Expect a start to cost what it takes to get at the machine code: to compile an agent that nobody
/// has seen takes milliseconds, to read its code from the disk a fraction of one, and a sandbox of
/// a compiled agent microseconds. The control sleeps as the original does: none of its results is
/// right.
class SandboxStartup {
  static final String WASM = "wasmtime-wasm";
  static final String SIMULATED = "simulated";
  static final String AGENT = "an agent in WebAssembly; the document's are JavaScript";
  static final Measure RIGHT = Measure.more("right", "Right results", "%");
  static final List<Row> ROWS = rows();

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static List<Row> rows() {
    Function<String, Measure> startup = id -> Measure.less(id, "Startup", "ms");
    Function<String, Measure> first = id -> Measure.less(id, "First result", "ms");
    Function<String, Measure> rate = id -> Measure.more(id, "Throughput", "executions/s");
    Function<String, Measure> gain = id -> Measure.more(id, "Gain", "x");
    return List.of(
        answering(
            "compiled.startup.p50", startup, "compiled, p50", "agent-bounty.pool.startup.warm"),
        answering(
            "compiled.startup.p99",
            startup,
            "compiled, p99",
            "agent-bounty.pool.startup.warm.target"),
        row("disk.startup.p50", startup, "on the disk, p50"),
        answering(
            "unseen.startup.p50", startup, "never seen, p50", "agent-bounty.pool.startup.cold"),
        answering(
            "unseen.startup.p99",
            startup,
            "never seen, p99",
            "agent-bounty.pool.startup.cold.target"),
        answering("compiled.first.p50", first, "compiled, p50", "agent-bounty.pool.first.warm"),
        row("compiled.first.p99", first, "compiled, p99"),
        row("disk.first.p50", first, "on the disk, p50"),
        row("disk.first.p99", first, "on the disk, p99"),
        answering("unseen.first.p50", first, "never seen, p50", "agent-bounty.pool.first.cold"),
        row("unseen.first.p99", first, "never seen, p99"),
        row("process.first", first, "the first in a process"),
        pretence("compiled.first.p50", first),
        answering("compiled.rate", rate, "compiled", "agent-bounty.pool.throughput.warm"),
        row("disk.rate", rate, "on the disk"),
        answering("unseen.rate", rate, "never seen", "agent-bounty.pool.throughput.cold"),
        pretence("compiled.rate", rate),
        answering(
            "startup.gain",
            gain,
            "startup, compiled over never seen",
            "agent-bounty.pool.startup.gain"),
        answering(
            "first.gain",
            gain,
            "first result, compiled over never seen",
            "agent-bounty.pool.first.gain"),
        answering(
            "rate.gain",
            gain,
            "throughput, compiled over never seen",
            "agent-bounty.pool.throughput.gain"));
  }

  static Row row(String id, Function<String, Measure> quantity, String label) {
    return Row.of(id, label, quantity.apply(id.replace('.', '_')), WASM);
  }

  static Row answering(String id, Function<String, Measure> quantity, String label, String figure) {
    return row(id, quantity, label).answers(figure, Conditions.OTHER, AGENT);
  }

  static Row pretence(String id, Function<String, Measure> quantity) {
    Measure measure = quantity.apply(id.replace('.', '_'));
    return Row.of(SIMULATED + "." + id, SIMULATED, measure, SIMULATED);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sandbox-startup")
            .peers(Rivals.BINDING)
            .title(
                "a fresh sandbox for every run: of an agent never seen, one on the disk, one"
                    + " compiled")
            .protocol(
                """
                One thread opens a sandbox, runs the document's arithmetic in it with a number of its
                own, compares the result with Java's and closes the sandbox; then the next. Startup
                ends when the sandbox is open, the first result when it is compared; executions/s
                holds all of it.
                  never seen   200 agents, each compiled first (quick: 20; full: 1 000)
                  on the disk  as many, whose machine code another engine has left there, hash checked
                  compiled     one agent, for 3 s (quick: 0.3 s; full: 10 s)
                  process      from the first use of Wasmtime in a fresh JVM to the first result
                  wasmtime-py  the same library by its own Python binding, a compiled agent, for 2 s
                  simulated    sleeps as the original does, for 1 s (quick: 0.3 s; full: 3 s)
                Library calls inside a JVM of its own, fresh in every trial.\
                """);
    ROWS.forEach(lab::row);
    return lab.row("right", "compiled", RIGHT, WASM)
        .row("simulated.right", SIMULATED, RIGHT, SIMULATED)
        .plan(SandboxStartup::plan);
  }

  static void plan(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(StartupRun.RIGHT, "results");
    plan.expect(StartupRun.CLOSED, "engines");
    plan.expect(StartupRun.CACHED, "agents");
    plan.note("the original runs no code: it sleeps by the length of the source");
    plan.system(WASM, plan.pick(3.0, 12.0, 30.0), SandboxStartup::wasmtime);
    Rivals.binding(
        plan,
        measure("compiled.startup.p50"),
        measure("compiled.first.p50"),
        plan.pick(300, 2_000, 5_000));
    plan.control(SIMULATED, plan.pick(1.0, 2.0, 4.0), SandboxStartup::simulated);
  }

  static Measure measure(String row) {
    return ROWS.stream().filter(each -> each.id().equals(row)).findFirst().orElseThrow().measure();
  }

  static void wasmtime(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(StartupRun.class)
            .file("wasmtime", WasmtimeLibrary.file())
            .with(trial.pick(50, 300, 3_000, 10_000), trial.pick(8, 20, 200, 1_000))
            .input(Workload.ARITHMETIC.wat().getBytes(UTF_8))
            .run(trial);
    keep(trial, seen);
  }

  static void simulated(Trial trial) throws Exception {
    keep(trial, Fork.of(SimulatedRun.class).with(trial.pick(50, 300, 1_000, 3_000)).run(trial));
  }

  /// What a variant tells of; the control compiles nothing.
  static void keep(Trial trial, ForkFindings seen) {
    ROWS.stream()
        .map(Row::measure)
        .filter(measure -> seen.reported(measure.id()))
        .forEach(measure -> seen.into(trial, measure));
    trial.proportion(
        RIGHT, (long) seen.number("compiled_right"), (long) seen.number("compiled_runs"));
  }
}
