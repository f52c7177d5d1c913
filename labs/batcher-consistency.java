///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherConsistency
//SOURCES batcher/package-info.java
//DESCRIPTION how far throughput spreads: over the document's scenes, and over equal runs

import java.util.ArrayList;
import java.util.List;
import kit.fork.Fork;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.Capacity;
import labs.batcher.SceneTrial;
import labs.batcher.Spread;
import labs.batcher.scene.Scene;
import labs.batcher.work.SignedPayments;

/// # Why does throughput vary from 748 to 1,366?
///
/// Because the scenes sleep for different times: 3,000 events at once and 4 s of waiting cannot
/// come to more than 750 per second, 2,250 events and 1.7 s of waiting come to some 1,300, whatever
/// code they run through. The document asks for throughput to be stabilized; there was nothing to
/// stabilize.
///
/// Expect the formula to give the document's range again with a batcher a thousand times as fast,
/// the honest rate of every scene to be what was offered, and equal runs of the batcher to lie a
/// few percent apart on a machine whose cores stay where they are. On a virtual machine they may
/// not: the round trip between the cores stands beside every run.
class BatcherConsistency {
  static final Measure LOW =
      Measure.more("formula_low", "Throughput by the document's formula", "events/s");
  static final Measure HIGH =
      Measure.more("formula_high", "Throughput by the document's formula", "events/s");
  static final Measure SLOWEST = Measure.more("slowest", "Throughput", "events/s");
  static final Measure SPREAD = Measure.less("spread", "Spread of equal runs", "%");
  static final Measure LOWEST = Measure.more("lowest", "Throughput", "events/s");
  static final Measure HIGHEST = Measure.more("highest", "Throughput", "events/s");
  static final String SCENES = "the document's scenes";
  static final String RUNS = "equal runs";

  static final Lab LAB =
      Lab.named("batcher-consistency")
          .title("how far throughput spreads: over the document's scenes, and over equal runs")
          .protocolVersion(3)
          .protocol(
              """
              scenes      3 000 events at once; 2 000 over 10 torrents; 2 250 of 15 leechers; each with
                          its own wait at the end (quick: the first and the last of them). The
                          document's formula counts the wait, the honest rate runs from the first event
                          due to the last one delivered. Adaptive rule; the sender does not sleep.
              equal runs  12 runs of 0.5 s (quick: 5 of 0.15 s, full: 12 of 1 s) of a producer that never
                          pauses, 10 keys, in one JVM: standard deviation over mean; every event
                          accounted for
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(
              Row.of(
                      "low",
                      "slowest scene by the formula: 3 000 events and a 4 s wait",
                      LOW,
                      SCENES)
                  .answers("bsv-torrent.consistency.throughput")
                  .computed("events over the schedule's own time, 4 s of waiting included"))
          .row(
              Row.of(
                      "high",
                      "fastest scene by the formula: 2 250 events and a 1.5 s wait",
                      HIGH,
                      SCENES)
                  .computed("events over the schedule's own time, 1.5 s of waiting included"))
          .row(
              Row.of("slowest", "slowest scene, first due to last delivered", SLOWEST, SCENES)
                  .answers("bsv-torrent.consistency.target"))
          .row("spread", "equal runs, 1 producer, 10 keys", SPREAD, RUNS)
          .row("lowest", "the slowest of them", LOWEST, RUNS)
          .row("highest", "the fastest of them", HIGHEST, RUNS)
          .plan(BatcherConsistency::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.expect(Capacity.EXACT, "keys of a producer");
    plan.note("formula, lower end: 3,000 events / 4 s of waiting cannot pass 750, for any batcher");
    plan.system(SCENES, plan.pick(8.5, 17.0, 17.0), BatcherConsistency::scenes);
    plan.system(RUNS, plan.pick(2.5, 11.0, 20.0), BatcherConsistency::runs);
  }

  static void scenes(Trial trial) throws Exception {
    List<Scene> scenes = new ArrayList<>(List.of(Scene.throughput(), Scene.seeding()));
    if (trial.pick(false, true, true)) {
      scenes.add(Scene.torrents(10, 200));
    }
    double low = Double.MAX_VALUE;
    double high = 0;
    double slowest = Double.MAX_VALUE;
    for (Scene scene : scenes) {
      var seen =
          SceneTrial.run(
              trial,
              scene,
              "adaptive",
              trial.pick(400L, scene.tailMs(), scene.tailMs(), scene.tailMs()));
      low = Math.min(low, seen.number(SceneTrial.FORMULA_RATE.id()));
      high = Math.max(high, seen.number(SceneTrial.FORMULA_RATE.id()));
      slowest = Math.min(slowest, seen.number(SceneTrial.RATE.id()));
    }
    trial.metric(LOW, low);
    trial.metric(HIGH, high);
    trial.metric(SLOWEST, slowest);
  }

  static void runs(Trial trial) throws Exception {
    Fork.of(Spread.class)
        .with("adaptive", trial.pick(2, 5, 12, 12), trial.pick(50, 150, 500, 1_000))
        .input(SignedPayments.forLoad(10).records())
        .run(trial)
        .into(trial, SPREAD, LOWEST, HIGHEST);
  }
}
