package batcher;

import batcher.frame.Frame;
import batcher.sink.Sink;
import java.io.IOException;

/// A sink that can be taken away and brought back; what it has taken is in the one behind it.
final class SwitchedSink implements Sink {
  private final Sink sink;
  private volatile boolean up;

  SwitchedSink(Sink sink, boolean up) {
    this.sink = sink;
    this.up = up;
  }

  void set(boolean up) {
    this.up = up;
  }

  @Override
  public void deliver(Frame frame) throws Exception {
    if (!up) {
      throw new IOException("the sink is away");
    }
    sink.deliver(frame);
  }
}
