///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN AgentsCost
//SOURCES agents/package-info.java
//DESCRIPTION what 1,000 executions and a month of them cost, measured times list prices

import static java.time.Duration.ofMillis;

import java.util.List;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.Recording;
import labs.agents.AgentsTrial;
import labs.agents.Endpoint;
import labs.agents.Prices;
import runtime.Project;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;

/// # What does an execution cost?
///
/// The document has a table of components, which add up to 3 cents for 1,000 executions, and a
/// table of months, in which 1,000 executions cost 30 cents to a dollar. No model stands behind
/// either in its source. Here the processor time that an execution takes, of server and database
/// together, is measured and multiplied with a list price that is data with a date
/// (`datasets/prices`).
///
/// Expect a rented machine to be far from busy at any of the document's levels, so that a month
/// costs its rent. Services that nothing here uses cost nothing here: for Redis and the object
/// store the rows say what the document's sums would buy at those prices; of a rented database no
/// price is confirmed, so none is used. What an execution takes is measured on this machine; a
/// rented processor is another one, so the rows of a sensitivity stand beside the cost.
class AgentsCost {
  static final String API = "API";
  static final double MONTH_HOURS = 730;
  static final double HOUR_S = 3_600;
  static final double UNIT = 1_000;

  static final String OTHER =
      "measured here times list prices; no Redis, Kafka or object store takes part";
  static final String PREFIX = "agent-bounty.cost.";
  static final List<String> COMPONENTS =
      List.of("compute", "redis", "kafka", "storage", "database");
  static final List<String> LEVELS = List.of("low", "medium", "high");
  static final String COST = "Cost of 1,000 executions";
  static final String MONTH = "Cost of a month";

  static final Measure CPU = Measure.less("cpu", "Time of an execution", "us");
  static final Measure WRITING = Measure.less("writing", "Time of an execution", "us");
  static final Measure COMPUTE = Measure.less("compute", COST, "USD");
  static final Measure SUM = Measure.less("sum", COST, "USD");
  static final Measure COMMANDS =
      Measure.neutral("commands", "What the document's sums buy", "per execution");
  static final Measure READS =
      Measure.neutral("reads", "What the document's sums buy", "per execution");

  /// One part of the cost, multiplied.
  enum Change {
    LESS("processor time or price -50 %", 0.5),
    MORE("processor time or price +50 %", 1.5),
    HALF("machine busy for half of its time", 2),
    TENTH("machine busy for a tenth of its time", 10);

    final String label;
    final double factor;

    Change(String label, double factor) {
      this.label = label;
      this.factor = factor;
    }

