///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherBatching
//SOURCES batcher/package-info.java
//DESCRIPTION exactly 50 events, 250 ms, order, and the promises of the document's tests

import kit.fork.ForkFindings;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.ContractRun;
import labs.batcher.SceneTrial;
import labs.batcher.scene.Scene;

/// # Fifty events or 250 milliseconds: exactly?
///
/// The document's own tuner moves both after five seconds, so its words hold for the first five
/// only. Here the rule stands still. 20 keys bring exactly 100 batches of 50 each; then 49 keys
/// bring 1 to 49 events, of which no batch can fill.
///
/// Expect 50, always; a batch that does not fill to go no earlier than 250 ms after its first event
/// and as little later as the machine wakes its threads; every event in its order.
class BatcherBatching {
  static final Measure SIZE = Measure.neutral("size", "Full batch", "events");
  static final Measure SHORTEST = Measure.neutral("shortest", "Wait of a batch", "ms");
  static final Measure LONGEST = Measure.neutral("longest", "Wait of a batch", "ms");
  static final String EXACT = "a batch that size closed has exactly 50 events";
  static final String PATIENT = "no batch that time closed went before 250 ms";
  static final String FULL = "full batches";
  static final String PARTIAL = "batches that never fill";
  static final String SUITE = "12 promises";
  static final String ADAPTIVE = "full batches, adaptive";

  static final Lab LAB =
      Lab.named("batcher-batching")
          .title("exactly 50 events, 250 ms, order, and the promises of the document's tests")
          .protocolVersion(2)
          .protocol(
              """
              full      20 keys x 100 batches x 50 events at once, by 50 or 250 ms, and adaptive
              partial   49 keys with 1 to 49 events each; the wait runs from a batch's first event
              promises  the document's 12 batching tests, each stated again and tried out
              Every event that comes out is compared with the payment that was added.
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(
              row("tests", SUITE, ContractRun.KEPT, "bsv-torrent.batching.tests")
                  .counted("promises of ours, restated from the document's tests"))
          .row(row("size", FULL, SIZE, "bsv-torrent.batching.size"))
          .row(row("size.adaptive", ADAPTIVE, SIZE, "bsv-torrent.batching.size.target"))
          .row(row("shortest", PARTIAL, SHORTEST, "bsv-torrent.batching.timeout.target"))
          .row(row("longest", PARTIAL, LONGEST, "bsv-torrent.batching.timeout"))
          .row(row("order", FULL, SceneTrial.DISORDERED, "bsv-torrent.batching.order"))
          .row(row("accuracy", FULL, SceneTrial.ACCURACY, "bsv-torrent.accuracy"))
          .row(row("accuracy.partial", PARTIAL, SceneTrial.ACCURACY, "bsv-torrent.accuracy.target"))
          .plan(BatcherBatching::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Row row(String id, String variant, Measure measure, String figure) {
    String which = id.startsWith("shortest") ? ": the shortest" : "";
    String label = variant + (id.startsWith("longest") ? ": the longest" : which);
    return Row.of(id, label, measure, variant).answers(figure);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.expect(EXACT, "batches");
    plan.expect(PATIENT, "batches");
    plan.expect(ContractRun.ALL, "promises");
    plan.system(FULL, plan.pick(1.8, 3.5, 5.0), trial -> full(trial, "document"));
    plan.system(ADAPTIVE, plan.pick(1.8, 3.5, 5.0), trial -> full(trial, "adaptive"));
    plan.system(PARTIAL, plan.pick(1.9, 3.5, 4.0), BatcherBatching::partial);
    plan.system(SUITE, plan.pick(3.0, 3.5, 3.5), trial -> ContractRun.run(trial, "batching"));
  }

  static void full(Trial trial, String mode) throws Exception {
    ForkFindings seen = SceneTrial.run(trial, Scene.full(20, 100), mode);
    trial.metric(SIZE, seen.number("largest"));
    if (mode.equals("document")) {
      trial.check(EXACT, (long) seen.number("full"), (long) seen.number("batches"), "batches");
    }
  }

  static void partial(Trial trial) throws Exception {
    Scene scene = Scene.partial();
    ForkFindings seen = SceneTrial.run(trial, scene, "document", scene.tailMs());
    trial.metric(SHORTEST, seen.number("shortest_timed"));
    trial.metric(LONGEST, seen.number("longest_open"));
    long batches = (long) seen.number("batches");
    trial.check(PATIENT, seen.number("shortest_timed") >= 250 ? batches : 0, batches, "batches");
  }
}
