package sandbox.wasmtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sandbox.Agent;
import sandbox.Limits;
import sandbox.workload.Workload;

class ModuleCacheTest {
  private static final Pool POOL = new Pool(2, 0);

  @TempDir private Path folder;
  private ModuleCache cache;

  @BeforeEach
  void open() throws IOException {
    cache = new ModuleCache(folder.resolve("modules"), folder.resolve("hashes"));
  }

  private void runs(Limits limits) throws Exception {
    try (WasmtimeEngine engine = OpenEngine.with(limits, POOL, Optional.of(cache));
        Agent agent = engine.compile(Wat.binary(Workload.LOOPS.wat()))) {
      assertTrue(Workload.handsOut(Workload.LOOPS.expected(9), agent.run(Workload.input(9))));
    }
  }

  private Path only(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.reduce((_, _) -> null).orElseThrow();
    }
  }

  private void counts(long hits, long refusals) {
    assertEquals(hits, cache.hits());
    assertEquals(refusals, cache.refusals());
  }

  @Test
  void anotherEngineTakesWhatTheFirstCompiled() throws Exception {
    runs(Limits.BASIC);
    counts(0, 0);
    runs(Limits.BASIC);
    counts(1, 0);
    cache = new ModuleCache(folder.resolve("modules"), folder.resolve("hashes"));
    runs(Limits.BASIC);
    counts(1, 0);
  }

  @Test
  void aChangedByteIsNoCodeWhereverItStands() throws Exception {
    runs(Limits.BASIC);
    byte[] module = Files.readAllBytes(only("modules"));
    int refusals = 0;
    for (int at : new int[] {0, 100, module.length / 2, module.length - 1}) {
      byte[] changed = module.clone();
      changed[at] ^= 1;
      Files.write(only("modules"), changed);
      runs(Limits.BASIC);
      counts(0, ++refusals);
      assertEquals(-1, Files.mismatch(only("modules"), written(module)), "it is kept anew");
    }
    Files.write(only("modules"), Arrays.copyOf(module, module.length - 1));
    runs(Limits.BASIC);
    counts(0, ++refusals);
    runs(Limits.BASIC);
    counts(1, refusals);
  }

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("written"), bytes);
  }

  @Test
  void aModuleWhoseHashIsNotKnownIsNoCode() throws Exception {
    runs(Limits.BASIC);
    Files.delete(only("hashes"));
    runs(Limits.BASIC);
    counts(0, 0);
  }

  @Test
  void otherSettingsAreCompiledApart() throws Exception {
    runs(Limits.BASIC);
    runs(Limits.BASIC.withStackBytes(1 << 20));
    runs(Limits.STANDARD);
    counts(0, 0);
    try (Stream<Path> files = Files.list(folder.resolve("modules"))) {
      assertEquals(3, files.count());
    }
  }

  @Test
  void modulesAndHashesAreKeptApart() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ModuleCache(folder, folder.resolve("modules/..")));
  }
}
