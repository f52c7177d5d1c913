package sequencer.service;

import java.io.IOException;
import sequencer.engine.Engine;
import sequencer.engine.EngineListener;

/// Where threads that may wait do so until the disk has caught up.
final class DurableGate implements EngineListener {
  private final Engine engine;
  private boolean hasFailed;

  private DurableGate(Engine engine) {
    this.engine = engine;
  }

  static DurableGate at(Engine engine) {
    DurableGate gate = new DurableGate(engine);
    engine.subscribe(gate);
    return gate;
  }

  /// Waits until everything up to `position` is durable.
  ///
  /// @return false if it never will be
  synchronized boolean await(long position) throws InterruptedException {
    while (engine.durablePosition() < position && !hasFailed) {
      wait();
    }
    return engine.durablePosition() >= position;
  }

  @Override
  public synchronized void durable() {
    notifyAll();
  }

  /// Nobody here minds the millisecond for which an engine may gather.
  @Override
  public boolean mayWait() {
    return true;
  }

  @Override
  public synchronized void failed(IOException cause) {
    hasFailed = true;
    notifyAll();
  }
}
