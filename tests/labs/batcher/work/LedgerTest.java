package labs.batcher.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A ledger that overlooks nothing: each way to go wrong shows.
class LedgerTest {
  private final Workload work = Loads.of(400, 4, 1);
  private final Ledger ledger = new Ledger(work, 50);

  private void batch(List<Item> items) {
    ledger.begin(items.getFirst().place(), items.size());
    for (Item item : items) {
      ledger.payment(item.place(), item.share(), item.piece(), item.satoshis());
    }
    ledger.end(0);
  }

  /// The first N payments of the key at `place`, in order.
  private List<Item> of(int place, int count) {
    List<Item> items = new ArrayList<>();
    for (Item item : work.items()) {
      if (item.place() == place && items.size() < count) {
        items.add(item);
      }
    }
    return items;
  }

  /// Everything that comes before the payment at `added`, key by key.
  private void deliver(int added) {
    for (int place = 0; place < work.keys().size(); place++) {
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < added; i++) {
        Item item = work.items()[i % 400];
        if (item.place() == place) {
          items.add(item);
        }
      }
      for (int from = 0; from < items.size(); from += 50) {
        batch(items.subList(from, Math.min(items.size(), from + 50)));
      }
    }
  }

  @Test
  void everythingOnceAndInOrderIsExact() {
    deliver(777);
    assertEquals(ledger.pairs(), ledger.exactPairs(new long[] {777}));
    assertEquals(777, ledger.delivered());
    assertEquals(0, ledger.faults());
    assertEquals(0, ledger.oversized());
  }

  @Test
  void aLostEventShowsTwice() {
    List<Item> items = of(0, 20);
    items.remove(7);
    batch(items);
    assertEquals(1, ledger.faults());
    assertTrue(ledger.firstFault().contains("payment 8 of key 0 where 7 was next"));
    assertNotEquals(ledger.pairs(), ledger.exactPairs(new long[] {80}));
  }

  @Test
  void aRepeatedEventShows() {
    List<Item> items = of(0, 20);
    items.add(8, items.get(7));
    batch(items);
    assertEquals(1, ledger.faults());
  }

  @Test
  void twoEventsInTheWrongOrderShow() {
    List<Item> items = of(0, 20);
    items.set(7, of(0, 20).get(8));
    items.set(8, of(0, 20).get(7));
    batch(items);
    assertEquals(3, ledger.faults());
  }

  @Test
  void anEventOfAnotherKeyShows() {
    List<Item> items = of(0, 3);
    items.add(of(1, 1).getFirst());
    batch(items);
    assertEquals(1, ledger.faults());
  }

  @Test
  void aBatchThatIsTooLargeShows() {
    batch(of(0, 51));
    assertEquals(1, ledger.oversized());
    assertEquals(0, ledger.full());
  }

  @Test
  void aWrongAmountSpoilsTheCount() {
    ledger.begin(0, 1);
    ledger.payment(0, 0, 0, 16);
    ledger.end(0);
    assertEquals(0, ledger.exactPairs(new long[] {1}));
  }

  @Test
  void keysAreFoundByTwoWords() {
    for (int place = 0; place < work.keys().size(); place++) {
      var key = work.keys().get(place);
      assertEquals(place, ledger.place(key.torrent().word0(), key.direction().code()));
    }
  }
}
