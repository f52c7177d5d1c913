package sequencer.engine;

import java.io.IOException;

/// Hears from an engine, on the engine's own thread: it should hand the news on and return.
public interface EngineListener {
  /// [Engine#durablePosition] has risen.
  void durable();

  /// The engine has stopped for good: what is not durable by now may never be acknowledged. Last
  /// call.
  void failed(IOException cause);
}
