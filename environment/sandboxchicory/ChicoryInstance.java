package sandboxchicory;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.Instance.Builder;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.Table;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import sandbox.Deadlines;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.ModuleRun;
import sandbox.Outcome;
import sandbox.Status;

/// An instance of Chicory's, with memory on the heap.
final class ChicoryInstance implements Instance {
  private static final String DEEP = "calls too deep";
  private static final String OVER = "time over";

  private final Limits limits;
  private final ChicoryEngine.Way way;
  private final Deadlines deadlines;
  private final Runnable atEnd;
  private com.dylibso.chicory.runtime.Instance instance;
  private Outcome unopened;
  private long fuel;
  private boolean used;
  private boolean closed;

  /// A table that gets no larger than agents may have it.
  private static final class BoundedTable extends TableInstance {
    BoundedTable(Table table, int value) {
      super(table, value);
    }

    @Override
    public int grow(int elements, int value, com.dylibso.chicory.runtime.Instance from) {
      boolean fits = elements >= 0 && elements <= ModuleRun.TABLE_ELEMENTS - size();
      return fits ? super.grow(elements, value, from) : -1;
    }
  }

  /// Ends a guest that has used up what it may; there is nothing to trace.
  private static final class Stopped extends RuntimeException {
    Stopped() {
      super("fuel used up", null, false, false);
    }
  }

  /// @param atEnd is called once, when it is closed
  ChicoryInstance(Limits limits, ChicoryEngine.Way way, Deadlines deadlines, Runnable atEnd) {
    this.limits = limits;
    this.way = way;
    this.deadlines = deadlines;
    this.atEnd = atEnd;
  }

  /// Makes the instance, which runs the module's start function.
  void start(WasmModule module, Function<com.dylibso.chicory.runtime.Instance, Machine> machines) {
    int pages = (int) (limits.memoryBytes() / Limits.PAGE_BYTES);
    MemoryLimits wanted = Rules.memory(module);
    if (wanted.initialPages() > pages) {
      unopened =
          Outcome.of(
              Status.OUT_OF_MEMORY,
              "its memory begins with %s pages, and %s are allowed"
                  .formatted(wanted.initialPages(), pages));
      return;
    }
    MemoryLimits most =
        new MemoryLimits(wanted.initialPages(), Math.min(wanted.maximumPages(), pages));
    Builder builder =
        com.dylibso.chicory.runtime.Instance.builder(module)
            .withMemoryLimits(most)
            .withMemoryFactory(ByteArrayMemory::new)
            .withTableFactory(BoundedTable::new)
            .withMachineFactory(machines);
    if (way == ChicoryEngine.Way.INTERPRETED) {
      builder.withUnsafeExecutionListener((_, _) -> step());
    }
    unopened =
        bounded(
            () -> {
              instance = builder.build();
              return null;
            });
  }

  /// An interpreted guest is about to execute an instruction.
  private void step() {
    fuel--;
    if (fuel < 0 || Thread.currentThread().isInterrupted()) {
      throw new Stopped();
    }
  }

  /// Does something of a guest's within its time.
  ///
  /// @return how it ended; nothing if it has come to its end and says nothing
  private Outcome bounded(Supplier<Outcome> guest) {
    Thread thread = Thread.currentThread();
    fuel = limits.fuel();
    try (Deadlines.Deadline _ = deadlines.in(limits.wallMs(), thread::interrupt)) {
      return guest.get();
    } catch (StackOverflowError e) {
      return Outcome.of(Status.STACK, DEEP);
    } catch (OutOfMemoryError e) {
      return Outcome.of(Status.OUT_OF_MEMORY, "the host's heap is full");
    } catch (Stopped e) {
      return fuel < 0 ? outOfFuel(e.getMessage()) : Outcome.of(Status.TIMEOUT, OVER);
    } catch (ChicoryException | ArithmeticException | IndexOutOfBoundsException e) {
      return thread.isInterrupted() ? Outcome.of(Status.TIMEOUT, OVER) : ended(e);
    } finally {
      Thread.interrupted(); // or who comes next on this thread would be stopped
    }
  }

  private Outcome outOfFuel(String reason) {
    return new Outcome(Status.OUT_OF_FUEL, new byte[0], reason, limits.fuel(), 0);
  }

  private long fuelUsed() {
    return way == ChicoryEngine.Way.INTERPRETED ? limits.fuel() - fuel : 0;
  }

  /// Chicory tells by an exception's words what ended a guest.
  private Outcome ended(RuntimeException e) {
    String said = String.valueOf(e.getMessage());
    long bytes = instance == null ? 0 : bytes(instance.memory());
    if (said.contains("call stack exhausted")) {
      return Outcome.of(Status.STACK, DEEP);
    }
    boolean full = said.contains("unreachable") && bytes >= limits.memoryBytes();
    String reason = full ? said + ", with its memory at the limit" : said;
    return new Outcome(
        full ? Status.OUT_OF_MEMORY : Status.TRAP, new byte[0], reason, fuelUsed(), bytes);
  }

  private static long bytes(Memory memory) {
    return (long) memory.pages() * Limits.PAGE_BYTES;
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
    if (unopened != null) {
      return unopened;
    }
    if (input.length > limits.inputBytes()) {
      return Outcome.tooLarge("input", input.length, limits.inputBytes());
    }
    Memory memory = instance.memory();
    long lacking = ModuleRun.INPUT_AT + input.length - bytes(memory);
    if (lacking > 0
        && input.length > 0
        && memory.grow((int) Math.ceilDiv(lacking, Limits.PAGE_BYTES)) < 0) {
      return Outcome.of(Status.OUT_OF_MEMORY, "the input does not fit into its memory");
    }
    if (input.length > 0) {
      memory.write(ModuleRun.INPUT_AT, input);
    }
    return bounded(() -> handOut(instance.export(ModuleRun.RUN).apply(input.length)[0]));
  }

  private Outcome handOut(long result) {
    Memory memory = instance.memory();
    ModuleRun said = ModuleRun.of(result);
    if (!said.handsOut(bytes(memory), limits)) {
      return said.refusal(bytes(memory), limits);
    }
    byte[] output = memory.readBytes((int) said.from(), (int) said.bytes());
    return said.outcome(output, fuelUsed(), bytes(memory));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      instance = null;
      atEnd.run();
    }
  }
}
