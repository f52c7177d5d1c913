package batcher.sink;

import batcher.frame.Frame;

/// The shard's end of delivery, used from the shard's thread.
public interface Outlet {
  /// Whether a frame can be given now. Carries on with what is under way.
  boolean isIdle();

  /// Takes a frame; only when [#isIdle]. Its memory is the outlet's until [#isIdle] again.
  void take(Frame frame);

  /// Events taken and not yet delivered.
  long inFlight();

  /// When to ask [#isIdle] again even if nothing new has come, in terms of the batcher's clock;
  /// [Long#MAX_VALUE] if the outlet wakes the shard by itself.
  long wakeAtNs();

  /// Gives up what is not delivered, and closes the sink.
  void close() throws Exception;
}
