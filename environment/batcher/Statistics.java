package batcher;

import batcher.event.Refusal;
import batcher.frame.Cause;
import java.util.EnumMap;
import java.util.Map;

/// What a batcher has done. `accepted = delivered + pending` always; what was refused is counted
/// apart and never part of `accepted`.
///
/// @param accepted events taken over, those of an earlier run included
/// @param replayed of these, events that an earlier run made durable and did not deliver, or did
///     not remember that it had
/// @param delivered events that the sink has taken
/// @param batches batches that the sink has taken
/// @param inRing accepted, and not yet looked at by a shard
/// @param inBatches in batches that have not been given to the outlet
/// @param inFlight given to the outlet and not yet taken by the sink
/// @param refused events that were never accepted, by reason; reasons without any are absent
/// @param closedBy batches closed, by cause
/// @param keys keys known at the moment
/// @param failures failed attempts at delivery
/// @param lastFailure what the last of them said, or empty
public record Statistics(
    long accepted,
    long replayed,
    long delivered,
    long batches,
    long inRing,
    long inBatches,
    long inFlight,
    Map<Refusal, Long> refused,
    Map<Cause, Long> closedBy,
    long keys,
    long failures,
    String lastFailure) {
  static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of(), 0, 0, "");

  public Statistics {
    refused = Map.copyOf(refused);
    closedBy = Map.copyOf(closedBy);
  }

  /// Events accepted and not yet delivered, wherever they are.
  public long pending() {
    return inRing + inBatches + inFlight;
  }

  /// Events refused for any reason.
  public long refusedTotal() {
    return refused.values().stream().mapToLong(Long::longValue).sum();
  }

  /// This and another shard's together.
  Statistics plus(Statistics other) {
    Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    causes.putAll(closedBy);
    other.closedBy.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
    return new Statistics(
        accepted + other.accepted,
        replayed + other.replayed,
        delivered + other.delivered,
        batches + other.batches,
        inRing + other.inRing,
        inBatches + other.inBatches,
        inFlight + other.inFlight,
        refused,
        causes,
        keys + other.keys,
        failures + other.failures,
        other.lastFailure.isEmpty() ? lastFailure : other.lastFailure);
  }

  Statistics withRefused(Map<Refusal, Long> counts) {
    return new Statistics(
        accepted,
        replayed,
        delivered,
        batches,
        inRing,
        inBatches,
        inFlight,
        counts,
        closedBy,
        keys,
        failures,
        lastFailure);
  }
}
