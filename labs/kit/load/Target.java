package kit.load;

import java.util.concurrent.ThreadFactory;

/// What is put under load.
///
/// A load has a number of lanes and runs at most one operation on each. What a lane is, the target
/// decides: a connection, a payment channel, a thread.
public interface Target extends AutoCloseable {
  /// Starts an operation and returns without waiting for its end. Called from the thread of the
  /// load, or from inside a [Completion] call.
  ///
  /// @param lane from 0 to the load's lanes - 1; it has no other operation in flight
  /// @param index number of the operation in this run, from 0 in order of intended start; warm-up
  ///     operations included
  /// @param done must be told the end of the operation exactly once
  void start(int lane, long index, Completion done);

  /// Releases what the target holds. Loads leave it open, so that several can run on one target.
  @Override
  default void close() {}

  /// An operation written as plain blocking code. It succeeds by returning and fails by throwing;
  /// the failure's kind is the exception's simple name.
  @FunctionalInterface
  interface BlockingOperation {
    /// Does the whole operation.
    void run(int lane, long index) throws Exception;
  }

  /// A target that runs blocking code, each lane on its own virtual thread. Costs a hand-over of a
  /// few microseconds for each open-loop operation: for simple clients, not for the fastest.
  static Target blocking(BlockingOperation operation) {
    return new BlockingTarget(operation, Thread.ofVirtual().name("lane-", 0).factory());
  }

  /// A target that runs blocking code, each lane on its own thread made by `threads`.
  static Target blocking(BlockingOperation operation, ThreadFactory threads) {
    return new BlockingTarget(operation, threads);
  }
}
