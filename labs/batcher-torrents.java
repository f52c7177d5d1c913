///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherTorrents
//SOURCES batcher/package-info.java
//DESCRIPTION many torrents at once, kept apart: 10 of 200 events, 10 of 2,000, 500 of 200

import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.SceneTrial;
import labs.batcher.scene.Scene;

/// # Ten torrents of 2,000 events, or 2,000 events of ten torrents?
///
/// The document's "2000 events across 10 torrents" are 200 events each. Here that test, the other
/// reading of its words, and 500 torrents in both directions: 1,000 keys at once.
///
/// Expect every event in a batch of its own torrent and direction, in order, whatever their number.
class BatcherTorrents {
  static final Measure TORRENTS = Measure.more("torrents", "Kept apart", "torrents");
  static final Measure EVENTS = Measure.more("events", "Delivered", "events");
  static final String TEN = "10 torrents of 200 events";
  static final String MORE = "10 torrents of 2 000 events";
  static final String MANY = "500 torrents of 200 events";

  static final String SETTING = "a setting of the scene; that each is kept apart is the accuracy";

  static final Lab LAB =
      Lab.named("batcher-torrents")
          .title("many torrents at once, kept apart: 10 of 200 events, 10 of 2,000, 500 of 200")
          .protocolVersion(3)
          .protocol(
              """
              Each torrent brings its events by turns in both directions, 25 at a time with 5 ms
              between; batches go with 50 events or after 250 ms. Every event that comes out is
              compared with the payment that was added, and with the key of its batch. The sender does
              not sleep.
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(row("ten", TEN, EVENTS).answers("bsv-torrent.torrents.events"))
          .row(row("more", MORE, EVENTS))
          .row(row("many", MANY, EVENTS))
          .row(
              row("ten.torrents", TEN, TORRENTS)
                  .answers("bsv-torrent.torrents.count")
                  .computed(SETTING))
          .row(
              row("many.torrents", MANY, TORRENTS)
                  .answers("bsv-torrent.torrents.count.target")
                  .computed(SETTING))
          .row(row("ten.accuracy", TEN, SceneTrial.ACCURACY))
          .row(row("many.accuracy", MANY, SceneTrial.ACCURACY))
          .row(row("ten.mean", TEN, SceneTrial.MEAN))
          .row(row("many.mean", MANY, SceneTrial.MEAN))
          .plan(BatcherTorrents::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Row row(String id, String variant, Measure measure) {
    return Row.of(id, variant + ", 50 or 250 ms", measure, variant);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.system(TEN, plan.pick(1.9, 5.0, 6.0), trial -> measure(trial, 10, 200));
    plan.system(MORE, plan.pick(2.3, 5.4, 6.4), trial -> measure(trial, 10, 2_000));
    plan.system(MANY, plan.pick(2.6, 6.5, 7.5), trial -> measure(trial, 500, 200));
  }

  static void measure(Trial trial, int torrents, int each) throws Exception {
    var seen = SceneTrial.run(trial, Scene.torrents(torrents, each), "document");
    trial.metric(TORRENTS, seen.number("keys") / 2);
    trial.metric(EVENTS, seen.number("events"));
  }
}
