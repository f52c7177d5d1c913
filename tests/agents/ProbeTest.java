package agents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// A database that is silent is not ready.
class ProbeTest {
  @Test
  void whoHasWaitedForTooLongIsToldThatItIsAway() throws Exception {
    AtomicLong clock = new AtomicLong();
    CountDownLatch silent = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    Probe.Connections database =
        () -> {
          if (!first.getAndSet(false)) {
            awaitQuietly(silent);
          }
          throw new java.sql.SQLException("away");
        };
    try (Probe probe = Probe.start(database, clock::get)) {
      CompletableFuture<Boolean> told = new CompletableFuture<>();
      probe.ask(told::complete);
      clock.set(Probe.PATIENCE_NS - 1);
      probe.giveUp();
      assertFalse(told.isDone());
      clock.incrementAndGet();
      probe.giveUp();
      assertTrue(told.isDone());
      assertFalse(told.get());
      assertFalse(probe.up());
      assertEquals(0, probe.ageMs());
      silent.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
