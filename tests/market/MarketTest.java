package market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import ledger.Batch;
import ledger.Books;
import ledger.Images;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketTest {
  private static final String SEGMENT = "journal/000000000001.journal";
  private static final LedgerOptions OPTIONS =
      LedgerOptions.DEFAULT.withJournal(
          LedgerOptions.DEFAULT.journal().withSegmentBytes(544 << 10));
  private static final int TRADERS = 4;
  private static final int MOST = 64;

  @TempDir Path folder;

  /// Each order is one transaction of the ledger, so a crash leaves the book as it was after one of
  /// them, and never before one that was answered.
  @Test
  void aCrashAtAnyByteLeavesTheBookAsItWasAfterAnOrder() throws Exception {
    Path live = folder.resolve("live");
    List<Long> hashes = new ArrayList<>();
    List<Long> written = new ArrayList<>();
    try (Ledger ledger = Ledger.open(live, OPTIONS)) {
      Market market = Market.open(ledger, TRADERS, MOST);
      long[] ids = new long[250];
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < ids.length; i++) {
        ids[i] = run(market, Step.draw(random, i, TRADERS), ids);
        hashes.add(market.hash());
        written.add(lengthOf(Files.readAllBytes(live.resolve(SEGMENT))));
      }
      assertHolds(ledger);
      assertTrue(market.open() > 0);
    }
    byte[] whole = Files.readAllBytes(live.resolve(SEGMENT));
    long from = written.getFirst();
    for (long cut = from; cut < whole.length && cut <= written.getLast(); cut += 997) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, (int) cut, torn.length, (byte) 0);
      int sure = 0;
      while (sure + 1 < written.size() && written.get(sure + 1) <= cut) {
        sure++;
      }
      List<Long> possible = hashes.subList(sure, Math.min(sure + 2, hashes.size()));
      long found = hashAfter(live, torn);
      assertTrue(possible.contains(found), "cut at " + cut + ", after order " + sure);
    }
  }

  @Test
  void aMarketGoesOnWhereItWas() throws Exception {
    Settled plain = new Settled(TRADERS);
    Book unbroken = new Book(TRADERS, MOST, plain);
    SplittableRandom random = new SplittableRandom(3);
    for (int session = 0; session < 12; session++) {
      try (Ledger ledger = Ledger.open(folder, OPTIONS)) {
        Market market = Market.open(ledger, TRADERS, MOST);
        assertEquals(unbroken.hash(), market.hash());
        long[] ids = new long[60];
        long[] plainIds = new long[60];
        for (int i = 0; i < ids.length; i++) {
          Step step = Step.draw(random, i, TRADERS);
          step.into(unbroken, plainIds[step.earlier()]);
          plainIds[i] = step.kind() == Step.Kind.LIMIT ? unbroken.id() : 0;
          ids[i] = run(market, step, ids);
          assertEquals(unbroken.hash(), market.hash());
        }
        assertHolds(ledger);
      }
    }
    assertTrue(plain.trades.size() > 50, plain.trades.size() + " trades");
  }

  @Test
  void manyOrdersAtOnceAreDecidedAsOneAfterTheOther() throws Exception {
    try (Ledger ledger = Ledger.open(folder, OPTIONS)) {
      Market market = Market.open(ledger, 2, 1 << 13);
      Orders orders = new Orders(6_000);
      orders.deposit(1, false, 10_000).deposit(2, true, 1_000_000);
      for (int i = 0; i < 5_000; i++) {
        orders.limit(1, false, 10, 1);
      }
      for (int i = 0; i < 6; i++) {
        orders.limit(2, true, 10, 900);
      }
      market.execute(orders);
      orders.await();
      assertEquals(5_000, orders.matches());
      assertEquals(Answer.FILLED, orders.answer(orders.count() - 2));
      assertEquals(Answer.RESTS, orders.answer(orders.count() - 1));
      assertHolds(ledger);
    }
  }

  @Test
  void aMarketStopsWhenSomebodyElseMovesWhatItHolds() throws Exception {
    try (Ledger ledger = Ledger.open(folder, OPTIONS)) {
      Market market = Market.open(ledger, 2, MOST);
      Orders orders = new Orders(4);
      market.execute(orders.deposit(1, true, 100));
      orders.await();
      long account = (0x4DL << 40) + 2;
      Batch theft = new Batch(1).transfer(9, 9, account, account + 2, 50);
      ledger.submit(theft);
      theft.await();
      orders.clear();
      market.execute(orders.limit(1, true, 10, 10));
      assertThrows(MarketStopped.class, orders::await);
      orders.clear();
      assertThrows(MarketStopped.class, () -> market.execute(orders.limit(2, true, 10, 10)));
      assertEquals(0, Market.open(ledger, 2, MOST).open());
    }
  }

  private static long run(Market market, Step step, long[] ids) throws InterruptedException {
    Orders orders = new Orders(1);
    step.into(orders, ids[step.earlier()]);
    market.execute(orders);
    orders.await();
    return step.kind() == Step.Kind.LIMIT ? orders.id(0) : 0;
  }

  private long hashAfter(Path live, byte[] segment) throws Exception {
    Path copy = folder.resolve("torn");
    Images.copy(live, copy);
    Files.write(copy.resolve(SEGMENT), segment);
    try (Ledger ledger = Ledger.open(copy, OPTIONS)) {
      long hash = Market.open(ledger, TRADERS, MOST).hash();
      assertHolds(ledger);
      return hash;
    } finally {
      Images.delete(copy);
    }
  }

  private static long lengthOf(byte[] segment) throws IOException {
    int length = segment.length;
    while (length > 0 && segment[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private static void assertHolds(Ledger ledger) throws InterruptedException {
    Lookup<Books.Totals> lookup = new Lookup<>(Books::totals);
    ledger.submit(lookup);
    lookup.await();
    assertTrue(lookup.found().hold(), lookup.found()::toString);
  }
}
