package labs.batcher.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import labs.batcher.work.Ledger;
import labs.batcher.work.Loads;
import labs.batcher.work.Workload;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every contender does the same work: all events once, in order, in batches of their key.
class ContenderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "adaptive",
        "document",
        "synchronized",
        "Disruptor",
        "Reactor",
        "RxJava",
        "Pekko",
        "hand-off"
      })
  void deliversEverythingOnceInOrder(String name) throws Exception {
    Workload work = Loads.of(4_000, 20, 2);
    Ledger ledger = new Ledger(work, Contender.SIZE);
    int added = 5_030; // more than one round, and the last batches are not full
    try (Contender contender = Contender.named(name, work, ledger)) {
      List<Thread> producers = new ArrayList<>();
      for (int producer = 0; producer < 2; producer++) {
        int own = producer;
        producers.add(Thread.ofPlatform().start(() -> add(contender, work, own, added)));
      }
      for (Thread producer : producers) {
        producer.join();
      }
      contender.drain();
    }
    assertEquals(2 * added, ledger.delivered());
    assertEquals(0, ledger.faults(), ledger.firstFault());
    assertEquals(0, ledger.oversized());
    assertEquals(ledger.pairs(), ledger.exactPairs(new long[] {added, added}));
    assertEquals(name.equals("hand-off"), ledger.full() == 0);
  }

  private static void add(Contender contender, Workload work, int producer, int count) {
    for (int i = 0; i < count; i++) {
      contender.add(producer, work.first(producer) + i % work.each());
    }
  }
}
