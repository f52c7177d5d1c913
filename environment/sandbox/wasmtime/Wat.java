package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// WebAssembly's text format.
public final class Wat {
  private Wat() {}

  /// A module as engines take it.
  ///
  /// @throws UnsupportedOperationException if this machine has no Wasmtime
  /// @throws IllegalArgumentException if it is no text of a module; the message says where
  public static byte[] binary(String text) {
    WasmtimeLibrary.load();
    byte[] bytes = text.getBytes(UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = arena.allocateFrom(JAVA_BYTE, bytes);
      MemorySegment vector = arena.allocate(Wasmtime.VECTOR_BYTES, 8);
      long error =
          Wasmtime.ask(
              "wasmtime_wat2wasm", source.address(), (long) bytes.length, vector.address());
      if (error != 0) {
        throw new IllegalArgumentException(Wasmtime.takeError(error));
      }
      return Wasmtime.takeVector(vector);
    }
  }
}
