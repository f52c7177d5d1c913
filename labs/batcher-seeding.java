///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherSeeding
//SOURCES batcher/package-info.java
//DESCRIPTION what a seeder earns from 20 leechers, counted to the satoshi

import kit.lab.Lab;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.SceneTrial;
import labs.batcher.scene.Scene;

/// # Are 323,799 satoshis 19,379 payments?
///
/// A seeder earns 17 satoshis a chunk, so 323,799 satoshis are 19,047 payments, and 323,799 / 17 is
/// exactly that. The document counts 19,379: 332 of them are another test's payments, in the other
/// direction. Here 20 leechers of 500 to 1,499 chunks each pay in the test's own rhythm. Then 15
/// leechers of 150 chunks, from which the document takes its 1,366 events per second: 2,250 events
/// over some 0.2 s of pauses and 1.5 s of waiting at the end.
///
/// Expect satoshis to be 17 times the events, exactly; the formula to give about 1,320 events a
/// second whatever the batcher is; and from the first event due to the last one delivered, whatever
/// the leechers' pauses allow.
class BatcherSeeding {
  static final String SWARM = "20 leechers";
  static final String FIFTEEN = "15 leechers";
  static final String ADAPTIVE = "15 leechers, adaptive";

  static final Lab LAB =
      Lab.named("batcher-seeding")
          .title("what a seeder earns from 20 leechers, counted to the satoshi")
          .protocolVersion(3)
          .protocol(
              """
              Leechers pay for 20 chunks at a time, with pauses of 25 to 75 ms (20 leechers) or 10 to
              40 ms (15), drawn from a seed; then the test waits 1.5 s. The document's formula counts
              that wait. Every event that comes out is compared with the payment that was added. The
              sender does not sleep.
                20 leechers, 15 leechers   50 events or 250 ms (quick: 20 leechers 5 times as fast)
                adaptive                   as soon as the sink is idle
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(
              Row.of(
                      "events",
                      "20 leechers of 500 to 1 499 chunks, seed 42",
                      SceneTrial.EVENTS,
                      SWARM)
                  .answers("bsv-torrent.seeding.events")
                  .computed("drawn from the seed of the scene; the document's draw is not known"))
          .row(
              Row.of("satoshis", "20 leechers, 17 per chunk", SceneTrial.SATOSHIS, SWARM)
                  .answers("bsv-torrent.seeding.sats")
                  .computed(
                      "17 times what the scene's seed drew; the document's draw is not known"))
          .row(
              Row.of("accuracy", "20 leechers", SceneTrial.ACCURACY, SWARM)
                  .answers("bsv-torrent.accuracy"))
          .row(
              Row.of("accuracy.fifteen", "15 leechers", SceneTrial.ACCURACY, FIFTEEN)
                  .answers("bsv-torrent.accuracy.target"))
          .row(
              Row.of(
                      "formula",
                      "15 leechers, 50 or 250 ms, the wait at the end counted",
                      SceneTrial.FORMULA_RATE,
                      FIFTEEN)
                  .answers("bsv-torrent.seeding.throughput")
                  .computed("events over the schedule's own time, 1.5 s of waiting included"))
          .row(
              "rate",
              "15 leechers, 50 or 250 ms, first due to last delivered",
              SceneTrial.RATE,
              FIFTEEN)
          .row(
              Row.of(
                      "adaptive.rate",
                      "15 leechers, adaptive, first due to last delivered",
                      SceneTrial.RATE,
                      ADAPTIVE)
                  .answers("bsv-torrent.seeding.throughput.target"))
          .plan(BatcherSeeding::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.note(
        "formula: 2,250 events / (about 0.2 s of pauses + 1.5 s of waiting), for any batcher");
    plan.system(SWARM, plan.pick(2.9, 8.5, 9.5), BatcherSeeding::swarm);
    plan.system(FIFTEEN, plan.pick(2.2, 4.5, 5.5), trial -> fifteen(trial, "document"));
    plan.system(ADAPTIVE, plan.pick(2.2, 4.5, 5.5), trial -> fifteen(trial, "adaptive"));
  }

  static void swarm(Trial trial) throws Exception {
    SceneTrial.run(trial, Scene.swarm().faster(trial.pick(5.0, 1.0, 1.0)), "document");
  }

  static void fifteen(Trial trial, String mode) throws Exception {
    SceneTrial.run(trial, Scene.seeding(), mode);
  }
}
