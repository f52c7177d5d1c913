package runtime;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// A system in a process of its own.
final class RunningProcess implements RunningSystem {
  /// A grandchild that inherited the pipe may hold it open; the log of the system itself is
  /// complete long before.
  private static final Duration LOG_DRAIN = Duration.ofSeconds(1);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration CHILDREN_LIMIT = Duration.ofSeconds(10);

  private final Launch launch;
  private final Process process;
  private final SystemLog log;
  private final LongConsumer onOrphans;
  private final Consumer<RunningSystem> onClose;
  private final CompletableFuture<Integer> exit;
  private final Readiness readiness;
  private InetSocketAddress address;
  private volatile boolean ended;

  /// @param onOrphans told what CPU time, in ns, a killed system's own children have used, which
  ///     nobody can ask this process for from then on
  /// @param onClose told once the process is gone
  RunningProcess(
      Launch launch,
      Process process,
      SystemLog log,
      LongConsumer onOrphans,
      Consumer<RunningSystem> onClose) {
    this.launch = launch;
    this.process = process;
    this.log = log;
    this.onOrphans = onOrphans;
    this.onClose = onClose;
    Thread copying = log.follow(process.getInputStream());
    // A thread of its own: one that waits for a log must not hold up whatever else is asked of the
    // common pool, which has a single thread on two cores.
    this.exit =
        process
            .onExit()
            .thenApplyAsync(ended -> statusAfter(ended, copying), Thread::startVirtualThread);
    this.readiness = new Readiness(launch.name(), log, exit);
  }

  /// Waits for its first line.
  void awaitListening(Duration limit) throws StartFailure {
    try {
      address = readiness.await(limit);
    } catch (StartFailure e) {
      close();
      throw e;
    }
  }

  @Override
  public Launch launch() {
    return launch;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  /// A system's own children, as a database that it runs, hang on leashes of their own and follow
  /// at once; they are waited for, because they write to its data until they are gone.
  @Override
  public void kill() {
    ended = true;
    List<ProcessHandle> children = process.descendants().toList();
    onOrphans.accept(ProcessFacts.cpuNs(children.stream()));
    process.toHandle().destroyForcibly();
    exit.join();
    for (ProcessHandle child : children) {
      try {
        child.onExit().get(CHILDREN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        child.destroyForcibly();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        child.destroyForcibly();
      }
    }
  }

  /// `Process.destroy` would close the pipe to standard input as well, and the [Leash] would end
  /// the system before it could end itself; the handle only sends the signal.
  @Override
  public void stop() {
    ended = true;
    process.toHandle().destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    exit.join();
  }

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public boolean died() {
    return !ended && !alive();
  }

  @Override
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  @Override
  public OptionalLong pid() {
    return process.isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
  }

  @Override
  public OptionalLong cpuNs() {
    return ProcessFacts.cpuNs(process.toHandle());
  }

  @Override
  public OptionalLong residentBytes() {
    return ProcessFacts.residentBytes(process.pid());
  }

  @Override
  public Path log() {
    return log.file();
  }

  @Override
  public List<String> lastLogLines(int lines) {
    return log.last(lines);
  }

  @Override
  public void close() {
    kill();
    onClose.accept(this);
  }

  private static int statusAfter(Process ended, Thread copying) {
    try {
      copying.join(LOG_DRAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ended.exitValue();
  }
}
