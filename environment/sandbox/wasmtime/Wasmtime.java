package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The functions of Wasmtime's C API that are called, as version 50 declares them. Pointers and
/// sizes are `long`.
///
/// What is called once in a while is called by its name ([#call], [#ask]). What every run calls has
/// a handle, a static final so that the compiler can turn the call into a direct one. Functions
/// that neither wait nor run a guest are called without telling the JVM (`critical`).
final class Wasmtime {
  /// `wasmtime_extern_t`: its kind, and where the function or memory stands in it.
  static final int EXTERN_BYTES = 32;

  static final int EXTERN_ITEM = 8;
  static final byte KIND_FUNCTION = 0;
  static final byte KIND_MEMORY = 3;

  /// `wasmtime_val_t`: its kind, and where the number stands in it.
  static final int VALUE_BYTES = 32;

  static final int VALUE_NUMBER = 8;

  /// `wasmtime_val_raw_t`.
  static final int RAW_VALUE_BYTES = 16;

  static final byte KIND_I32 = 0;
  static final byte KIND_I64 = 1;

  /// `wasmtime_instance_t`.
  static final int INSTANCE_BYTES = 16;

  /// `wasm_byte_vec_t`, and every vector like it: its length, and the address of what is in it.
  static final int VECTOR_BYTES = 16;

  /// All memory that this process can address.
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final SymbolLookup LIBRARY = WasmtimeLibrary.load();
  private static final Map<String, MethodHandle> BY_NAME = new ConcurrentHashMap<>();
  private static final Linker.Option[] WAITS = {};
  private static final Linker.Option[] CRITICAL = {Linker.Option.critical(false)};

