package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import sandbox.Limits;
import sandbox.RejectedCode;
import sandbox.Scripts;
import sandbox.wasmtime.WasmModule.Reader;
import sandbox.wasmtime.WasmModule.Writer;

/// Makes of QuickJS in WebAssembly a module that reaches nothing and has its interpreter ready.
///
/// 1. Each import becomes a function of the module itself, put before its own, so that every
///    function keeps its number: the clock stands at 0, chance is 0, files are closed, whoever
///    calls the host ends.
/// 2. That module runs here once, until there is a context with the functions that every script may
///    use, and what its memory then holds becomes the data of the sealed one. The stack below is
///    wiped.
/// 3. All exports go but the memory and a function `run`, which is added: it gives a script its
///    input, evaluates it, does its jobs, and makes a text of what came out.
///
/// The last page of the sealed memory begins with what `run` needs, then has room for a script, a
/// zero and an input ([#TEXT_AT]); whoever has more makes the memory larger before.
final class Sealer {
  /// Where a script begins, from the beginning of the last page.
  static final int TEXT_AT = 64;

  private static final int FILE_AT = 8;
  private static final int ARGUMENTS_AT = 32;
  private static final int LENGTH_AT = 40;
  private static final String INPUT_NAME = "input";
  private static final String FILE_NAME = "agent.js";

  /// Of JavaScript's own calls: less than the machine has for its, so that a script sees an error.
  private static final int SCRIPT_STACK_BYTES = 64 << 10;

  private static final int ZEROS_WORTH_A_CUT = 32;
  private static final int EBADF = 8;

  /// States as QuickJS has them for promises.
  private static final int FULFILLED = 1;
  private static final int REJECTED = 2;

  // WebAssembly's instructions.
  private static final int UNREACHABLE = 0x00;
  private static final int BLOCK = 0x02;
  private static final int LOOP = 0x03;
  private static final int IF = 0x04;
  private static final int ELSE = 0x05;
  private static final int END = 0x0b;
  private static final int BRANCH = 0x0c;
  private static final int BRANCH_IF = 0x0d;
  private static final int DROP = 0x1a;
  private static final int LOAD_I32 = 0x28;
  private static final int STORE_I32 = 0x36;
  private static final int STORE_I64 = 0x37;
  private static final int CONST_I64 = 0x42;
  private static final int ZERO_I32 = 0x45;
  private static final int UNEQUAL_I32 = 0x47;
  private static final int ADD_I32 = 0x6a;
  private static final int OR_I64 = 0x84;
  private static final int SHIFT_I64 = 0x86;
  private static final int WIDEN = 0xad;
  private static final int TO_F64 = 0xb8;
  private static final int NOTHING = 0x40;
  private static final int I32 = 0x7f;
  private static final int I64 = 0x7e;
  private static final int FUNCTION_TYPE = 0x60;
  private static final int ALIGNED = 2;

  private final WasmModule module;
  private final Map<String, Integer> functions = new HashMap<>();

  private Sealer(byte[] quickJs) {
    module = new WasmModule(quickJs);
    Reader exports = module.read(WasmModule.EXPORTS);
    for (int left = exports.u32(); left > 0; left--) {
      String name = exports.name();
      boolean function = exports.u8() == WasmModule.FUNCTION;
      int number = exports.u32();
      if (function) {
        functions.put(name, number);
      }
    }
  }

  /// @param engine on which it runs meanwhile, on one of its guest threads
  /// @throws RejectedCode if it is not the module that this knows
  static byte[] seal(byte[] quickJs, WasmtimeEngine engine) throws RejectedCode {
    Sealer sealer = new Sealer(quickJs);
    sealer.closeImports();
    try (Guest guest = new Guest(engine, sealer.module.toBytes())) {
      sealer.ready(guest);
    }
    return sealer.module.toBytes();
  }

