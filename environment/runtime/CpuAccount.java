package runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// CPU time of processes that come and go. Those that are gone keep what they had used when they
/// were last seen, so that the sum never falls.
final class CpuAccount {
  private final Map<Key, Long> usedNs = new HashMap<>();

  /// A number is used again, but not by a process that started at the same moment.
  private record Key(long pid, Instant start) {}

  /// What these and all seen before have used so far, in ns.
  synchronized long ns(Stream<ProcessHandle> now) {
    now.forEach(
        process -> {
          ProcessHandle.Info info = process.info();
          long ns = info.totalCpuDuration().orElse(Duration.ZERO).toNanos();
          usedNs.merge(
              new Key(process.pid(), info.startInstant().orElse(Instant.EPOCH)), ns, Math::max);
        });
    return usedNs.values().stream().mapToLong(Long::longValue).sum();
  }
}
