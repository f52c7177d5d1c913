///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherMemory
//SOURCES batcher/package-info.java
//DESCRIPTION what a batcher keeps: live set, bytes per event, keys that never come back

import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.MemoryRun;
import labs.batcher.work.SignedPayments;

/// # Does batching 3,000 events cost 1.87 MB, or less than nothing?
///
/// The document subtracts two readings of the heap in use and gets 1.87 MB in one test and a
/// negative number in another. Without a collection before each reading the difference says when
/// the collector last ran. Run again, the same code gave 1.54, 4.33 and 0.23 MB.
///
/// Here the same waves of 300 events by that formula and as the growth of the live set, after
/// collections. Then what a million events allocate, and a soak of keys that come once and never
/// again, of which the original forgets none. Expect a live set that does not grow, next to nothing
/// allocated, and no key remembered.
class BatcherMemory {
  static final Measure FORMULA = Measure.less("formula", "Heap in use, difference", "MB");
  static final Measure LIVE = Measure.less("live", "Live set, growth", "MB");
  static final Measure SOAK = Measure.less("soak", "Live set, growth", "MB");
  static final Measure ALLOCATED = Measure.less("allocated", "Allocated", "B/event");
  static final Measure KEYS = Measure.less("leaks", "Never forgotten", "leaks");
  static final String SYSTEM = "adaptive";

  static final String NOISE =
      "live sets after a collection; the document read the heap in use without one, which is noise";

  static final Lab LAB =
      Lab.named("batcher-memory")
          .title("what a batcher keeps: live set, bytes per event, keys that never come back")
          .protocol(
              """
              waves  10 waves of 300 events, 100 ms apart (quick: 10 ms). Formula: heap in use
                     afterwards less before. Live set: the same after three collections each.
              bytes  a million events: what all threads allocate, divided by them
              soak   keys that bring one event each and never come back, for 4 s (quick: 1 s, full: 30
                     min); growth of the live set over its second half, and keys still known when
                     all were idle for 0.2 s
              Library calls inside a JVM of its own, fresh in every trial.\
              """)
          .row(
              Row.of(
                      "formula",
                      "3 000 events, heap in use before and after, no collection",
                      FORMULA,
                      SYSTEM)
                  .answers("bsv-torrent.memory.growth"))
          .row(
              Row.of("live", "3 000 events, live set before and after", LIVE, SYSTEM)
                  .answers("bsv-torrent.scenarios.memory", Conditions.OTHER, NOISE))
          .row(
              Row.of("soak", "soak, live set before and after", SOAK, SYSTEM)
                  .answers("bsv-torrent.memory.target"))
          .row("allocated", "a million events, all threads", ALLOCATED, SYSTEM)
          .row(
              Row.of("keys", "keys known after the soak, except the one in use", KEYS, SYSTEM)
                  .answers("bsv-torrent.batching.leaks"))
          .plan(BatcherMemory::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(MemoryRun.ACCOUNT, "accounts");
    plan.note("the original never forgets a key; heap in use says when the collector last ran");
    plan.system(SYSTEM, plan.pick(4.0, 12.0, 1_810.0), BatcherMemory::measure);
  }

  static void measure(Trial trial) throws Exception {
    ForkFindings seen =
        Fork.of(MemoryRun.class)
            .with(
                "adaptive", 10, trial.pick(10, 100, 100), trial.pick(300, 1_000, 4_000, 1_800_000))
            .input(SignedPayments.forLoad(10).records())
            .run(trial);
    seen.into(trial, FORMULA, LIVE, SOAK, ALLOCATED);
    trial.metric(KEYS, seen.number("keys") - 1);
  }
}
