package batcher.sink;

import batcher.frame.Frame;

/// The shard's end of delivery, used from the shard's thread.
public interface Outlet {
  /// Whether a frame can be given now. Carries on with what is under way.
  boolean hasRoom();

  /// Whether nothing that was given is still under way, so that a batch that waits any longer waits
  /// for nothing.
  boolean isIdle();

  /// Takes a frame; only when [#hasRoom]. Its memory is the outlet's until [#hasRoom] again.
  void take(Frame frame);

  /// Whether everything given is delivered.
  boolean isEmpty();

  /// When to look again even if nothing new has come, in terms of the batcher's clock;
  /// [Long#MAX_VALUE] if the outlet wakes the shard by itself.
  long wakeAtNs();

  /// Gives up what is not delivered, and closes the sink.
  void close() throws Exception;
}
