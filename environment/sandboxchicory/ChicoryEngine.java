package sandboxchicory;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import sandbox.Agent;
import sandbox.Deadlines;
import sandbox.Engine;
import sandbox.Guests;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;

/// WebAssembly in Chicory, which is Java alone: no code outside of the JVM is loaded, so a fault of
/// it is an exception and not the end of the process. In return a guest lives on the host's heap
/// and on a stack of Java's.
///
/// Memory, tables, time and stack are limited. The stack is that of the guest's thread: who calls
/// too deeply ends as Java does. Compiled guests look in their loops and calls whether their thread
/// was interrupted, and **count no fuel**. Interpreted ones would not look in a loop that ends by a
/// condition, so each instruction is listened to here, which counts it as well.
public final class ChicoryEngine implements Engine {
  /// For Java, below the guest.
  private static final int OWN_STACK_BYTES = 512 << 10;

  /// How a module is run.
  public enum Way {
    /// As bytecode of the JVM, which that compiles further when it has run for a while.
    COMPILED("chicory-wasm"),
    /// Instruction by instruction.
    INTERPRETED("chicory-interpreted");

    private final String engine;

    Way(String engine) {
      this.engine = engine;
    }

    private Function<Instance, Machine> machines(WasmModule module) {
      return switch (this) {
        // What is too large for the JVM is refused: interpreted, nobody would listen to it.
        case COMPILED ->
            MachineFactoryCompiler.builder(module)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .compile();
        case INTERPRETED -> InterpreterMachine::new;
      };
    }
  }

  private final Limits limits;
  private final Way way;
  private final Guests guests;
  private final Deadlines deadlines = new Deadlines();
  private final AtomicLong open = new AtomicLong();

  /// @param limits the most of any run
  public ChicoryEngine(Limits limits, Way way) {
    this.limits = limits;
    this.way = way;
    guests = Guests.withStack(OWN_STACK_BYTES + limits.stackBytes());
  }

  @Override
  public String name() {
    return way.engine;
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Agent compile(byte[] code) throws RejectedCode {
    limits.requireCode(code);
    try {
      WasmModule module = Parser.parse(code);
      Rules.require(module, limits);
      return new Compiled(module, way.machines(module));
    } catch (ChicoryException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new RejectedCode("it is no module: " + e.getMessage());
    }
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    return guests.on(task);
  }

  @Override
  public long openInstances() {
    return open.get();
  }

  @Override
  public void close() {
    guests.close();
    deadlines.close();
  }

  private final class Compiled implements Agent {
    private final WasmModule module;
    private final Function<Instance, Machine> machines;

    Compiled(WasmModule module, Function<Instance, Machine> machines) {
      this.module = module;
      this.machines = machines;
    }

    @Override
    public sandbox.Instance open(Limits within) {
      within.within(limits);
      guests.requireOne();
      open.incrementAndGet();
      ChicoryInstance instance = new ChicoryInstance(within, way, deadlines, open::decrementAndGet);
      instance.start(module, machines);
      return instance;
    }

    @Override
    public Outcome run(byte[] input) {
      return ChicoryEngine.this.run(this, input);
    }

    @Override
    public void close() {}
  }
}
