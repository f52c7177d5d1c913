package kit.load;

/// A load that can be run on a target.
public sealed interface Load permits ClosedLoop, OpenLoop {
  /// Runs to its end in the calling thread, with progress that nobody watches.
  ///
  /// @throws IllegalStateException if the target breaks its contract: throws in `start`, or ends
  ///     an operation that is not in flight
  default Recording run(Target target) {
    return run(target, new Progress());
  }

  /// Runs to its end in the calling thread.
  ///
  /// @param progress can be read from other threads meanwhile
  /// @throws IllegalStateException if the target breaks its contract
  /// @throws java.util.concurrent.CancellationException if the thread is interrupted; it stays so
  Recording run(Target target, Progress progress);

  /// How long it runs.
  Plan plan();

  /// The same load for another time.
  Load with(Plan plan);
}
