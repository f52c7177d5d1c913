package sequencer.engine;

import java.io.IOException;

/// Hears from an engine, on the engine's own thread: it should hand the news on and return.
public interface EngineListener {
  /// [Engine#durablePosition] has risen.
  void durable();

  /// Whether this one is busy and could not act on [#durable] before it calls [Engine#hurry]. When
  /// all listeners say so, the engine may gather more before it writes.
  boolean mayWait();

  /// The engine has stopped for good: what is not durable by now may never be acknowledged. Last
  /// call.
  void failed(IOException cause);
}