    String id() {
      return "if_" + ordinal();
    }
  }

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("agents-cost")
            .title("what 1,000 executions and a month of them cost, measured times list prices")
            .protocol(
                """
                Each trial is a fresh server, warmed up on all paths, that executes the document's
                agent at the document's 850 requests/s by a clock, for 3 s (quick: 1 s; full: the
                document's 15 s), each execution answered when its row is durable. Taken per execution:
                processor time of the server and of its PostgreSQL, and the time its one writer spent on
                rows. Prices are those of datasets/prices/agents.csv: list prices with a date, some
                second-hand; put yours in their place. 1,000 executions cost that processor time on a
                machine that is busy all of its month. A month costs the rent of as many machines as its
                executions keep busy, one at least. No network, logs, backups or rent of a database.\
                """)
            .row("cpu", "processor of server and database", CPU, API)
            .row("writing", "its share of writing rows", WRITING, API)
            .row(
                other(
                    "compute",
                    "processor, machine always busy",
                    COMPUTE,
                    "agent-bounty.cost.compute"))
            .row(
                Row.of("sum", "the document's five components added", SUM, API)
                    .answers("agent-bounty.cost.total")
                    .computed("the document's own table"));
    for (Change each : Change.values()) {
      lab = lab.row(each.id(), each.label, changed(each), API);
    }
    for (String level : LEVELS) {
      String id = PREFIX + "monthly." + level;
      String label = level + " usage";
      lab =
          lab.row(other("month." + level, label + ", measured", month(level), id))
              .row(
                  Row.of(
                          "month." + level + ".own",
                          label + ", by the document's own unit cost",
                          own(level),
                          API)
                      .answers(id)
                      .computed("its components added, times its executions"));
    }
    for (String level : LEVELS) {
      lab = lab.row(times(level, "least")).row(times(level, "most"));
    }
    return lab.row(bought("commands", "Redis commands", COMMANDS))
        .row(bought("reads", "reads of the object store", READS))
        .plan(AgentsCost::plan);
  }

  static Row other(String id, String label, Measure measure, String figure) {
    return Row.of(id, label, measure, API).answers(figure, Conditions.OTHER, OTHER);
  }

  static Row times(String level, String end) {
    return Row.of(
            "contradiction." + level + "." + end,
            level + " usage, at " + end,
            over(level, end),
            API)
        .computed("two of the document's tables");
  }

  static Row bought(String id, String label, Measure measure) {
    return Row.of(id, label, measure, API).computed("the document's sum over the list price");
  }

  static Measure changed(Change change) {
    return Measure.less(change.id(), COST + " if", "USD");
  }

  static Measure month(String level) {
    return Measure.less("month_" + level, MONTH, "USD");
  }

  static Measure own(String level) {
    return Measure.less("own_" + level, MONTH, "USD");
  }

  static Measure over(String level, String end) {
    return Measure.neutral(
        "over_" + level + "_" + end, "Document's month over its own unit cost", "x");
  }

  static void plan(RunPlan plan) {
    plan.needs(WasmtimeLibrary.absence());
    plan.needs(QuickJs.absence());
    plan.expect(AgentsTrial.ROWS, "executions");
    plan.system(API, plan.pick(6.0, 22.0, 40.0), AgentsCost::measure);
  }

  static void measure(Trial trial) throws Exception {
    AgentsTrial api = AgentsTrial.start(trial);
    AgentsTrial.Counted before = api.counted();
    Recording seen =
        api.open(
            Endpoint.EXECUTION,
            Endpoint.EXECUTION.rate(),
            ofMillis(trial.pick(300, 1_000, 3_000, 15_000)));
    AgentsTrial.Counted used = api.counted().since(before);
    trial.step("executions", seen);
    trial.latency("execution", seen);
    api.checkRows();
    double writingS = used.writingS() / used.rows();
    trial.metric(WRITING, 1e6 * writingS);
    documented(trial, Prices.load());
    if (trial.cpuNs(seen).isPresent()) {
      cost(trial, Prices.load(), trial.cpuNs(seen).getAsLong() / 1e9 / seen.operations());
    }
  }

  static void cost(Trial trial, Prices prices, double cpuS) {
    double compute = UNIT * cpuS * prices.usd("machine") / (MONTH_HOURS * HOUR_S);
    trial.metric(CPU, 1e6 * cpuS);
    trial.metric(COMPUTE, compute);
    for (Change each : Change.values()) {
      trial.metric(changed(each), each.factor * compute);
    }
    DocumentedFigures documented = figures();
    for (String level : LEVELS) {
      double executions = documented.figure(PREFIX + "monthly." + level + ".executions").low();
      double machines = Math.max(1, Math.ceil(executions * cpuS / (MONTH_HOURS * HOUR_S)));
      trial.metric(month(level), machines * prices.usd("machine"));
    }
  }

  /// What follows from the document alone, and from it and the prices.
  static void documented(Trial trial, Prices prices) {
    DocumentedFigures documented = figures();
    double sum =
        COMPONENTS.stream().mapToDouble(each -> documented.figure(PREFIX + each).low()).sum();
    trial.metric(SUM, sum);
    for (String level : LEVELS) {
      Figure month = documented.figure(PREFIX + "monthly." + level);
      double executions = documented.figure(month.id() + ".executions").low();
      double own = sum * executions / UNIT;
      trial.metric(own(level), own);
      trial.metric(over(level, "least"), month.low() / own);
      trial.metric(over(level, "most"), month.high() / own);
    }
    trial.metric(COMMANDS, documented.figure(PREFIX + "redis").low() / UNIT / prices.usd("redis"));
    trial.metric(READS, documented.figure(PREFIX + "storage").low() / UNIT / prices.usd("reads"));
  }

  static DocumentedFigures figures() {
    return DocumentedFigures.load(Project.home().resolve(DocumentedFigures.FOLDER));
  }
}
