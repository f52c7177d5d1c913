package kit.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Watches what holds operations up while they are measured: see [Stall.Cause].
///
/// It costs two readings of all threads, one before and one after, and meanwhile a look every 5 ms.
/// Linux only; elsewhere only the pauses of the JVMs are known.
public final class TailWatch implements AutoCloseable {
  private static final Path PROC = Path.of("/proc");

  private final List<Long> system;
  private final List<Long> lab = List.of(ProcessHandle.current().pid());
  private final long fromNs = System.nanoTime();
  private final Threads systemBefore;
  private final Threads labBefore;
  private final CoreWaits waits;

  private TailWatch(List<Long> system) {
    this.system = system;
    Pauses.own(); // begins to log them, if this is the first time
    systemBefore = Threads.of(PROC, system);
    labBefore = Threads.of(PROC, lab);
    waits = new CoreWaits(PROC, List.of(systemBefore, labBefore));
  }

  /// Begins to watch.
  ///
  /// @param systems processes of the measured systems; their children are theirs
  public static TailWatch begin(List<Long> systems) {
    return new TailWatch(
        systems.stream()
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .map(ProcessHandle::pid)
            .toList());
  }

  /// What was seen between two moments by the clock of [System#nanoTime], the pauses of JVMs not
  /// yet among it.
  ///
  /// @param systemWaitedMs how long the system's threads, together, were ready to run and did not
  /// @param labWaitedMs the same of the lab's threads
  /// @param systemCompiledMs how long the system's JVMs compiled
  /// @param labCompiledMs the same of the lab's JVM
  public record Seen(
      long fromNs,
      long toNs,
      double systemWaitedMs,
      double labWaitedMs,
      double systemCompiledMs,
      double labCompiledMs,
      List<Stall> stalls) {

    /// Those of some stalls that lie in this time, cut to it.
    public List<Stall> within(List<Stall> all) {
      List<Stall> cut = new ArrayList<>();
      for (Stall stall : all) {
        if (stall.withinNs(fromNs, toNs) > 0) {
          cut.add(
              new Stall(
                  stall.cause(),
                  Math.max(fromNs, stall.fromNs()),
                  Math.min(toNs, stall.toNs()),
                  stall.share()));
        }
      }
      return cut;
    }
  }

  /// Ends watching.
  public Seen end() {
    long toNs = System.nanoTime();
    List<Stall> stalls = waits.stop();
    Threads systemNow = Threads.of(PROC, system);
    Threads labNow = Threads.of(PROC, lab);
    return new Seen(
        fromNs,
        toNs,
        systemNow.waitedMsSince(systemBefore),
        labNow.waitedMsSince(labBefore),
        systemNow.compiledMsSince(systemBefore),
        labNow.compiledMsSince(labBefore),
        stalls);
  }

  /// Ends watching if it has not ended.
  @Override
  public void close() {
    waits.close();
  }
}