  /// Step 1.
  private void closeImports() {
    Reader imports = module.read(WasmModule.IMPORTS);
    int count = imports.u32();
    Writer types = new Writer();
    Writer bodies = new Writer();
    for (int i = 0; i < count; i++) {
      imports.name();
      String name = imports.name();
      if (imports.u8() != WasmModule.FUNCTION) {
        throw new IllegalArgumentException("it imports %s, which is no function".formatted(name));
      }
      types.u32(imports.u32());
      bodies.sized(new Writer().u32(0).bytes(body(name)).u8(END).toBytes());
    }
    module.remove(WasmModule.IMPORTS);
    module.put(WasmModule.FUNCTIONS, count, types.toBytes(), 0, new byte[0]);
    module.put(WasmModule.CODE, count, bodies.toBytes(), 0, new byte[0]);
  }

  private static byte[] body(String imported) {
    Writer code = new Writer();
    switch (imported) {
      case "clock_time_get" -> code.get(2).u8(CONST_I64, 0, STORE_I64, 0, 0).number(0);
      case "random_get" -> code.get(0).number(0).get(1).u8(0xfc, 0x0b, 0).number(0);
      case "fd_close", "fd_fdstat_get", "fd_seek", "fd_write" -> code.number(EBADF);
      case "host_call" -> code.u8(UNREACHABLE);
      case "host_promise_rejection" -> {}
      case "host_get_timezone_offset",
          "host_interrupt",
          "host_module_normalize",
          "host_module_load" ->
          code.number(0);
      default ->
          throw new IllegalArgumentException(
              "it imports %s, of which is not known what it is for".formatted(imported));
    }
    return code.toBytes();
  }

  /// Steps 2 and 3.
  private void ready(Guest guest) throws RejectedCode {
    long stack = guest.global("__stack_pointer");
    guest.call("_initialize");
    guest.require(guest.call("qjs_init") == 0, "QuickJS does not start");
    guest.call("qjs_set_max_stack_size", SCRIPT_STACK_BYTES);
    int page = guest.addPage();
    guest.write(page, INPUT_NAME);
    guest.write(page + FILE_AT, FILE_NAME);
    guest.write(page + TEXT_AT, Scripts.TEXT_OF);
    int text =
        guest.call(
            "qjs_eval", page + TEXT_AT, Scripts.TEXT_OF.getBytes(UTF_8).length, page + FILE_AT, 0);
    guest.require(guest.call("qjs_is_exception", text) == 0, "QuickJS refuses what is ours");
    guest.write(page + TEXT_AT, "\0".repeat(Scripts.TEXT_OF.getBytes(UTF_8).length));
    int global = guest.call("qjs_get_global");
    int undefined = guest.call("qjs_get_undefined");
    guest.require(guest.global("__stack_pointer") == stack, "its stack is not empty again");
    byte[] memory = guest.memory();
    Arrays.fill(memory, 0, (int) stack, (byte) 0);

    module.replace(
        WasmModule.MEMORIES, new Writer().u32(1).u8(0).u32(memory.length / Limits.PAGE_BYTES));
    data(memory);
    int type =
        module.put(
            WasmModule.TYPES,
            0,
            new byte[0],
            1,
            new Writer().u8(FUNCTION_TYPE).u32(2).u8(I32, I32).u32(1).u8(I64).toBytes());
    int run = module.put(WasmModule.FUNCTIONS, 0, new byte[0], 1, new Writer().u32(type).toBytes());
    module.put(
        WasmModule.CODE,
        0,
        new byte[0],
        1,
        new Writer().sized(run(page, global, undefined, text)).toBytes());
    Writer exports = new Writer().u32(2);
    exports.sized("memory".getBytes(UTF_8)).u8(WasmModule.MEMORY).u32(0);
    exports.sized("run".getBytes(UTF_8)).u8(WasmModule.FUNCTION).u32(run);
    module.replace(WasmModule.EXPORTS, exports);
  }

