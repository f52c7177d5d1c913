package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;

class WasmtimeLibraryTest {
  private static String refusal(Executable load) {
    return assertThrows(UnsupportedOperationException.class, load).getMessage();
  }

  @Test
  void theVariableNamesALibrary(@TempDir Path folder) throws IOException {
    assertEquals(Optional.empty(), WasmtimeLibrary.own(Map.of()));
    assertEquals(Optional.empty(), WasmtimeLibrary.own(Map.of("WASMTIME_LIBRARY", " ")));
    Path file = folder.resolve("libwasmtime.so");
    Optional<Path> own = WasmtimeLibrary.own(Map.of("WASMTIME_LIBRARY", file.toString()));
    assertEquals(Optional.of(file), own);
    assertEquals(
        "WASMTIME_LIBRARY names %s, and there is no such file; unset it, and pip brings one"
            .formatted(file),
        WasmtimeLibrary.absence(own).orElseThrow());
    Files.writeString(file, "");
    assertEquals(Optional.empty(), WasmtimeLibrary.absence(own));
  }

  @Test
  void whatIsNoWasmtimeGetsASentence(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.so"), "no library");
    assertTrue(refusal(() -> WasmtimeLibrary.exported(text)).contains("cannot be loaded"));
    Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip"));
    String refusal = refusal(() -> WasmtimeLibrary.exported(other));
    assertTrue(
        refusal.contains(
            "exports no wasmtime_pooling_allocation_config_new; it must be Wasmtime 50.0.1"),
        refusal);
  }

  @Test
  void packageWithoutALibraryForThisMachineGetsASentence(@TempDir Path folder) throws IOException {
    Path place = Files.createDirectories(folder.resolve("lib/python3/site-packages/wasmtime/any"));
    String refusal = assertThrows(IOException.class, () -> WasmtimeLibrary.in(folder)).getMessage();
    assertTrue(refusal.contains("holds no library for this machine"), refusal);
    Path file = Files.writeString(place.resolve("_libwasmtime.so"), "");
    assertEquals(file, WasmtimeLibrary.in(folder));
  }

  @Test
  void anotherVersionIsRefused() {
    WasmtimeEngine.requireVersion("\u0000\u000250");
    String refusal = refusal(() -> WasmtimeEngine.requireVersion("\u0000\u000249 50"));
    assertTrue(refusal.contains("no Wasmtime 50.0.1; WASMTIME_LIBRARY must name one"), refusal);
  }

  @Test
  void theVersionIsTheOneThatPipBrings() throws IOException {
    String pins =
        Files.readString(Project.home().resolve("environment/sandbox/wasmtime/requirements.txt"));
    assertTrue(pins.contains("\nwasmtime==" + WasmtimeLibrary.VERSION + " \\\n"), pins);
  }
}
