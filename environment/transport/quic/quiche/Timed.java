package transport.quic.quiche;

/// A task for a time, in terms of [System#nanoTime].
///
/// @param order which of two for the same time was asked for first
record Timed(long deadlineNs, long order, Runnable task) implements Comparable<Timed> {
  @Override
  public int compareTo(Timed other) {
    long ahead = deadlineNs - other.deadlineNs;
    return ahead == 0 ? Long.compare(order, other.order) : Long.signum(ahead);
  }
}
