package batcher.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;

import batcher.Payments;
import batcher.shard.EventRing;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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
}
