package batcher.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import batcher.Payments;
import batcher.shard.EventRing;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WakeupTest {
  private static final int EVENTS = 50_000;

  /// One adds and signals at the very moment at which the other goes to sleep for an hour, again
  /// and again. A signal that is lost leaves both waiting, and the test runs into its limit.
  @Test
  void noWakeUpIsLostBetweenTheLastLookAndTheSleep() throws Exception {
    EventRing ring = new EventRing(1 << 16);
    Wakeup wakeup = new Wakeup();
    AtomicLong seen = new AtomicLong();
    Thread sleeper =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  while (seen.get() < EVENTS) {
                    long accepted = ring.accepted();
                    if (accepted > seen.get()) {
                      seen.set(accepted);
                    } else {
                      wakeup.sleep(() -> ring.accepted() > seen.get(), TimeUnit.HOURS.toNanos(1));
                    }
                  }
                });
    long[] words = Payments.sent("a", 0).toWords();
    for (int added = 1; added <= EVENTS; added++) {
      assertEquals(added, ring.tryAdd(words, 0, 1));
      wakeup.signal();
      for (int looks = 0; seen.get() < added && !Thread.currentThread().isInterrupted(); looks++) {
        if (looks < 1_000) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }
    sleeper.join();
    assertEquals(EVENTS, seen.get());
  }

  /// The moment at which a signal would be lost: the sleeper has looked, and does not sleep yet.
  @Test
  void whoIsSignalledBetweenTheLastLookAndTheSleepDoesNotSleep() {
    Wakeup wakeup = new Wakeup();
    AtomicBoolean looked = new AtomicBoolean();
    wakeup.sleep(
        () -> {
          looked.set(true);
          wakeup.signal();
          return false;
        },
        TimeUnit.HOURS.toNanos(1));
    assertEquals(true, looked.get());
  }

  /// What is there already, or comes without a signal before the sleep, needs none.
  @Test
  void whoHasWorkDoesNotSleep() {
    AtomicBoolean asked = new AtomicBoolean();
    new Wakeup().sleep(() -> asked.compareAndSet(false, true), TimeUnit.HOURS.toNanos(1));
    assertEquals(true, asked.get());
  }

  /// Both write and then look, at the same moment on two cores, again and again: at least one sees
  /// what the other has written. A processor lets a look overtake a write that only releases.
  @Test
  void neitherLookOvertakesTheWriteBeforeIt() throws Exception {
    Rounds rounds = new Rounds();
    Thread sleeper = Thread.ofPlatform().daemon().start(rounds::sleep);
    rounds.wake();
    sleeper.join();
    assertEquals(0, rounds.lost());
  }

  /// In each round one goes to sleep and one brings work and signals. The sleeper looks, and stays
  /// until the signal is over, so that it is there to be seen.
  private static final class Rounds {
    private static final int COUNT = 100_000;

    /// So far the two drift apart, in looks at nothing.
    private static final int SKEW = 16;

    private final Wakeup[] wakeups = new Wakeup[COUNT];
    private final AtomicIntegerArray work = new AtomicIntegerArray(COUNT);
    private final boolean[] found = new boolean[COUNT];
    private final boolean[] woken = new boolean[COUNT];
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger over = new AtomicInteger();

    Rounds() {
      Arrays.setAll(wakeups, _ -> new Wakeup());
    }

    void sleep() {
      for (int round = 0; round < COUNT; round++) {
        int now = round;
        begun.set(round + 1);
        for (int skew = round % SKEW; skew > 0; skew--) {
          Thread.onSpinWait();
        }
        wakeups[round].sleep(() -> hasWork(now), 0);
      }
    }

    private boolean hasWork(int round) {
      found[round] = work.get(round) == 1;
      await(over, round + 1);
      return true;
    }

    void wake() {
      for (int round = 0; round < COUNT; round++) {
        await(begun, round + 1);
        work.set(round, 1);
        woken[round] = wakeups[round].signal();
        over.set(round + 1);
      }
    }

    long lost() {
      return IntStream.range(0, COUNT).filter(round -> !found[round] && !woken[round]).count();
    }

    private static void await(AtomicInteger counter, int value) {
      for (int looks = 1; counter.get() < value; looks++) {
        if (looks % 1_000 == 0) {
          Thread.yield();
        } else {
          Thread.onSpinWait();
        }
      }
    }
  }
}
