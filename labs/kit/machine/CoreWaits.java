package kit.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import runtime.ThreadEnd;

/// Looks every 5 ms at how long the busiest threads of system and lab had to wait for a core, and
/// at how late the look itself comes.
///
/// The kernel books a wait when it is over, so a look finds how long, and when to 5 ms. It reads
/// eleven small counters, which are kept open.
final class CoreWaits implements AutoCloseable {
  private static final long PERIOD_NS = 5_000_000;

  /// Threads of each side that are looked at: those that ran most so far.
  private static final int BUSIEST = 5;

  /// A shorter wait is no stall, but how any machine shares its cores.
  private static final long SHORTEST_NS = 200_000;

  /// A timer is up to that late on any machine that other programs use.
  private static final long LATE_NS = 1_000_000;

  private final List<Counter> counters = new ArrayList<>();
  private final List<Stall> stalls = new ArrayList<>();
  private final Path proc;
  private final Thread looking;
  private volatile boolean over;

  /// @param sides the threads of the system and those of the lab
  CoreWaits(Path proc, List<Threads> sides) {
    this.proc = proc;
    for (Threads threads : sides) {
      threads.ranNs().entrySet().stream()
          .sorted(Map.Entry.<Path, Long>comparingByValue(Comparator.reverseOrder()))
          .limit(BUSIEST)
          .forEach(each -> Counter.open(each.getKey()).ifPresent(counters::add));
    }
    this.looking = Thread.ofPlatform().name("core-waits").daemon().start(this::look);
  }

  private void look() {
    Counter own = Counter.open(proc.resolve("thread-self")).orElse(null);
    if (own != null) {
      counters.addFirst(own);
    }
    counters.forEach(Counter::waitedNs);
    long beforeNs = System.nanoTime();
    while (!over) {
      long dueNs = beforeNs + PERIOD_NS;
      LockSupport.parkNanos(this, dueNs - System.nanoTime());
      long nowNs = System.nanoTime();
      if (nowNs < dueNs && !over) {
        continue;
      }
      long longestNs = 0;
      for (Counter counter : counters) {
        long waitedNs = counter.waitedNs();
        longestNs = Math.max(longestNs, waitedNs);
        if (counter == own && nowNs - dueNs - waitedNs > LATE_NS) {
          stalls.add(new Stall(Stall.Cause.MACHINE, dueNs + waitedNs, nowNs));
        }
      }
      if (longestNs > SHORTEST_NS) {
        long fromNs = Math.min(beforeNs, nowNs - longestNs);
        double share = (double) longestNs / (nowNs - fromNs);
        stalls.add(new Stall(Stall.Cause.CORE, fromNs, nowNs, share));
      }
      beforeNs = nowNs;
    }
  }

  /// Ends looking and says what was seen.
  List<Stall> stop() {
    close();
    return List.copyOf(stalls);
  }

  @Override
  public void close() {
    over = true;
    LockSupport.unpark(looking);
    ThreadEnd.await(looking);
    counters.forEach(Counter::close);
    counters.clear();
  }

  /// The counter of one thread, kept open.
  private static final class Counter {
    private final FileChannel file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(64);
    private long beforeNs;

    private Counter(FileChannel file) {
      this.file = file;
    }

    static Optional<Counter> open(Path task) {
      try {
        Path thread = Files.isSymbolicLink(task) ? task.toRealPath() : task;
        return Optional.of(new Counter(FileChannel.open(thread.resolve("schedstat"))));
      } catch (IOException e) {
        return Optional.empty(); // ended meanwhile, or there is no /proc here
      }
    }

    /// What it waited since the last look.
    long waitedNs() {
      try {
        bytes.clear();
        file.read(bytes, 0);
        bytes.flip();
        String[] fields = StandardCharsets.US_ASCII.decode(bytes).toString().split(" ");
        long nowNs = Long.parseLong(fields[1]);
        long waitedNs = nowNs - beforeNs;
        beforeNs = nowNs;
        return waitedNs;
      } catch (IOException | ArrayIndexOutOfBoundsException e) {
        return 0; // the thread has ended
      }
    }

    void close() {
      try {
        file.close();
      } catch (IOException e) {
        // it was only read
      }
    }
  }
}
