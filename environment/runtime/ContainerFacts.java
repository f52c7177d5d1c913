package runtime;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Statistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// CPU time and memory of a container: from `/proc` where its first process is one of this
/// machine's, as for any process, else from the daemon's statistics.
///
/// @param pid of its first process, as the daemon's machine numbers it
record ContainerFacts(DockerDaemon daemon, String id, long pid) {
  private static final long ANSWER_LIMIT_S = 5;

  OptionalLong cpuNs() {
    if (here()) {
      return ProcessHandle.of(pid).map(ProcessFacts::cpuNs).orElse(OptionalLong.empty());
    }
    return statistics()
        .map(now -> OptionalLong.of(now.getCpuStats().getCpuUsage().getTotalUsage()))
        .orElse(OptionalLong.empty());
  }

  OptionalLong residentBytes() {
    if (here()) {
      return ProcessFacts.residentBytes(pid);
    }
    return statistics()
        .map(now -> OptionalLong.of(now.getMemoryStats().getUsage()))
        .orElse(OptionalLong.empty());
  }

  /// Whether its first process is one of this machine's.
  boolean here() {
    try {
      return daemon.host().local()
          && Files.readString(Path.of("/proc", Long.toString(pid), "cgroup")).contains(id);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Statistics> statistics() {
    CompletableFuture<Statistics> first = new CompletableFuture<>();
    try (First callback = new First(first)) {
      daemon.client().statsCmd(id).withNoStream(true).exec(callback);
      return Optional.of(first.get(ANSWER_LIMIT_S, TimeUnit.SECONDS));
    } catch (IOException | ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static final class First extends ResultCallback.Adapter<Statistics> {
    private final CompletableFuture<Statistics> first;

    First(CompletableFuture<Statistics> first) {
      this.first = first;
    }

    @Override
    public void onNext(Statistics statistics) {
      first.complete(statistics);
    }

    @Override
    public void onError(Throwable failure) {
      first.completeExceptionally(failure);
    }
  }
}
