package ledger;

import java.util.concurrent.CountDownLatch;

/// Keeps a ledger from deciding anything until it is closed, so that work gathers.
final class Held implements AutoCloseable {
  private final CountDownLatch go = new CountDownLatch(1);
  private final Lookup<Boolean> hold;

  Held(Ledger ledger) throws InterruptedException {
    CountDownLatch holding = new CountDownLatch(1);
    hold =
        new Lookup<>(
            books -> {
              holding.countDown();
              return await(go);
            });
    ledger.submit(hold);
    holding.await();
  }

  static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    go.countDown();
    hold.await();
  }
}
