package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.ModuleRun;
import sandbox.Outcome;
import sandbox.Status;

/// A store with one instance in it.
///
/// Whatever comes from the guest, an address or a length, is held against its memory before it is
/// used.
final class WasmtimeInstance implements Instance {
  private static final MemorySegment NAMES =
      Arena.global().allocateFrom(JAVA_BYTE, "memoryrun".getBytes(US_ASCII));
  private static final long MEMORY_NAME = NAMES.address();
  private static final long MEMORY_NAME_BYTES = 6;
  private static final long RUN_NAME = MEMORY_NAME + MEMORY_NAME_BYTES;
  private static final long RUN_NAME_BYTES = 3;

  private static final int TRAP_STACK = 0;
  private static final int TRAP_UNREACHABLE = 9;
  private static final int TRAP_INTERRUPT = 10;
  private static final int TRAP_OUT_OF_FUEL = 11;

  /// What the codes of `wasmtime/trap.h` mean, from 0.
  private static final String[] TRAPS = {
    "calls too deep",
    "access outside the memory",
    "access that is not aligned",
    "access outside a table",
    "call of an empty element",
    "call of a function of another type",
    "integer overflow",
    "integer division by zero",
    "conversion to an integer that does not hold it",
    "unreachable code reached",
    "time over",
    "fuel used up"
  };

  private final WasmtimeEngine engine;
  private final Limits limits;
  private final Uses uses;

  /// What the interpreter in it is given to evaluate; empty if the module itself is the agent.
  private final byte[] script;

  private final long store;
  private final long context;

  /// `wasmtime_instance_t`, in two halves.
  private long instanceStore;

  private long instanceNumber;

  /// What there is to say if it could not be opened.
  private Outcome unopened;

  private boolean used;
  private boolean closed;

  WasmtimeInstance(WasmtimeEngine engine, Limits limits, byte[] script, Uses uses) {
    this.engine = engine;
    this.limits = limits;
    this.script = script;
    this.uses = uses;
    store = Wasmtime.storeNew(engine.engine);
    context = Wasmtime.storeContext(store);
  }

  /// Makes the instance, which runs the module's start function.
  ///
  /// @param prepared `wasmtime_instance_pre_t`
  void start(long prepared, GuestThread thread) {
    Wasmtime.storeLimiter(store, limits.memoryBytes(), ModuleRun.TABLE_ELEMENTS, 1, 1, 1);
    refuel();
    long at = thread.scratchAt;
    MemorySegment scratch = thread.scratch;
    scratch.set(JAVA_LONG, GuestThread.TRAP, 0);
    long error =
        Wasmtime.instantiate(prepared, context, at + GuestThread.INSTANCE, at + GuestThread.TRAP);
    long trap = scratch.get(JAVA_LONG, GuestThread.TRAP);
    if (error != 0) {
      unopened = refused(Wasmtime.takeError(error));
    } else if (trap != 0) {
      unopened = trapped(Wasmtime.takeTrap(trap), thread, 0);
    } else {
      instanceStore = scratch.get(JAVA_LONG, GuestThread.INSTANCE);
      instanceNumber = scratch.get(JAVA_LONG, GuestThread.INSTANCE + Long.BYTES);
    }
  }

  private void refuel() {
    Wasmtime.setEpochDeadline(context, engine.ticksUntil(limits.wallMs()));
    long error = Wasmtime.setFuel(context, limits.fuel());
    if (error != 0) {
      throw new IllegalStateException(Wasmtime.takeError(error));
    }
  }

  private static Outcome refused(String error) {
    if (error.contains("maximum concurrent")) {
      return Outcome.of(Status.POOL_EXHAUSTED, error);
    }
    boolean memory = error.contains("memory minimum size");
    return Outcome.of(memory ? Status.OUT_OF_MEMORY : Status.REJECTED, error);
  }

  @Override
  public Optional<Outcome> unopened() {
    return Optional.ofNullable(unopened);
  }

  @Override
  public Outcome run(byte[] input) {
    if (used || closed) {
      throw new IllegalStateException("a sandbox is for one run");
    }
    used = true;
    GuestThread thread = GuestThread.current(limits.stackBytes());
    if (unopened != null) {
      return unopened;
    }
    if (input.length > limits.inputBytes()) {
      return Outcome.tooLarge("input", input.length, limits.inputBytes());
    }
    thread.scratch.set(JAVA_LONG, GuestThread.INSTANCE, instanceStore);
    thread.scratch.set(JAVA_LONG, GuestThread.INSTANCE + Long.BYTES, instanceNumber);
    export(thread, MEMORY_NAME, MEMORY_NAME_BYTES, GuestThread.MEMORY);
    export(thread, RUN_NAME, RUN_NAME_BYTES, GuestThread.FUNCTION);
    long memory = thread.scratchAt + GuestThread.MEMORY + Wasmtime.EXTERN_ITEM;
    if (!give(input, memory, thread)) {
      return Outcome.of(Status.OUT_OF_MEMORY, "the input does not fit into its memory");
    }
    return call(input.length, memory, thread);
  }

