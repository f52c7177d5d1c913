package kit.machine;

import java.util.Objects;

/// Something whose greatest rate is a limit: one signature, one hash, one copy.
///
/// @param id stable id of the limit: `recover_rate`
/// @param label for people: `signature recovery`
/// @param unit of the rate: `signatures/s`
/// @param threads how many threads do it at once
/// @param how what is done, in a sentence
/// @param operation does it once; called from `threads` threads, and returns something that depends
///     on the work, so that no compiler can leave the work out
public record Probe(
    String id, String label, String unit, int threads, String how, Operation operation) {
  /// One piece of work.
  @FunctionalInterface
  public interface Operation {
    /// Does it and returns something that depends on it.
    long run();
  }

  public Probe {
    Objects.requireNonNull(operation, "a probe does something");
    if (threads < 1) {
      throw new IllegalArgumentException("probe " + id + " runs on " + threads + " threads");
    }
  }
}
