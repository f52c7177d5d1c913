package labs.batcher;

import batcher.event.EventLayout;
import java.util.Locale;
import kit.lab.RunPlan;

/// What a batcher's work costs, measured alone in the same run.
public final class BatcherLimits {
  /// Making events durable a mebibyte at a time. It is no bound: a disk may take more at once in
  /// less time for each.
  public static final String DURABLE = "event_durable";

  private static final int FORCED_BYTES = 1 << 20;

  private BatcherLimits() {}

  /// Adds the cost model of durable events, by arithmetic from the machine's own limits.
  public static void addTo(RunPlan plan) {
    plan.model(
        DURABLE,
        "events/s",
        parts -> {
          double force = parts.limit("fdatasync_" + FORCED_BYTES);
          int events = FORCED_BYTES / EventLayout.BYTES;
          return new RunPlan.Sum(
              "fdatasync of 1 MiB at a time",
              events * 1e6 / force,
              String.format(
                  Locale.ROOT,
                  "%d events each %.0f us, one fdatasync after the other",
                  events,
                  force));
        });
  }
}
