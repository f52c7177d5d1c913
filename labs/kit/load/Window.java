package kit.load;

/// The operations and the time that a plan measures.
///
/// @param fromNs when measuring begins
/// @param endNs when the last operation may start, or `Long.MAX_VALUE` if a count decides
/// @param endIndex first operation that is not measured, or `Long.MAX_VALUE` if the time decides
record Window(long fromNs, long endNs, long endIndex) {
  static Window of(Plan plan, long startNs) {
    return switch (plan.length()) {
      case Plan.Count(long operations) -> new Window(startNs, Long.MAX_VALUE, operations);
      case Plan.Lasting(var duration) ->
          new Window(startNs, startNs + duration.toNanos(), Long.MAX_VALUE);
    };
  }

  /// Whether this operation belongs to the run.
  boolean admits(long index, long intendedNs) {
    return index < endIndex && intendedNs < endNs;
  }
}
