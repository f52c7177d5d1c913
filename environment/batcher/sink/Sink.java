package batcher.sink;

import batcher.frame.Frame;

/// Takes the frames of one shard, one at a time, in order, always from the same thread.
///
/// When [#deliver] returns, the sink has the whole frame, as safely as its page says. When it
/// throws, it may have all, some or nothing of it; the same frame comes again, and again with the
/// same batches, until it returns. So an implementation either remembers the last (epoch, number)
/// that it took and skips repeats, or says in its page that batches may come twice.
public interface Sink extends AutoCloseable {
  /// What it is, for messages: `redis`.
  default String name() {
    return "sink";
  }

  /// Takes one frame, which is valid only during the call.
  ///
  /// @throws Exception if it could not take all of it
  void deliver(Frame frame) throws Exception;

  /// The highest epoch that it remembers, 0 if it remembers nothing. A batcher begins above it.
  default long lastEpoch() {
    return 0;
  }

  @Override
  default void close() throws Exception {}
}
