///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SandboxWorkloads
//SOURCES sandbox/package-info.java
//DESCRIPTION five workloads in fresh sandboxes: compiled agents, and the same JavaScript twice

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.sandbox.Engines;
import labs.sandbox.Rivals;
import labs.sandbox.WorkloadsRun;
import sandbox.workload.Workload;

/// # Is an agent three times as fast in Wasmtime as in QuickJS?
///
/// The document compares QuickJS, which runs a script, with a sandbox that runs none: its times
/// follow from the length of the source. Here three things are compared that do the work, each run
/// in a sandbox of its own and each result compared with Java's: agents compiled to WebAssembly in
/// Wasmtime; JavaScript in QuickJS as machine code; and the same JavaScript in the same QuickJS
/// inside Wasmtime.
///
/// Expect compiled agents to be far ahead of an interpreter. That is no merit of the sandbox: the
/// like for like is the same script with and without it, and there the sandbox costs something,
/// where it does not save the making of a new interpreter.
class SandboxWorkloads {
  static final String VARIANT = "three engines";
  static final Engines CHICORY = Engines.CHICORY;
  static final String NATIVE = "QuickJS as machine code; the document's is WebAssembly in V8";
  static final String AGENT = "an agent in WebAssembly; the document's are JavaScript";

  /// For each workload the documented time in QuickJS, the time in Wasmtime, and their quotient.
  static final List<List<String>> FIGURES =
      List.of(
          List.of(
              "agent-bounty.arithmetic.quickjs",
              "agent-bounty.arithmetic.wasmtime",
              "agent-bounty.arithmetic.speedup"),
          List.of(
              "agent-bounty.loops.quickjs",
              "agent-bounty.loops.wasmtime",
              "agent-bounty.loops.speedup"),
          List.of(
              "agent-bounty.fibonacci.quickjs",
              "agent-bounty.fibonacci.wasmtime",
              "agent-bounty.fibonacci.speedup"),
          List.of(
              "agent-bounty.objects.quickjs",
              "agent-bounty.objects.wasmtime",
              "agent-bounty.objects.speedup"),
          List.of(
              "agent-bounty.strings.quickjs",
              "agent-bounty.strings.wasmtime",
              "agent-bounty.strings.speedup"));

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (List<String> figures : FIGURES) {
      String id = figures.getFirst().split("\\.")[1];
      rows.add(
          row(id + ".native", "in native QuickJS", time(id))
              .answers(figures.get(0), Conditions.OTHER, NATIVE));
      rows.add(row(id + ".script", "the same script in Wasmtime", time(id)));
      rows.add(
          row(id + ".wasm", "compiled, in Wasmtime", time(id))
              .answers(figures.get(1), Conditions.OTHER, AGENT));
    }
    for (Workload workload : Workload.values()) {
      String id = workload.name().toLowerCase(Locale.ROOT);
      Measure time = Measure.less(id + "_" + CHICORY.id(), time(id), "ms");
      rows.add(Row.of(id + "." + CHICORY.id(), "compiled, in the JVM", time, CHICORY.label()));
    }
    for (List<String> figures : FIGURES) {
      String id = figures.getFirst().split("\\.")[1];
      rows.add(
          row(id + ".gain", id + ", compiled agent over native QuickJS", "Speed-up")
              .answers(figures.get(2), Conditions.OTHER, AGENT));
    }
    rows.add(
        row("gain.average", "compiled agent over native QuickJS, average of five", "Speed-up")
            .answers("agent-bounty.speedup", Conditions.OTHER, AGENT));
    rows.add(row("gain.geometric", "the same, geometric mean", "Speed-up"));
    for (Workload workload : Workload.values()) {
      String id = workload.name().toLowerCase(Locale.ROOT);
      rows.add(row(id + ".same", id + ", the same script in Wasmtime", "Speed-up"));
    }
    rows.add(row("same.geometric", "the same script in Wasmtime, geometric mean", "Speed-up"));
    return rows;
  }

  static String time(String workload) {
    return "Fresh sandbox and checked result, " + workload;
  }

  static Row row(String id, String label, String heading) {
    String metric = id.replace('.', '_');
    Measure measure =
        heading.equals("Speed-up")
            ? Measure.more(metric, heading, "x")
            : Measure.less(metric, heading, "ms");
    return Row.of(id, label, measure, VARIANT);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sandbox-workloads")
            .peers(Rivals.QUICKJS)
            .title(
                "five workloads in fresh sandboxes: compiled agents, and the same JavaScript twice")
            .protocol(
                """
                In one JVM, fresh in every trial, the document's five workloads one after the other, each
                on three engines in an order that is drawn: led in until its rate is steady, then for
                0.5 s (quick: 0.1 s; full: 2 s). One thread opens a sandbox, runs the work in it with a
                number of its own, compares the result with Java's and closes the sandbox. A time is the
                median from before it is opened to the compared result; speed-ups are quotients of these
                of one trial. Scripts are evaluated from their source each time, as the original's are;
                agents in WebAssembly are compiled once. Chicory, an engine in Java alone, runs the compiled
                agents in a JVM of its own. The peer is the document's own baseline in a
                process of its own: the same scripts, each run in a runtime of its own.\
                """);
    rows().forEach(lab::row);
    return lab.plan(SandboxWorkloads::plan);
  }

  static void plan(RunPlan plan) {
    Engines.needed(plan);
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(WorkloadsRun.RIGHT, "results");
    plan.expect(WorkloadsRun.CLOSED, "engines");
    plan.note(
        "the original runs no code in what it calls Wasmtime: it sleeps by the length of the"
            + " source");
    plan.system(
        VARIANT,
        plan.pick(6.0, 24.0, 60.0),
        trial -> measure(trial, VARIANT, WorkloadsRun.COMPARED));
    plan.system(
        CHICORY.label(),
        plan.pick(3.0, 10.0, 25.0),
        trial -> measure(trial, CHICORY.label(), List.of(CHICORY)));
    List<Row> natives = rows().stream().filter(row -> row.id().endsWith(".native")).toList();
    Rivals.quickJs(plan, natives, plan.pick(100, 500, 2_000));
  }

  static void measure(Trial trial, String variant, List<Engines> engines) throws Exception {
    List<byte[]> texts = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      texts.add(workload.wat().getBytes(UTF_8));
      texts.add(workload.script().getBytes(UTF_8));
    }
    ForkFindings seen =
        Engines.fork(WorkloadsRun.class, engines)
            .with(trial.pick(20, 100, 500, 2_000), trial.seed())
            .inputs(texts)
            .run(trial);
    for (Row row : rows()) {
      if (row.variant().equals(variant)) seen.into(trial, row.measure());
    }
  }
}