  /// What is not zero, cut where many zeros are.
  private void data(byte[] memory) {
    Writer segments = new Writer();
    int count = 0;
    for (int from = next(memory, 0); from < memory.length; ) {
      int to = from;
      int after = from;
      while (after < memory.length && after - to < ZEROS_WORTH_A_CUT) {
        if (memory[after++] != 0) {
          to = after;
        }
      }
      segments.u32(0).number(from).u8(END);
      segments.sized(Arrays.copyOfRange(memory, from, to));
      count++;
      from = next(memory, to);
    }
    module.replace(WasmModule.DATA, new Writer().u32(count).bytes(segments.toBytes()));
    module.remove(WasmModule.DATA_COUNT);
  }

  private static int next(byte[] memory, int from) {
    int at = from;
    while (at < memory.length && memory[at] == 0) {
      at++;
    }
    return at;
  }

  /// The function `run`: from how many bytes of script and of input there are to where the output
  /// lies, as every agent says it.
  private byte[] run(int page, int global, int undefined, int text) {
    int script = 0;
    int input = 1;
    int value = 2;
    int state = 3;
    int output = 4;
    Writer code = new Writer().u32(1).u32(3).u8(I32);

    code.number(global).number(page);
    code.number(page + TEXT_AT + 1).get(script).u8(ADD_I32).get(input);
    code.call(function("qjs_new_string")).call(function("qjs_set_prop_string")).u8(DROP);
    code.number(page + TEXT_AT).get(script).number(page + FILE_AT).number(0);
    code.call(function("qjs_eval")).set(value);

    code.u8(BLOCK, NOTHING, LOOP, NOTHING);
    code.call(function("qjs_is_job_pending")).u8(ZERO_I32, BRANCH_IF, 1);
    code.call(function("qjs_execute_pending_job")).u8(DROP, BRANCH, 0, END, END);

    code.number(FULFILLED).set(state);
    code.get(value).call(function("qjs_is_promise")).u8(IF, NOTHING);
    code.get(value).call(function("qjs_promise_state")).set(state);
    code.get(value).call(function("qjs_promise_result")).set(value);
    code.u8(ELSE);
    code.get(value).call(function("qjs_is_exception")).u8(IF, NOTHING);
    code.call(function("qjs_get_exception")).set(value).number(REJECTED).set(state);
    code.u8(END, END);

    textOf(code, page, undefined, text, value, state, output);
    code.get(output)
        .call(function("qjs_is_exception"))
        .u8(IF, NOTHING); // by what a script has made
    code.call(function("qjs_get_exception")).set(value).number(REJECTED).set(state);
    textOf(code, page, undefined, text, value, state, output);
    code.u8(END);

    code.get(output).number(page + LENGTH_AT).call(function("qjs_get_string_len")).set(output);
    code.get(output).u8(ZERO_I32, IF, NOTHING, UNREACHABLE, END);
    code.get(state).number(FULFILLED).u8(UNEQUAL_I32, WIDEN).u8(CONST_I64, 63, SHIFT_I64);
    code.get(output).u8(WIDEN, CONST_I64, 32, SHIFT_I64, OR_I64);
    code.number(page + LENGTH_AT).u8(LOAD_I32, ALIGNED, 0, WIDEN, OR_I64);
    return code.u8(END).toBytes();
  }

  private void textOf(
      Writer code, int page, int undefined, int text, int value, int state, int output) {
    code.number(page + ARGUMENTS_AT).get(value).u8(STORE_I32, ALIGNED, 0);
    code.number(page + ARGUMENTS_AT).get(state).u8(TO_F64).call(function("qjs_new_number"));
    code.u8(STORE_I32, ALIGNED, Integer.BYTES);
    code.number(text).number(undefined).number(2).number(page + ARGUMENTS_AT);
    code.call(function("qjs_call")).set(output);
  }

  private int function(String name) {
    Integer number = functions.get(name);
    if (number == null) {
      throw new IllegalArgumentException("it exports no function " + name);
    }
    return number;
  }

