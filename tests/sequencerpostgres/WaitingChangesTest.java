package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.engine.Changes;

class WaitingChangesTest {
  /// The longest list there is: a million bytes.
  private static final PaymentList LONGEST = longest();

  private final WaitingChanges waiting = new WaitingChanges();
  private final List<Change> accepted = new ArrayList<>();

  static PaymentList longest() {
    long[] amounts = new long[PaymentList.AMOUNTS_MAX];
    Arrays.fill(amounts, -1);
    return PaymentList.of(amounts);
  }

  private boolean add(Change change) {
    boolean isAccepted = waiting.add(change);
    if (isAccepted) {
      accepted.add(change);
    }
    return isAccepted;
  }

  private List<Change> takeAll() {
    List<Change> taken = new ArrayList<>();
    while (!waiting.isEmpty()) {
      taken.addAll(waiting.takeBatch());
    }
    return taken;
  }

  @Test
  void paymentsAreTakenByTheThousandInTheirOrder() {
    for (int number = 1; number <= 2 * WaitingChanges.BATCH_MAX + 1; number++) {
      assertTrue(add(Changes.paid(1, number)));
    }
    assertEquals(accepted.subList(0, WaitingChanges.BATCH_MAX), waiting.takeBatch());
    assertEquals(WaitingChanges.BATCH_MAX, waiting.takeBatch().size());
    assertEquals(accepted.subList(accepted.size() - 1, accepted.size()), waiting.takeBatch());
    assertTrue(waiting.isEmpty());
    assertEquals(List.of(), waiting.takeBatch());
  }

  @Test
  void paymentsAreRefusedWhenSoManyWait() {
    for (int number = 1; number <= WaitingChanges.WAITING_MAX; number++) {
      assertTrue(add(Changes.paid(1, number)));
    }
    assertFalse(add(Changes.paid(2, 1)));
    waiting.takeBatch();
    assertTrue(add(Changes.paid(2, 1)));
  }

  @Test
  void aBatchHasFourMegabytesOfListsAtTheMost() {
    for (int number = 1; number <= 6; number++) {
      assertTrue(add(Changes.streamed(1, number, LONGEST)));
      assertTrue(add(Changes.paid(2, number)));
    }
    assertEquals(accepted.subList(0, 8), waiting.takeBatch());
    assertEquals(accepted.subList(8, 12), waiting.takeBatch());
  }

  @Test
  void listsAreRefusedBeyondSixteenMegabytesAndPaymentsAreNot() {
    int streams = 0;
    while (add(Changes.streamed(1, streams + 1, LONGEST))) {
      streams++;
    }
    assertEquals(WaitingChanges.WAITING_BYTES_MAX / LONGEST.byteLength(), streams);
    assertTrue(add(Changes.paid(2, 1)));
    waiting.takeBatch();
    assertTrue(add(Changes.streamed(1, streams + 1, LONGEST)));
    assertEquals(accepted.subList(4, accepted.size()), takeAll());
  }

  @Test
  void roomForListsComesBackToTheLastByte() {
    for (int round = 0; round < 20; round++) {
      for (int number = 1; number <= 16; number++) {
        assertTrue(add(Changes.streamed(1, number, LONGEST)), "round " + round);
      }
      takeAll();
    }
    assertEquals(320, accepted.size());
  }
}
