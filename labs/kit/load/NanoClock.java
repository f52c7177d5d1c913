package kit.load;

/// The clock of a load, and its way to wait. Tests put a simulated one in its place.
interface NanoClock {
  /// Nanoseconds since some fixed moment.
  long nanoTime();

  /// Waits until the deadline, or until someone unparks the thread; may return early for no
  /// reason.
  void parkUntil(long deadlineNs);
}
