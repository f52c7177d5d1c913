package bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Counts the iterations whose last answer was computed again another way and came out the same.
/// JMH reports it beside the time, as `verified`.
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Verified {
  /// Iterations that were verified.
  public int verified;
}
