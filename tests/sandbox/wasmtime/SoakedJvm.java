package sandbox.wasmtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import sandbox.Agent;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.Status;
import sandbox.WarmPool;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

/// A JVM whose guests trap while it has traps of its own, and which then opens many sandboxes;
/// [SoakTest] looks whether it lives, and what it says. Both sides use the same signals: a null
/// pointer, the end of a stack and a stop for the garbage collector are page faults of Java's, an
/// access outside a memory is one of the guest's.
final class SoakedJvm {
  private static final Limits LIMITS = Limits.BASIC.withMemoryBytes(16 << 20).withFuel(10_000_000);
  private static final long COLLECTION_EVERY_NS = 200_000_000;

  private SoakedJvm() {}

  /// @param arguments how many traps, how many sandboxes
  public static void main(String[] arguments) throws Exception {
    int traps = Integer.parseInt(arguments[0]);
    int sandboxes = Integer.parseInt(arguments[1]);
    try (WasmtimeEngine engine =
        WasmtimeEngine.open(LIMITS, new Pool(16, 64 << 10), Optional.empty())) {
      soak(engine, traps);
      // What every mapping, descriptor and page is compared with has seen some already.
      open(engine, sandboxes / 4);
      long[] before = {residentKib(), count("fd"), lines("maps")};
      say("right results", open(engine, sandboxes));
      say("resident KiB more", residentKib() - before[0]);
      say("descriptors more", count("fd") - before[1]);
      say("mappings more", lines("maps") - before[2]);
      say("open", engine.openInstances());
    }
  }

  private static void say(String what, long value) {
    System.out.println(what + "=" + value);
  }

  private static void soak(WasmtimeEngine engine, int traps) throws Exception {
    List<Abuse> corpus =
        Abuse.corpus(Abuse.MODULES).stream()
            .filter(abuse -> abuse.byFuel() == Status.TRAP || abuse.byFuel() == Status.STACK)
            .toList();
    List<Agent> agents = new ArrayList<>();
    for (Abuse abuse : corpus) {
      agents.add(engine.compile(Wat.binary(abuse.text())));
    }
    AtomicBoolean over = new AtomicBoolean();
    LongAdder nulls = new LongAdder();
    LongAdder overflows = new LongAdder();
    List<Thread> threads =
        List.of(
            Thread.ofPlatform().start(() -> exceptions(over, nulls, overflows)),
            Thread.ofPlatform().start(() -> collections(over)));
    long right =
        engine.onGuestThread(
            () -> {
              long asSaid = 0;
              for (int i = 0; i < traps; i++) {
                int which = i % corpus.size();
                asSaid += ended(agents.get(which)) == corpus.get(which).byFuel() ? 1 : 0;
              }
              return asSaid;
            });
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    agents.forEach(Agent::close);
    say("traps as said", right);
    say("null pointers", nulls.sum());
    say("stacks overflown", overflows.sum());
  }

  private static Status ended(Agent agent) {
    try (Instance instance = agent.open(LIMITS)) {
      return instance.run(new byte[0]).status();
    }
  }

  private static void exceptions(AtomicBoolean over, LongAdder nulls, LongAdder overflows) {
    Object[] nothing = new Object[1];
    for (int i = 0; !over.get(); i++) {
      try {
        if (i % 10_000 == 0) {
          deeper(0);
        }
        nothing[0].hashCode();
      } catch (NullPointerException e) {
        nulls.increment();
      } catch (StackOverflowError e) {
        overflows.increment();
      }
    }
  }

  private static int deeper(int calls) {
    return deeper(calls + 1) + 1;
  }

  private static void collections(AtomicBoolean over) {
    long lastNs = System.nanoTime();
    List<byte[]> garbage = new ArrayList<>();
    while (!over.get()) {
      garbage.add(new byte[1_000]);
      if (System.nanoTime() - lastNs > COLLECTION_EVERY_NS || garbage.size() > 10_000) {
        garbage.clear();
        System.gc();
        lastNs = System.nanoTime();
      }
      Thread.yield();
    }
  }

  /// Sandboxes of agents that are compiled for a hundred of them, every other hundred warm.
  ///
  /// @return how many results were right
  private static long open(WasmtimeEngine engine, int sandboxes) throws Exception {
    byte[] code = Wat.binary(Workload.OBJECTS.wat());
    long expected = Workload.OBJECTS.expected(0);
    long right = 0;
    for (int i = 0; i < sandboxes; ) {
      Agent compiled = engine.compile(code);
      boolean warm = i / 100 % 2 == 1;
      try (Agent agent =
          warm ? WarmPool.over(engine, compiled, WarmPool.Size.DOCUMENTED) : compiled) {
        for (int end = Math.min(i + 100, sandboxes); i < end; i++) {
          Outcome outcome = agent.run(Workload.input(i));
          right += Workload.handsOut(expected + i, outcome) ? 1 : 0;
        }
      }
    }
    return right;
  }

  private static long residentKib() throws IOException {
    System.gc();
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Rss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    }
  }

  private static long count(String folder) throws IOException {
    try (Stream<Path> entries = Files.list(Path.of("/proc/self", folder))) {
      return entries.count();
    }
  }

  private static long lines(String file) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self", file))) {
      return lines.count();
    }
  }
}
