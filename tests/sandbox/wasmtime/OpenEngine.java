package sandbox.wasmtime;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import sandbox.Limits;

/// Engines of tests, which are skipped where there is no Wasmtime.
public final class OpenEngine {
  private OpenEngine() {}

  /// One with room for few sandboxes.
  public static WasmtimeEngine with(Limits limits) {
    return with(limits, new Pool(4, 64 << 10), Optional.empty());
  }

  static WasmtimeEngine with(Limits limits, Pool pool, Optional<ModuleCache> cache) {
    String absence = WasmtimeLibrary.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    return WasmtimeEngine.open(limits, pool, cache);
  }
}
