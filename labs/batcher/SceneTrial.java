package labs.batcher;

import java.io.IOException;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import labs.batcher.scene.Scene;
import runtime.StartFailure;

/// One scene as a trial, and the measures in which it is told: the document's formulas and, beside
/// each, the honest one.
public final class SceneTrial {
  /// What came out.
  public static final Measure EVENTS = Measure.neutral("events", "Delivered", "events");

  /// What it was worth.
  public static final Measure SATOSHIS = Measure.neutral("satoshis", "Worth", "sats");

  /// Batches that it made.
  public static final Measure BATCHES = Measure.neutral("batches", "Batches", "batches");

  /// Events in its largest batch.
  public static final Measure LARGEST = Measure.neutral("largest", "Largest batch", "events");

  /// Torrents, each in one or two directions.
  public static final Measure KEYS = Measure.neutral("keys", "Kept apart", "keys");

  /// Events over the whole window of the test, its sleeps at the end included.
  public static final Measure FORMULA_RATE =
      Measure.more("document_rate", "Throughput by the document's formula", "events/s");

  /// Events from the first one due to the last one delivered.
  public static final Measure RATE = Measure.more("rate", "Throughput", "events/s");

  /// Mean latency from when an event was due.
  public static final Measure MEAN = Measure.less("mean", "Latency when due", "ms");

  /// The longest latency from when an event was due.
  public static final Measure MAX = Measure.less("max", "Latency when due", "ms");

  /// The longest that a batch was open.
  public static final Measure OPEN = Measure.neutral("longest_open", "Longest wait", "ms");

  /// Events that came out once and right, of those that were added.
  public static final Measure ACCURACY = Measure.more("accuracy", "Counted right", "%");

  /// Events that came out before an earlier one of their key.
  public static final Measure DISORDERED = Measure.less("disordered", "Out of order", "events");

  private SceneTrial() {}

  /// Announces the checks of every scene, and its fork.
  public static void expect(RunPlan plan) {
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(SceneRun.ALL, "events");
    plan.expect(SceneRun.ORDER, "events");
    plan.expect(SceneRun.ACCOUNT, "accounts");
  }

  /// Replays a scene and records all of the measures above.
  ///
  /// @param mode as the batcher's command line names it
  /// @param tailMs how long to wait at the end, for timers to pass
  public static ForkFindings run(Trial trial, Scene scene, String mode, long tailMs)
      throws StartFailure, IOException {
    ForkFindings seen =
        Fork.of(SceneRun.class).with(mode, tailMs, scene.step()).inputs(scene.inputs()).run(trial);
    seen.into(trial, EVENTS, SATOSHIS, BATCHES, LARGEST, KEYS, RATE, MEAN, MAX, OPEN, DISORDERED);
    if (seen.reported(FORMULA_RATE.id())) {
      seen.into(trial, FORMULA_RATE);
    }
    trial.proportion(ACCURACY, (long) seen.number("right"), scene.plan().payments().size());
    return seen;
  }

  /// As [#run(Trial, Scene, String, long)], with the test's own wait, in a quick run 400 ms.
  public static ForkFindings run(Trial trial, Scene scene, String mode)
      throws StartFailure, IOException {
    return run(trial, scene, mode, trial.pick(400L, scene.tailMs(), scene.tailMs()));
  }
}