  private static final MethodHandle STORE_NEW = handle("wasmtime_store_new", longs(3), WAITS);
  private static final MethodHandle STORE_DELETE =
      handle("wasmtime_store_delete", FunctionDescriptor.ofVoid(JAVA_LONG), WAITS);
  private static final MethodHandle STORE_CONTEXT =
      handle("wasmtime_store_context", longs(1), CRITICAL);
  private static final MethodHandle STORE_LIMITER =
      handle(
          "wasmtime_store_limiter",
          FunctionDescriptor.ofVoid(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          WAITS);
  private static final MethodHandle SET_FUEL =
      handle("wasmtime_context_set_fuel", longs(2), CRITICAL);
  private static final MethodHandle GET_FUEL =
      handle("wasmtime_context_get_fuel", longs(2), CRITICAL);
  private static final MethodHandle SET_EPOCH_DEADLINE =
      handle(
          "wasmtime_context_set_epoch_deadline",
          FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG),
          CRITICAL);
  private static final MethodHandle INSTANTIATE =
      handle("wasmtime_instance_pre_instantiate", longs(4), WAITS);
  private static final MethodHandle EXPORT_GET =
      handle(
          "wasmtime_instance_export_get",
          FunctionDescriptor.of(
              JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
          CRITICAL);
  private static final MethodHandle FUNC_CALL =
      handle("wasmtime_func_call_unchecked", longs(5), WAITS);
  private static final MethodHandle MEMORY_DATA =
      handle("wasmtime_memory_data", longs(2), CRITICAL);
  private static final MethodHandle MEMORY_DATA_SIZE =
      handle("wasmtime_memory_data_size", longs(2), CRITICAL);
  private static final MethodHandle MEMORY_GROW = handle("wasmtime_memory_grow", longs(4), WAITS);
  private static final MethodHandle INCREMENT_EPOCH =
      handle("wasmtime_engine_increment_epoch", FunctionDescriptor.ofVoid(JAVA_LONG), CRITICAL);

  private Wasmtime() {}

  static long storeNew(long engine) {
    try {
      return (long) STORE_NEW.invokeExact(engine, 0L, 0L);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void storeDelete(long store) {
    try {
      STORE_DELETE.invokeExact(store);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long storeContext(long store) {
    try {
      return (long) STORE_CONTEXT.invokeExact(store);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void storeLimiter(
      long store, long memoryBytes, long elements, long instances, long tables, long memories) {
    try {
      STORE_LIMITER.invokeExact(store, memoryBytes, elements, instances, tables, memories);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long setFuel(long context, long fuel) {
    try {
      return (long) SET_FUEL.invokeExact(context, fuel);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long getFuel(long context, long out) {
    try {
      return (long) GET_FUEL.invokeExact(context, out);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void setEpochDeadline(long context, long ticksBeyondCurrent) {
    try {
      SET_EPOCH_DEADLINE.invokeExact(context, ticksBeyondCurrent);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long instantiate(long prepared, long context, long instance, long trap) {
    try {
      return (long) INSTANTIATE.invokeExact(prepared, context, instance, trap);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean exportGet(long context, long instance, long name, long nameBytes, long item) {
    try {
      return (boolean) EXPORT_GET.invokeExact(context, instance, name, nameBytes, item);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// Calls a function that is known to have the parameters that are given.
  ///
  /// @param numbers `wasmtime_val_raw_t` of each parameter; the result lies in the first afterwards
  static long funcCall(long context, long function, long numbers, long count, long trap) {
    try {
      return (long) FUNC_CALL.invokeExact(context, function, numbers, count, trap);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long memoryData(long context, long memory) {
    try {
      return (long) MEMORY_DATA.invokeExact(context, memory);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long memoryDataSize(long context, long memory) {
    try {
      return (long) MEMORY_DATA_SIZE.invokeExact(context, memory);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long memoryGrow(long context, long memory, long pages, long before) {
    try {
      return (long) MEMORY_GROW.invokeExact(context, memory, pages, before);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void incrementEpoch(long engine) {
    try {
      INCREMENT_EPOCH.invokeExact(engine);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// Calls a function that returns nothing.
  ///
  /// @param arguments a `Long`, an `Integer` or a `Boolean` each
  static void call(String name, Object... arguments) {
    invoke(name, () -> FunctionDescriptor.ofVoid(layouts(arguments)), arguments);
  }

  /// Calls a function that returns a pointer, an error among them.
  static long ask(String name, Object... arguments) {
    return (long)
        invoke(name, () -> FunctionDescriptor.of(JAVA_LONG, layouts(arguments)), arguments);
  }

  /// What a trap is: its code, or -1 if it has none. The trap is freed.
  static int takeTrap(long trap) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment code = arena.allocate(JAVA_INT);
      Supplier<FunctionDescriptor> shape =
          () -> FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG);
      boolean has = (boolean) invoke("wasmtime_trap_code", shape, trap, code.address());
      return has ? Byte.toUnsignedInt(code.get(JAVA_BYTE, 0)) : -1;
    } finally {
      call("wasm_trap_delete", trap);
    }
  }

  /// What an error says, in one line. The error is freed.
  static String takeError(long error) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment vector = arena.allocate(VECTOR_BYTES, 8);
      call("wasmtime_error_message", error, vector.address());
      return new String(takeVector(vector), UTF_8).strip().replaceAll("\\s*\\n\\s*", "; ");
    } finally {
      call("wasmtime_error_delete", error);
    }
  }

  /// The bytes of a vector, which is freed.
  static byte[] takeVector(MemorySegment vector) {
    byte[] bytes = new byte[(int) vector.get(JAVA_LONG, 0)];
    MemorySegment.copy(MEMORY, JAVA_BYTE, vector.get(JAVA_LONG, 8), bytes, 0, bytes.length);
    call("wasm_byte_vec_delete", vector.address());
    return bytes;
  }

  private static FunctionDescriptor longs(int parameters) {
    MemoryLayout[] all = new MemoryLayout[parameters];
    Arrays.fill(all, JAVA_LONG);
    return FunctionDescriptor.of(JAVA_LONG, all);
  }

  private static MemoryLayout[] layouts(Object... arguments) {
    return Arrays.stream(arguments)
        .map(
            argument ->
                switch (argument) {
                  case Long _ -> JAVA_LONG;
                  case Integer _ -> JAVA_INT;
                  case Boolean _ -> JAVA_BOOLEAN;
                  default -> throw new IllegalArgumentException("no C type for " + argument);
                })
        .toArray(MemoryLayout[]::new);
  }

  private static Object invoke(
      String name, Supplier<FunctionDescriptor> shape, Object... arguments) {
    try {
      return BY_NAME
          .computeIfAbsent(name, _ -> handle(name, shape.get(), WAITS))
          .invokeWithArguments(arguments);
    } catch (UnsupportedOperationException e) {
      throw e;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static MethodHandle handle(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    MemorySegment function =
        LIBRARY
            .find(name)
            .orElseThrow(
                () ->
                    new UnsupportedOperationException(
                        "the library has no %s; it must be Wasmtime %s"
                            .formatted(name, WasmtimeLibrary.VERSION)));
    return Linker.nativeLinker().downcallHandle(function, shape, options);
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("Wasmtime could not be called", e);
  }
}
