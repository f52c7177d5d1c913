package labs.batcher;

import batcher.event.EventLayout;
import java.util.Locale;
import java.util.OptionalDouble;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.result.Limit;

/// What this machine allows a batcher, calibrated in the same run.
public final class BatcherLimits {
  /// Copying an event once.
  public static final String COPY = "event_copy";

  /// Handing an event from one thread to another, one by one.
  public static final String HAND_OFF = "event_handoff";

  /// Making events durable, as many at once as pays.
  public static final String DURABLE = "event_durable";

  private static final int FORCED_BYTES = 1 << 20;

  private BatcherLimits() {}

  /// Copies and durable writes, by arithmetic from the machine's own limits.
  public static void addTo(RunPlan plan) {
    plan.derive(
        seen ->
            limit(
                COPY,
                "copying 128 bytes once",
                seen.limit("memory_copy") * 1e9 / EventLayout.BYTES,
                "memory copy / 128 bytes; an event is copied four times on its way"));
    plan.derive(
        seen ->
            limit(
                DURABLE,
                "fdatasync of 1 MiB at a time",
                FORCED_BYTES / EventLayout.BYTES * 1e6 / seen.limit("fdatasync_" + FORCED_BYTES),
                String.format(
                    Locale.ROOT,
                    "8192 events each %.0f us: one fdatasync after the other",
                    seen.limit("fdatasync_" + FORCED_BYTES))));
  }

  /// The hand-over alone, as a control reached it in this run.
  public static void addHandOff(RunPlan plan, String control, Measure measure) {
    plan.derive(
        seen -> {
          OptionalDouble rate = seen.median(control, measure);
          return rate.isEmpty()
              ? null
              : limit(
                  HAND_OFF,
                  "128 bytes from thread to thread, unbatched",
                  rate.getAsDouble(),
                  "median of the control \"" + control + "\"");
        });
  }

  private static Limit limit(String id, String label, double rate, String how) {
    return new Limit(id, label, rate, "events/s", rate, rate, how);
  }
}
