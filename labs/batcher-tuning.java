///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherTuning
//SOURCES batcher/package-info.java
//DESCRIPTION 30 settings of size and time at two rates, and the rule that needs none

import java.util.List;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.ContractRun;
import labs.batcher.Grid;
import labs.batcher.SceneTrial;
import labs.batcher.work.SignedPayments;

/// # Which size, which time?
///
/// For its second version the document recommends to optimize the batch parameters on production
/// metrics. Batching can give two things, and more of one means less of the other: events that wait
/// a short time, and sinks that are called seldom. 30 pairs of size and time, each at two rates,
/// show how much of both one can get; a pair that is best at one rate is not at the other.
///
/// Expect the adaptive rule to wait for less time than any pair that calls the sink as seldom: with
/// an idle sink there is no reason to wait, so it calls more often at low rates, where calls cost
/// nothing, and shares a call among many events when they come fast.
class BatcherTuning {
  static final int SLOW = 5_000;
  static final int FAST = 200_000;
  static final Measure ADAPTIVE = Measure.less("adaptive_mean", "Mean latency", "ms");
  static final Measure DOCUMENT = Measure.less("document_mean", "Mean latency", "ms");
  static final Measure ADAPTIVE_CALL =
      Measure.more("adaptive_call", "Events per call of the sink", "events");
  static final Measure DOCUMENT_CALL =
      Measure.more("document_call", "Events per call of the sink", "events");
  static final Measure BETTER = Measure.less("better", "Pairs better in both", "pairs");
  static final String SUITE = "10 promises";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static String variant(int rate) {
    return rate / 1_000 + "k events/s";
  }

  static Lab lab() {
    Lab lab =
        Lab.named("batcher-tuning")
            .title("30 settings of size and time at two rates, and the rule that needs none")
            .protocolVersion(3)
            .protocol(
                """
                Poisson arrivals over 10 keys at 5 000/s and 200 000/s, 0.2 s a setting (quick: 0.05 s),
                into a sink that only looks. 5, 10, 25, 50, 100, 200 events x 1, 5, 25, 100, 250 ms,
                and the adaptive rule: mean latency from when an event was due, and events a call of
                the sink. All points are in the result as series (grid_...); grid_front marks those
                that no other point beats in both. A chart sets the wait against the calls a second. The
                sender does not sleep. Library calls inside a JVM of its own.
                  10 promises  the document's tests of its self-tuning batcher, stated again\
                """)
            .row(
                Row.of(
                        "tests",
                        "the document's 10 tuning tests, rewritten",
                        ContractRun.KEPT,
                        SUITE)
                    .answers("bsv-torrent.optimized.tests.passing")
                    .counted("tests of ours, restated from the document's"));
    for (int rate : List.of(SLOW, FAST)) {
      lab.row(row("adaptive", rate, "adaptive", ADAPTIVE))
          .row(row("document", rate, "50 events or 250 ms", DOCUMENT))
          .row(row("adaptive.call", rate, "adaptive", ADAPTIVE_CALL))
          .row(row("document.call", rate, "50 events or 250 ms", DOCUMENT_CALL))
          .row(row("better", rate, "of 30, against adaptive", BETTER));
    }
    return lab.plan(BatcherTuning::plan);
  }

  static Row row(String id, int rate, String label, Measure measure) {
    String variant = variant(rate);
    return Row.of(id + "." + rate / 1_000 + "k", variant + ", " + label, measure, variant);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.expect(ContractRun.ALL, "promises");
    plan.system(SUITE, plan.pick(2.5, 3.0, 3.0), trial -> ContractRun.run(trial, "optimized"));
    for (int rate : List.of(SLOW, FAST)) {
      plan.system(variant(rate), plan.pick(3.6, 10.0, 35.0), trial -> measure(trial, rate));
    }
  }

  static void measure(Trial trial, int rate) throws Exception {
    ForkFindings seen =
        Fork.of(Grid.class)
            .with(rate, trial.pick(20, 50, 200, 1_000), trial.seed())
            .input(SignedPayments.forLoad(10).records())
            .run(trial);
    seen.into(trial, ADAPTIVE, DOCUMENT, ADAPTIVE_CALL, DOCUMENT_CALL, BETTER);
  }
}
