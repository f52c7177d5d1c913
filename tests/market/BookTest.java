package market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookTest {
  private static final int TRADERS = 4;
  private static final int STEPS = 150;

  private final Settled settled = new Settled(TRADERS);
  private final Book book = new Book(TRADERS, 1 << 11, settled);

  @BeforeEach
  void everybodyHasSomething() {
    for (int trader = 1; trader <= TRADERS; trader++) {
      book.deposit(trader, true, 100_000);
      book.deposit(trader, false, 10_000);
    }
  }

  @Property(tries = 1_000)
  void aBookDoesWhatTheModelSays(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int most = random.nextInt(4, 40);
    Settled seen = new Settled(TRADERS);
    Book tested = new Book(TRADERS, most, seen);
    Model model = new Model(TRADERS, most);
    long[] ids = new long[STEPS];
    for (int i = 0; i < STEPS; i++) {
      Step step = Step.draw(random, i, TRADERS);
      assertEquals(model.apply(i, step), step.into(tested, ids[step.earlier()]), step::toString);
      ids[i] = step.kind() == Step.Kind.LIMIT ? tested.id() : 0;
      assertEquals(model.filled, tested.filled());
      assertEquals(model.trades, seen.trades);
      assertEquals(model.open(), tested.open());
      assertEquals(model.open(), seen.open());
      assertEquals(seen.deposited, seen.everything());
      boolean crossed = tested.bestBid() > 0 && tested.bestAsk() > 0;
      assertTrue(!crossed || tested.bestBid() < tested.bestAsk());
      for (int trader = 1; trader <= TRADERS; trader++) {
        assertEquals(model.available(trader, true), tested.available(trader, true));
        assertEquals(model.available(trader, false), tested.available(trader, false));
        assertEquals(seen.free(trader, true), tested.available(trader, true));
        assertEquals(seen.free(trader, false), tested.available(trader, false));
      }
    }
  }

  @Property(tries = 50)
  void theSameOrdersGiveTheSameHash(@ForAll long seed) {
    assertEquals(hashOf(seed), hashOf(seed));
  }

  private static long hashOf(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Book tested = new Book(TRADERS, 64, new Settled(TRADERS));
    for (int i = 0; i < STEPS; i++) {
      Step.draw(random, i, TRADERS).into(tested, 0);
    }
    return tested.hash();
  }

  @Test
  void theBestPriceComesFirstThenTheEarliest() {
    book.limit(1, false, 12, 1);
    book.limit(2, false, 11, 1);
    book.limit(3, false, 11, 1);
    assertEquals(Answer.RESTS, book.limit(4, true, 12, 4));
    assertEquals(
        List.of(
            new Model.Trade(4, 2, 11, 1),
            new Model.Trade(4, 3, 11, 1),
            new Model.Trade(4, 1, 12, 1)),
        settled.trades);
    assertEquals(12, book.bestBid());
  }

  @Test
  void anOrderThatIsFilledInPartKeepsItsPlace() {
    book.limit(1, false, 10, 5);
    book.limit(2, false, 10, 5);
    book.market(3, true, 2);
    book.market(3, true, 4);
    assertEquals(
        List.of(
            new Model.Trade(3, 1, 10, 2),
            new Model.Trade(3, 1, 10, 3),
            new Model.Trade(3, 2, 10, 1)),
        settled.trades);
  }

  @Test
  void whoMeetsAnOrderOfTheirOwnCancelsIt() {
    book.limit(1, false, 10, 5);
    book.limit(2, false, 11, 5);
    assertEquals(Answer.FILLED, book.limit(1, true, 11, 3));
    assertEquals(List.of(new Model.Trade(1, 2, 11, 3)), settled.trades);
    assertEquals(1, book.open());
    assertEquals(10_003, book.available(1, false));
  }

  @Test
  void anOrderThatIsGoneCannotBeCancelled() {
    book.limit(1, false, 10, 5);
    long id = book.id();
    assertEquals(Answer.ORDER_UNKNOWN, book.cancel(2, id));
    assertEquals(Answer.CANCELLED, book.cancel(1, id));
    assertEquals(Answer.ORDER_UNKNOWN, book.cancel(1, id));
    book.limit(1, false, 10, 5);
    assertEquals(Answer.ORDER_UNKNOWN, book.cancel(1, id), "the slot is the next order's");
    assertEquals(Answer.ORDER_UNKNOWN, book.cancel(1, -1));
    assertEquals(Answer.ORDER_UNKNOWN, book.cancel(1, Long.MAX_VALUE));
  }

  @Test
  void aBuyerAtTheMarketStopsWhenTheMoneyDoes() {
    book.limit(1, false, 30_000, 10);
    assertEquals(Answer.CANCELLED, book.market(2, true, 10));
    assertEquals(3, book.filled());
    assertEquals(10_000, book.available(2, true));
  }

  @Test
  void anOrderTakesThousandOthersAtMost() {
    for (int i = 0; i < Book.STEPS_MAX + 1; i++) {
      book.limit(1, false, 10, 1);
    }
    assertEquals(Answer.CANCELLED, book.limit(2, true, 10, Book.STEPS_MAX + 1));
    assertEquals(Book.STEPS_MAX, book.matches());
    assertEquals(1, book.open());
    assertEquals(0, book.bestBid());
  }

  @Test
  void theWholeRangeOfPricesIsFound() {
    for (int price : new int[] {Book.PRICE_MAX, 1, 64, 4_096, 70_000, 63}) {
      book.deposit(1, true, price);
      assertEquals(Answer.RESTS, book.limit(1, true, price, 1));
    }
    for (int price : new int[] {Book.PRICE_MAX, 70_000, 4_096, 64, 63, 1}) {
      assertEquals(price, book.bestBid());
      book.market(2, false, 1);
    }
    assertEquals(0, book.bestBid());
  }
}
