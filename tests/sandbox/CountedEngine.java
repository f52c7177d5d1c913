package sandbox;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Sandboxes with numbers, that run nothing but hand their number out. What a real one forbids is
/// an error here.
final class CountedEngine implements Engine {
  /// What becomes of those that are opened now.
  enum Opening {
    WELL,
    TRAPPED,
    REFUSED
  }

  private final Set<Long> open = new HashSet<>();
  private long made;
  private int openMost;
  private final AtomicInteger running = new AtomicInteger();

  /// How long a task takes to leave its thread.
  volatile long leavingNs;
  Opening opening = Opening.WELL;
  boolean closesBadly;

  @Override
  public String name() {
    return "counted";
  }

  @Override
  public Limits limits() {
    return Limits.BASIC;
  }

  @Override
  public Agent compile(byte[] code) {
    return new Agent() {
      @Override
      public Instance open(Limits limits) {
        return opened();
      }

      @Override
      public Outcome run(byte[] input) {
        throw new AssertionError("nobody runs it past the pool");
      }

      @Override
      public void close() {
        if (openInstances() > 0) throw new IllegalStateException("still open: " + open);
      }
    };
  }

  private synchronized Instance opened() {
    if (opening == Opening.REFUSED) throw new IllegalStateException("refused");
    open.add(++made);
    openMost = Math.max(openMost, open.size());
    return new Numbered(made, opening == Opening.TRAPPED);
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    running.incrementAndGet();
    try {
      return task.get();
    } finally {
      LockSupport.parkNanos(leavingNs);
      running.decrementAndGet();
    }
  }

  @Override
  public synchronized long openInstances() {
    return open.size();
  }

  /// How many tasks have not left their thread.
  int running() {
    return running.get();
  }

  synchronized long made() {
    return made;
  }

  synchronized int openMost() {
    return openMost;
  }

  @Override
  public void close() {}

  private final class Numbered implements Instance {
    private final long number;
    private final boolean trapped;
    private boolean used;

    Numbered(long number, boolean trapped) {
      this.number = number;
      this.trapped = trapped;
    }

    @Override
    public Optional<Outcome> unopened() {
      return trapped ? Optional.of(Outcome.of(Status.TRAP, "" + number)) : Optional.empty();
    }

    /// @param input is empty, or it runs badly
    @Override
    public Outcome run(byte[] input) {
      synchronized (CountedEngine.this) {
        if (used || !open.contains(number)) throw new AssertionError("used or closed: " + number);
      }
      used = true;
      return unopened()
          .orElseGet(
              () ->
                  input.length > 0
                      ? Outcome.of(Status.TIMEOUT, "" + number)
                      : new Outcome(Status.OK, bytes(number), "", 0, 0));
    }

    @Override
    public void close() {
      synchronized (CountedEngine.this) {
        if (!open.remove(number)) throw new AssertionError("closed twice: " + number);
        if (closesBadly) throw new IllegalStateException("closed badly");
      }
    }
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /// The number of the sandbox that it came from.
  static long number(Outcome outcome) {
    return outcome.status() == Status.OK
        ? ByteBuffer.wrap(outcome.output()).getLong()
        : Long.parseLong(outcome.reason());
  }
}
