///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherDownload
//SOURCES batcher/package-info.java
//DESCRIPTION a payment for every chunk of a download: 100 MB, and three files at once

import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.ContractRun;
import labs.batcher.SceneTrial;
import labs.batcher.scene.Scene;

/// # Are three downloads 6,185 payments?
///
/// 100 MB in chunks of 16 KiB are 6,400 payments of 17 satoshis, one every 15.6 ms at 1 MB/s; the
/// document's line about them is printed before its test starts, which then runs into its time
/// limit. Files of 50, 25 and 10 MB are 3,200 + 1,600 + 640 = 5,440 payments. The document counts
/// 6,185, because the timer of the test before goes on paying into this one's batcher.
///
/// Expect 6,400 and 5,440, every one the payment that was added, and nothing foreign. Time runs
/// faster than it did for the document (full: as it did); counts do not depend on it.
class BatcherDownload {
  static final Measure PAYMENTS = Measure.neutral("payments", "Delivered", "payments");
  static final String ONE = "100 MB";
  static final String SUITE = "8 scenarios";
  static final String THREE = "50, 25 and 10 MB at once";

  static final Lab LAB =
      Lab.named("batcher-download")
          .title("a payment for every chunk of a download: 100 MB, and three files at once")
          .protocolVersion(3)
          .protocol(
              """
              Signed payments of 17 satoshis a chunk are added when they are due and batched by 50 or
              250 ms; every event that comes out is compared with the payment that was added. The sender
              does not sleep.
                100 MB       6 400 chunks at 64/s (full), 100 times as fast (standard), 1 000 (quick)
                three files  10 chunks, then a pause, by 30, 50 and 70/s; 10 or 50 times as fast
                8 scenarios  the document's micropayment tests, each stated again and tried out
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(
              Row.of("chunks", "100 MB in chunks of 16 KiB", PAYMENTS, ONE)
                  .answers("bsv-torrent.download.chunks"))
          .row(
              Row.of(
                      "downloads",
                      "three downloads at once: 3 200 + 1 600 + 640",
                      SceneTrial.EVENTS,
                      THREE)
                  .answers("bsv-torrent.concurrent.events"))
          .row(
              Row.of("tests", "the document's 8 scenarios, rewritten", ContractRun.KEPT, SUITE)
                  .answers("bsv-torrent.scenarios.tests")
                  .counted("scenarios of ours, restated from the document's"))
          .row("chunks.satoshis", "100 MB, 17 per chunk", SceneTrial.SATOSHIS, ONE)
          .row("downloads.satoshis", "three downloads", SceneTrial.SATOSHIS, THREE)
          .row("accuracy", "three downloads", SceneTrial.ACCURACY, THREE)
          .row("downloads.keys", "three downloads", SceneTrial.KEYS, THREE)
          .plan(BatcherDownload::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SceneTrial.expect(plan);
    plan.expect(ContractRun.ALL, "promises");
    plan.system(SUITE, plan.pick(3.0, 4.0, 4.0), trial -> ContractRun.run(trial, "scenarios"));
    plan.system(ONE, plan.pick(2.2, 6.0, 105.0), BatcherDownload::one);
    plan.system(THREE, plan.pick(2.2, 5.0, 15.0), BatcherDownload::three);
  }

  static void one(Trial trial) throws Exception {
    Scene scene = Scene.download(100).faster(trial.pick(1_000.0, 100.0, 1.0));
    trial.metric(PAYMENTS, SceneTrial.run(trial, scene, "document").number("events"));
  }

  static void three(Trial trial) throws Exception {
    Scene scene = Scene.downloads().faster(trial.pick(50.0, 10.0, 1.0));
    SceneTrial.run(trial, scene, "document");
  }
}