  /// Looks an export up, which is there: the engine has seen it when it compiled the agent.
  ///
  /// @param place where it is left
  private void export(GuestThread thread, long name, long nameBytes, int place) {
    long at = thread.scratchAt;
    if (!Wasmtime.exportGet(context, at + GuestThread.INSTANCE, name, nameBytes, at + place)) {
      throw new IllegalStateException("an export is gone");
    }
  }

  /// Puts the input into the guest's memory, which grows if need be, and its script before it.
  ///
  /// @return whether it may
  private boolean give(byte[] input, long memory, GuestThread thread) {
    long room = Wasmtime.memoryDataSize(context, memory);
    long at = script.length == 0 ? ModuleRun.INPUT_AT : room - Limits.PAGE_BYTES + Sealer.TEXT_AT;
    long inputAt = script.length == 0 ? at : at + script.length + 1;
    long lacking = inputAt + input.length - room;
    if (lacking > 0 && input.length + script.length > 0) {
      long pages = Math.ceilDiv(lacking, Limits.PAGE_BYTES);
      long before = thread.scratchAt + GuestThread.OUT;
      long error = Wasmtime.memoryGrow(context, memory, pages, before);
      if (error != 0) {
        Wasmtime.call("wasmtime_error_delete", error);
        return false;
      }
    }
    long base = Wasmtime.memoryData(context, memory);
    if (script.length > 0) {
      MemorySegment.copy(script, 0, Wasmtime.MEMORY, JAVA_BYTE, base + at, script.length);
    }
    if (input.length > 0) {
      MemorySegment.copy(input, 0, Wasmtime.MEMORY, JAVA_BYTE, base + inputAt, input.length);
    }
    return true;
  }

  private Outcome call(int inputBytes, long memory, GuestThread thread) {
    MemorySegment scratch = thread.scratch;
    long at = thread.scratchAt;
    scratch.set(JAVA_LONG, GuestThread.TRAP, 0);
    int numbers = GuestThread.NUMBERS;
    if (script.length > 0) {
      scratch.set(JAVA_INT, numbers, script.length);
      numbers += Wasmtime.RAW_VALUE_BYTES;
    }
    scratch.set(JAVA_INT, numbers, inputBytes);
    refuel();
    long error =
        Wasmtime.funcCall(
            context,
            at + GuestThread.FUNCTION + Wasmtime.EXTERN_ITEM,
            at + GuestThread.NUMBERS,
            script.length > 0 ? 2 : 1,
            at + GuestThread.TRAP);
    if (error != 0) {
      throw new IllegalStateException(Wasmtime.takeError(error));
    }
    long trap = scratch.get(JAVA_LONG, GuestThread.TRAP);
    long memoryBytes = Wasmtime.memoryDataSize(context, memory);
    if (trap != 0) {
      return trapped(Wasmtime.takeTrap(trap), thread, memoryBytes);
    }
    return handOut(scratch.get(JAVA_LONG, GuestThread.NUMBERS), memory, memoryBytes, thread);
  }

  /// Copies the output, if it may be handed out.
  private Outcome handOut(long result, long memory, long memoryBytes, GuestThread thread) {
    ModuleRun said = ModuleRun.of(result);
    if (!said.handsOut(memoryBytes, limits)) {
      return said.refusal(memoryBytes, limits);
    }
    byte[] output = new byte[(int) said.bytes()];
    long base = Wasmtime.memoryData(context, memory);
    MemorySegment.copy(Wasmtime.MEMORY, JAVA_BYTE, base + said.from(), output, 0, output.length);
    return said.outcome(output, fuelUsed(thread), memoryBytes);
  }

  /// Wasmtime does not tell that it refused memory; a guest that then gives up does so by an
  /// instruction that cannot be reached, its memory as large as it may be.
  private Outcome trapped(int code, GuestThread thread, long memoryBytes) {
    boolean full = code == TRAP_UNREACHABLE && memoryBytes >= limits.memoryBytes();
    Status status =
        switch (code) {
          case TRAP_STACK -> Status.STACK;
          case TRAP_INTERRUPT -> Status.TIMEOUT;
          case TRAP_OUT_OF_FUEL -> Status.OUT_OF_FUEL;
          default -> full ? Status.OUT_OF_MEMORY : Status.TRAP;
        };
    String what = code >= 0 && code < TRAPS.length ? TRAPS[code] : "trap " + code;
    String reason = full ? what + ", with its memory at the limit" : what;
    return new Outcome(status, new byte[0], reason, fuelUsed(thread), memoryBytes);
  }

  private long fuelUsed(GuestThread thread) {
    long error = Wasmtime.getFuel(context, thread.scratchAt + GuestThread.OUT);
    if (error != 0) {
      throw new IllegalStateException(Wasmtime.takeError(error));
    }
    return limits.fuel() - thread.scratch.get(JAVA_LONG, GuestThread.OUT);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Wasmtime.storeDelete(store);
      uses.leave();
    }
  }
}
