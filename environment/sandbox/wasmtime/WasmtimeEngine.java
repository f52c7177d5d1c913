package sandbox.wasmtime;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Guests;
import sandbox.Limits;
import sandbox.ModuleRun;
import sandbox.RejectedCode;

/// WebAssembly on Wasmtime. Every run has fuel and a deadline, which Wasmtime checks in the guest's
/// loops and calls; its store refuses memory over the limit; memory comes from a pool, its first
/// content by copy-on-write.
public final class WasmtimeEngine implements Engine {
  private static final String EMPTY_MODULE = "(module)";

  private static final String POOL = "wasmtime_pooling_allocation_config_";

  private static boolean versionHolds;

  private final Limits limits;
  private final Optional<ModuleCache> cache;
  private final String settings;
  private final Uses uses = new Uses("engine");
  private final Set<WasmtimeAgent> agents = ConcurrentHashMap.newKeySet();
  private final Guests guests;
  private final long linker;
  private final EpochTicker ticker;

  /// `wasm_engine_t`.
  final long engine;

  private WasmtimeEngine(long engine, Limits limits, Pool pool, Optional<ModuleCache> cache) {
    this.limits = limits;
    this.cache = cache;
    // The rest of what a module depends on, as the processor's features, Wasmtime looks at itself.
    settings =
        "Wasmtime %s, fuel, epochs, stack %s, pool %s of %s"
            .formatted(WasmtimeLibrary.VERSION, limits.stackBytes(), pool, limits.memoryBytes());
    this.engine = engine;
    linker = Wasmtime.ask("wasmtime_linker_new", engine);
    ticker = new EpochTicker(engine);
    int stackBytes = limits.stackBytes();
    guests =
        new Guests(
            task -> new GuestThread(task, stackBytes), () -> GuestThread.isCurrent(stackBytes));
  }

  /// With a pool of ordinary size, and no cache.
  ///
  /// @throws UnsupportedOperationException if this machine has no Wasmtime of the right version
  public static WasmtimeEngine open(Limits limits) {
    return open(limits, Pool.DEFAULT, Optional.empty());
  }

  /// @param limits the most of any run
  /// @param cache of compiled modules
  /// @throws UnsupportedOperationException if this machine has no Wasmtime of the right version
  public static WasmtimeEngine open(Limits limits, Pool pool, Optional<ModuleCache> cache) {
    WasmtimeLibrary.load();
    long engine = newEngine(limits, pool);
    try {
      checkVersion(engine);
    } catch (RuntimeException e) {
      Wasmtime.call("wasm_engine_delete", engine);
      throw e;
    }
    return new WasmtimeEngine(engine, limits, pool, cache);
  }

  /// Wasmtime ends the process over settings that do not go together, so [Limits] and [Pool] refuse
  /// them before.
  private static long newEngine(Limits limits, Pool pool) {
    long config = Wasmtime.ask("wasm_config_new");
    Wasmtime.call("wasmtime_config_consume_fuel_set", config, true);
    Wasmtime.call("wasmtime_config_epoch_interruption_set", config, true);
    Wasmtime.call("wasmtime_config_memory_init_cow_set", config, true);
    Wasmtime.call("wasmtime_config_max_wasm_stack_set", config, (long) limits.stackBytes());
    for (String proposal : new String[] {"threads", "memory64", "multi_memory"}) {
      Wasmtime.call("wasmtime_config_wasm_" + proposal + "_set", config, false);
    }
    long room = Wasmtime.ask(POOL + "new");
    for (String each : new String[] {"core_instances", "memories", "tables"}) {
      Wasmtime.call(POOL + "total_" + each + "_set", room, pool.instances());
    }
    Wasmtime.call(POOL + "max_unused_warm_slots_set", room, pool.instances());
    Wasmtime.call(POOL + "max_memory_size_set", room, limits.memoryBytes());
    Wasmtime.call(POOL + "table_elements_set", room, (long) ModuleRun.TABLE_ELEMENTS);
    Wasmtime.call(POOL + "linear_memory_keep_resident_set", room, (long) pool.keptBytes());
    Wasmtime.call("wasmtime_pooling_allocation_strategy_set", config, room);
    Wasmtime.call(POOL + "delete", room);
    return Wasmtime.ask("wasm_engine_new_with_config", config);
  }

