package kit.load;

/// Where a [Target] reports the end of each operation that it started: exactly once, from any
/// thread, even before `start` returns.
public interface Completion {
  /// The operation did what it should, and its answer was verified.
  ///
  /// @throws IllegalStateException if that operation is not in flight on that lane
  void succeeded(int lane, long index);

  /// The operation did not do what it should.
  ///
  /// @param kind in a few words, such as `status 503` or `connection closed`. Failures are counted
  ///     by kind, so it must not hold what differs from one operation to the next.
  /// @throws IllegalStateException if that operation is not in flight on that lane
  void failed(int lane, long index, String kind);
}
