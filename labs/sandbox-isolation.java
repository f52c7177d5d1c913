///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SandboxIsolation
//SOURCES sandbox/package-info.java
//DESCRIPTION agents that mean harm: how they end on each engine, and what the next one finds

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.sandbox.Engines;
import labs.sandbox.IsolationRun;
import labs.sandbox.StartupRun;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

/// # What becomes of an agent that means harm?
///
/// The document promises isolation and measures none. Here a corpus of agents that loop without
/// end, call without end, take all memory or reach for what is not theirs is run on each engine,
/// and each must end as its first line says. After each one the next tenant looks whether anything
/// of it is left, and does honest work. Then an endless loop is ended again and again: how long it
/// runs on the fuel of the basic tier, and how long past a deadline.
///
/// Expect the engines on Wasmtime to end every one as named. Native QuickJS counts no fuel, looks
/// at its clock between steps of its own and not inside a regular expression, which then nobody
/// ends, and hands out no objects, so that harm in a result's text does none there. Chicory counts
/// no fuel either: its guests look whether the clock has interrupted their thread. The control,
/// which does as the original does, calls every one of them a success.
class SandboxIsolation {
  static final Measure NAMED = Measure.more("named", "Ended as named", "%");
  static final Measure NEXT = Measure.more("next", "Next tenants untouched", "%");
  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static List<Measure> kills(Engines engine) {
    List<Measure> kills = new ArrayList<>();
    for (String at : List.of("p50", "p99")) {
      if (engine.countsFuel()) {
        kills.add(Measure.less("fuel_" + at, "Ended by fuel", "ms"));
        kills.add(Measure.less("spent_" + at, "Ended with its fuel spent", "ms"));
      }
      kills.add(Measure.less("late_" + at, "Past the deadline", "ms"));
    }
    return engine == Engines.SIMULATED ? List.of() : kills;
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sandbox-isolation")
            .title(
                "agents that mean harm: how they end on each engine, and what the next one finds")
            .protocol(
                """
                Each engine in a JVM of its own, fresh in every trial, with room for one sandbox. Each
                agent of the corpus that fits the engine runs twice, once with little fuel and once
                with little time; without a count of fuel, once. A run counts if it ends with the status
                that the agent's first line names. After each run the next tenant looks for words that
                are not zero, or for changed globals and prototypes, and does the objects workload.
                Then an endless loop is ended 100 times (quick: 20; full: 500) by a deadline of 20 ms,
                and ten times as often by 1,000,000 of fuel; what the call takes longer than the
                deadline is late. The time by fuel holds what it takes to burn that; as often, the loop
                has fuel for one instruction, and what is left is the ending alone. Library calls: no server and no network.\
                """);
    for (Engines engine : Engines.values()) {
      String name = engine.label();
      lab.row(Row.of(name + ".named", name, NAMED, name));
      lab.row(Row.of(name + ".next", name, NEXT, name));
      for (Measure kill : kills(engine)) {
        String id = kill.id().replace('_', '.');
        String words = name + ", " + kill.id().replaceAll(".*_", "");
        lab.row(Row.of(name + "." + id, words, kill, name));
      }
    }
    return lab.plan(SandboxIsolation::plan);
  }

  static void plan(RunPlan plan) {
    plan.needs(Abuse.absence());
    Engines.needed(plan);
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(IsolationRun.NAMED, "runs");
    plan.expect(IsolationRun.NEXT, "tenants");
    plan.expect(StartupRun.CLOSED, "engines");
    plan.note("the original runs no code, so every agent that means harm is a success there");
    for (Engines engine : Engines.values()) {
      if (engine == Engines.SIMULATED) {
        plan.control(engine.label(), 2, trial -> measure(engine, trial));
      } else {
        plan.system(engine.label(), plan.pick(8.0, 15.0, 30.0), trial -> measure(engine, trial));
      }
    }
  }

  static void measure(Engines engine, Trial trial) throws Exception {
    Workload honest = Workload.OBJECTS;
    Fork fork =
        engine
            .fork(IsolationRun.class)
            .with(trial.pick(5, 20, 100, 500), trial.pick(2, 10, 10, 10))
            .input((engine.isWasm() ? honest.wat() : honest.script()).getBytes(UTF_8));
    for (Abuse each : Abuse.corpus(engine.isWasm() ? Abuse.MODULES : Abuse.SCRIPTS)) {
      fork.input(each.name().getBytes(UTF_8)).input(each.text().getBytes(UTF_8));
    }
    ForkFindings seen = fork.run(trial);
    trial.proportion(NAMED, (long) seen.number("named"), (long) seen.number("all"));
    trial.proportion(NEXT, (long) seen.number("next"), (long) seen.number("all"));
    for (Measure kill : kills(engine)) seen.into(trial, kill);
  }
}