  /// The C API does not tell its version, but each compiled module holds the main part of it.
  private static void checkVersion(long engine) {
    synchronized (WasmtimeEngine.class) {
      if (versionHolds) {
        return;
      }
      try (Arena arena = Arena.ofConfined()) {
        long module = newModule("wasmtime_module_new", engine, Wat.binary(EMPTY_MODULE), arena);
        String text = new String(serialize(module, arena), ISO_8859_1);
        Wasmtime.call("wasmtime_module_delete", module);
        requireVersion(text);
      } catch (RejectedCode e) {
        throw new IllegalStateException("the empty module is refused", e);
      }
      versionHolds = true;
    }
  }

  /// @param module a compiled one: the version stands before the word that begins its settings
  static void requireVersion(String module) {
    String main = WasmtimeLibrary.VERSION.replaceFirst("\\..*", "");
    if (!module.contains((char) main.length() + main)) {
      throw new UnsupportedOperationException(
          "the library is no Wasmtime %s; %s must name one"
              .formatted(WasmtimeLibrary.VERSION, WasmtimeLibrary.VARIABLE));
    }
  }

  @Override
  public String name() {
    return "wasmtime-wasm";
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Agent compile(byte[] code) throws RejectedCode {
    limits.requireCode(code);
    return agent(code, 1);
  }

  /// An agent of code of any size.
  ///
  /// @param parameters of its `run`
  WasmtimeAgent agent(byte[] code, int parameters) throws RejectedCode {
    uses.enter();
    WasmtimeAgent agent = null;
    try {
      agent = new WasmtimeAgent(this, prepared(code, parameters));
      agents.add(agent);
      return agent;
    } finally {
      if (agent == null) {
        uses.leave();
      }
    }
  }

  private long prepared(byte[] code, int parameters) throws RejectedCode {
    try (Arena arena = Arena.ofConfined()) {
      long module = module(code, arena);
      try {
        Exports.require(module, parameters);
        MemorySegment out = arena.allocate(JAVA_LONG);
        check(Wasmtime.ask("wasmtime_linker_instantiate_pre", linker, module, out.address()));
        return out.get(JAVA_LONG, 0);
      } finally {
        Wasmtime.call("wasmtime_module_delete", module);
      }
    }
  }

  private long module(byte[] code, Arena arena) throws RejectedCode {
    if (cache.isEmpty()) {
      return newModule("wasmtime_module_new", engine, code, arena);
    }
    String key = ModuleCache.key(settings, code);
    Optional<byte[]> kept = cache.get().find(key);
    if (kept.isPresent()) {
      return newModule("wasmtime_module_deserialize", engine, kept.get(), arena);
    }
    long module = newModule("wasmtime_module_new", engine, code, arena);
    cache.get().keep(key, serialize(module, arena));
    return module;
  }

  /// A module that the cache does not get.
  long compiled(byte[] code, Arena arena) throws RejectedCode {
    return newModule("wasmtime_module_new", engine, code, arena);
  }

  private static long newModule(String how, long engine, byte[] bytes, Arena arena)
      throws RejectedCode {
    MemorySegment source = arena.allocateFrom(JAVA_BYTE, bytes);
    MemorySegment out = arena.allocate(JAVA_LONG);
    check(Wasmtime.ask(how, engine, source.address(), (long) bytes.length, out.address()));
    return out.get(JAVA_LONG, 0);
  }

  private static byte[] serialize(long module, Arena arena) throws RejectedCode {
    MemorySegment vector = arena.allocate(Wasmtime.VECTOR_BYTES, 8);
    check(Wasmtime.ask("wasmtime_module_serialize", module, vector.address()));
    return Wasmtime.takeVector(vector);
  }

  static void check(long error) throws RejectedCode {
    if (error != 0) {
      throw new RejectedCode(Wasmtime.takeError(error));
    }
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    return guests.on(task);
  }

  @Override
  public long openInstances() {
    return agents.stream().mapToLong(WasmtimeAgent::open).sum();
  }

  long ticksUntil(long wallMs) {
    return ticker.ticksUntil(wallMs);
  }

  /// Of an agent that is closed.
  void forget(WasmtimeAgent agent) {
    agents.remove(agent);
    uses.leave();
  }

  @Override
  public void close() {
    agents.forEach(WasmtimeAgent::close);
    if (uses.close()) {
      guests.close();
      ticker.close();
      Wasmtime.call("wasmtime_linker_delete", linker);
      Wasmtime.call("wasm_engine_delete", engine);
    }
  }
}
