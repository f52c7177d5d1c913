package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import sandbox.ModuleRun;
import sandbox.RejectedCode;

/// What a module exports. It is looked at once, when an agent is compiled: its runs then call it
/// without a look at what types it has.
final class Exports {
  private Exports() {}

  /// @param parameters of `run`, all `i32`
  /// @throws RejectedCode unless it exports a memory and such a function
  static void require(long module, int parameters) throws RejectedCode {
    boolean memory = false;
    boolean run = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vector = arena.allocate(Wasmtime.VECTOR_BYTES, 8);
      Wasmtime.call("wasmtime_module_exports", module, vector.address());
      for (long export : items(vector.address())) {
        String name = text(Wasmtime.ask("wasm_exporttype_name", export));
        long type = Wasmtime.ask("wasm_exporttype_type", export);
        byte kind = (byte) Wasmtime.ask("wasm_externtype_kind", type);
        memory |= name.equals("memory") && kind == Wasmtime.KIND_MEMORY;
        run |=
            name.equals("run")
                && kind == Wasmtime.KIND_FUNCTION
                && isRun(Wasmtime.ask("wasm_externtype_as_functype", type), parameters);
      }
      Wasmtime.call("wasm_exporttype_vec_delete", vector.address());
    }
    if (!memory || !run) {
      throw new RejectedCode(ModuleRun.WANTED);
    }
  }

  private static boolean isRun(long function, int parameters) {
    long[] taken = items(Wasmtime.ask("wasm_functype_params", function));
    long[] returned = items(Wasmtime.ask("wasm_functype_results", function));
    boolean held = taken.length == parameters && returned.length == 1;
    for (long each : taken) {
      held &= kind(each) == Wasmtime.KIND_I32;
    }
    return held && kind(returned[0]) == Wasmtime.KIND_I64;
  }

  private static byte kind(long type) {
    return (byte) Wasmtime.ask("wasm_valtype_kind", type);
  }

  /// The pointers in a vector.
  private static long[] items(long vector) {
    long count = Wasmtime.MEMORY.get(JAVA_LONG, vector);
    long first = Wasmtime.MEMORY.get(JAVA_LONG, vector + Long.BYTES);
    return count == 0
        ? new long[0]
        : Wasmtime.MEMORY.asSlice(first, count * Long.BYTES).toArray(JAVA_LONG);
  }

  /// A vector of bytes.
  private static String text(long vector) {
    long bytes = Wasmtime.MEMORY.get(JAVA_LONG, vector);
    long first = Wasmtime.MEMORY.get(JAVA_LONG, vector + Long.BYTES);
    return new String(Wasmtime.MEMORY.asSlice(first, bytes).toArray(JAVA_BYTE), UTF_8);
  }
}