  /// The module while it runs here.
  private static final class Guest implements AutoCloseable {
    private static final int PARAMETERS_MAX = 4;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment instance = arena.allocate(Wasmtime.INSTANCE_BYTES, 8);
    private final MemorySegment trap = arena.allocate(JAVA_LONG);
    private final MemorySegment item = arena.allocate(Wasmtime.EXTERN_BYTES, 8);
    private final MemorySegment values =
        arena.allocate((long) (PARAMETERS_MAX + 1) * Wasmtime.VALUE_BYTES, 8);
    private final long compiled;
    private final long store;
    private final long context;

    Guest(WasmtimeEngine engine, byte[] module) throws RejectedCode {
      compiled = engine.compiled(module, arena);
      store = Wasmtime.storeNew(engine.engine);
      context = Wasmtime.storeContext(store);
      Wasmtime.setFuel(context, Long.MAX_VALUE);
      Wasmtime.setEpochDeadline(context, Integer.MAX_VALUE);
      WasmtimeEngine.check(
          Wasmtime.ask(
              "wasmtime_instance_new",
              context,
              compiled,
              0L,
              0L,
              instance.address(),
              trap.address()));
      requireNoTrap();
    }

    void require(boolean held, String what) throws RejectedCode {
      if (!held) {
        throw new RejectedCode(what);
      }
    }

    private void requireNoTrap() throws RejectedCode {
      long seen = trap.get(JAVA_LONG, 0);
      require(seen == 0, "it ends before it is ready");
    }

    private long find(String name) throws RejectedCode {
      byte[] letters = name.getBytes(UTF_8);
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, letters);
      require(
          Wasmtime.exportGet(
              context, instance.address(), text.address(), letters.length, item.address()),
          "it exports no " + name);
      return item.address() + Wasmtime.EXTERN_ITEM;
    }

    long global(String name) throws RejectedCode {
      Wasmtime.call("wasmtime_global_get", context, find(name), values.address());
      return values.get(JAVA_INT, Wasmtime.VALUE_NUMBER);
    }

    /// @return its result; anything if it has none
    int call(String name, int... arguments) throws RejectedCode {
      for (int i = 0; i < arguments.length; i++) {
        long at = (long) i * Wasmtime.VALUE_BYTES;
        values.set(JAVA_BYTE, at, Wasmtime.KIND_I32);
        values.set(JAVA_INT, at + Wasmtime.VALUE_NUMBER, arguments[i]);
      }
      long result = (long) PARAMETERS_MAX * Wasmtime.VALUE_BYTES;
      WasmtimeEngine.check(
          Wasmtime.ask(
              "wasmtime_func_call",
              context,
              find(name),
              values.address(),
              (long) arguments.length,
              values.address() + result,
              name.equals("_initialize") || name.startsWith("qjs_set_max") ? 0L : 1L,
              trap.address()));
      requireNoTrap();
      return values.get(JAVA_INT, result + Wasmtime.VALUE_NUMBER);
    }

    /// @return where it begins
    int addPage() throws RejectedCode {
      long memory = find("memory");
      WasmtimeEngine.check(Wasmtime.memoryGrow(context, memory, 1, values.address()));
      return (int) Wasmtime.memoryDataSize(context, memory) - Limits.PAGE_BYTES;
    }

    void write(int to, String text) throws RejectedCode {
      byte[] letters = text.getBytes(UTF_8);
      long base = Wasmtime.memoryData(context, find("memory"));
      MemorySegment.copy(letters, 0, Wasmtime.MEMORY, JAVA_BYTE, base + to, letters.length);
    }

    byte[] memory() throws RejectedCode {
      long memory = find("memory");
      byte[] all = new byte[(int) Wasmtime.memoryDataSize(context, memory)];
      long base = Wasmtime.memoryData(context, memory);
      MemorySegment.copy(Wasmtime.MEMORY, JAVA_BYTE, base, all, 0, all.length);
      return all;
    }

    @Override
    public void close() {
      Wasmtime.storeDelete(store);
      Wasmtime.call("wasmtime_module_delete", compiled);
      arena.close();
    }
  }
}
