package sandbox.wasmtime;

import sandbox.Agent;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;

/// A compiled module whose imports are looked up, of which there are none.
final class WasmtimeAgent implements Agent {
  private final WasmtimeEngine engine;
  private final Uses uses = new Uses("agent");

  /// `wasmtime_instance_pre_t`.
  private final long prepared;

  private static final byte[] NO_SCRIPT = {};

  WasmtimeAgent(WasmtimeEngine engine, long prepared) {
    this.engine = engine;
    this.prepared = prepared;
  }

  int open() {
    return uses.open();
  }

  @Override
  public Instance open(Limits limits) {
    return open(limits, NO_SCRIPT);
  }

  /// @param script for the interpreter that it is; empty if it is none
  WasmtimeInstance open(Limits limits, byte[] script) {
    if (limits != engine.limits()) {
      limits.within(engine.limits());
    }
    GuestThread thread = GuestThread.current(limits.stackBytes());
    uses.enter();
    WasmtimeInstance instance = new WasmtimeInstance(engine, limits, script, uses);
    try {
      instance.start(prepared, thread);
    } catch (RuntimeException e) {
      instance.close();
      throw e;
    }
    return instance;
  }

  @Override
  public Outcome run(byte[] input) {
    return engine.run(this, input);
  }

  @Override
  public void close() {
    if (uses.close()) {
      Wasmtime.call("wasmtime_instance_pre_delete", prepared);
      engine.forget(this);
    }
  }
}
