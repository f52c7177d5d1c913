package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// What the original does in the place of a sandbox, as a negative control: it looks at no code, it
/// sleeps for a hundredth of a millisecond a character, 1 ms at least (the least that its runtime's
/// timer knows) and 100 ms at most, and says that all went well
/// (`server/wasmtimeSandbox.ts`, `simulateWasmtimeExecution`).
public final class SimulatedEngine implements Engine {
  private static final int SLEEP_MS_MAX = 100;
  private static final int CHARACTERS_A_MS = 100;

  private final Limits limits;
  private final AtomicLong open = new AtomicLong();

  /// @param limits which it ignores, as the original does
  public SimulatedEngine(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public Agent compile(byte[] code) {
    return new Simulated(code.length);
  }

  @Override
  public <T> T onGuestThread(Supplier<T> task) {
    return task.get();
  }

  @Override
  public long openInstances() {
    return open.get();
  }

  @Override
  public void close() {}

  private static void sleep(int characters) {
    long ms = Math.clamp(characters / CHARACTERS_A_MS, 1, SLEEP_MS_MAX);
    long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    for (long leftNs; (leftNs = untilNs - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(leftNs);
    }
  }

  private final class Simulated implements Agent {
    private final int characters;

    Simulated(int characters) {
      this.characters = characters;
    }

    @Override
    public Instance open(Limits ignored) {
      open.incrementAndGet();
      return new Instance() {
        private boolean closed;

        @Override
        public Outcome run(byte[] input) {
          sleep(characters);
          byte[] said =
              "{\"executed\":true,\"codeLength\":%s}".formatted(characters).getBytes(UTF_8);
          return new Outcome(Status.OK, said, "", 0, 0);
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            open.decrementAndGet();
          }
        }
      };
    }

    @Override
    public Outcome run(byte[] input) {
      return SimulatedEngine.this.run(this, input);
    }

    @Override
    public void close() {}
  }
}
