package sandbox.wasmtime;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Scripts;

/// JavaScript in [QuickJs], an interpreter that is itself a guest of Wasmtime: each run gets an
/// interpreter of its own, fresh as it was sealed, and evaluates its script there. So a script is
/// behind two walls, and pays for both.
///
/// An agent is a script. `input` is what it is given, a text; its last value is its output: a text
/// as it is, an object as JSON. Jobs are done before, and a promise is what it comes to. The clock
/// stands at 0, and the numbers of `Math.random` are the same in each run.
///
/// What it throws is its message (THREW); a call too deep and a memory too small are STACK and
/// OUT_OF_MEMORY, if the script lets them through. Fuel counts the interpreter's instructions,
/// some dozens for one of the script's.
public final class JavaScriptEngine implements Engine {
  private static final int PARAMETERS = 2;

  private final WasmtimeEngine wasmtime;
  private final WasmtimeAgent interpreter;

  private JavaScriptEngine(WasmtimeEngine wasmtime, WasmtimeAgent interpreter) {
    this.wasmtime = wasmtime;
    this.interpreter = interpreter;
  }

  /// @param limits the most of any run; the memory holds the interpreter too, some 1.5 MB
  /// @param cache of compiled modules; without one, compiling the interpreter takes half a second
  /// @param quickJs as [QuickJs#file] has given it
  /// @throws IOException if it cannot be read, or is not what is known
  /// @throws UnsupportedOperationException if this machine has no Wasmtime of the right version
  public static JavaScriptEngine open(
      Limits limits, Pool pool, Optional<ModuleCache> cache, Path quickJs) throws IOException {
    WasmtimeEngine wasmtime = WasmtimeEngine.open(limits, pool, cache);
    try {
      byte[] sealed = QuickJs.sealed(quickJs, wasmtime);
      return new JavaScriptEngine(wasmtime, wasmtime.agent(sealed, PARAMETERS));
    } catch (RejectedCode e) {
      wasmtime.close();
      throw new IOException("the sealed QuickJS does not fit: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      wasmtime.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "wasmtime-js";
  }

  @Override
  public Limits limits() {
    return wasmtime.limits();
  }

  /// Looks whether it is a text of an allowed length; what it says is looked at in its run.
  @Override
  public Agent compile(byte[] code) throws RejectedCode {
    limits().requireCode(code);
    Scripts.requireText(code);
    return new Script(code.clone());
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    return wasmtime.onGuestThread(task);
  }

  @Override
  public long openInstances() {
    return wasmtime.openInstances();
  }

  @Override
  public void close() {
    wasmtime.close();
  }

  private final class Script implements Agent {
    private final byte[] source;

    Script(byte[] source) {
      this.source = source;
    }

    @Override
    public Instance open(Limits limits) {
      return new Evaluation(interpreter.open(limits, source));
    }

    @Override
    public Outcome run(byte[] input) {
      return JavaScriptEngine.this.run(this, input);
    }

    @Override
    public void close() {}
  }

  private record Evaluation(Instance interpreter) implements Instance {
    @Override
    public Optional<Outcome> unopened() {
      return interpreter.unopened();
    }

    @Override
    public Outcome run(byte[] input) {
      return Scripts.named(interpreter.run(input));
    }

    @Override
    public void close() {
      interpreter.close();
    }
  }
}
