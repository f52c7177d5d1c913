package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every rule by an example. Account 1 is the system's and mints; 2 and 3 are bounded and begin
/// with 100 and nothing; 4 keeps another currency.
class RulesTest {
  private static final long SECOND_US = 1_000_000;

  private final State state = new State(7);

  @BeforeEach
  void found() {
    Batch batch = new Batch(8);
    batch.open(0, 901, 1, 0, true).open(0, 902, 2, 0, false).open(0, 903, 3, 0, false);
    batch.open(0, 904, 4, 1, false).transfer(0, 905, 1, 2, 100);
    state.apply(batch.words, batch.count(), batch.answers);
  }

  @AfterEach
  void theInvariantsHold() {
    assertTrue(state.totals().hold(), state.totals()::toString);
    state.close();
  }

  @Test
  void aTransferMovesAnAmount() {
    expect(Outcome.DONE, Step.transfer(1, 2, 3, 30));
    expectBalances(-100, 70, 30);
  }

  @Test
  void mintingAndBurningLeaveTheSumAtZero() {
    expect(Outcome.DONE, Step.transfer(1, 1, 3, 50), Step.transfer(2, 2, 1, 100));
    expectBalances(-50, 0, 50);
    assertEquals(0, state.totals().sum());
  }

  @Test
  void onlyASystemAccountIsOverdrawn() {
    expect(Outcome.OVERDRAFT, Step.transfer(1, 2, 3, 101));
    expect(Outcome.DONE, Step.transfer(2, 2, 3, 100));
    expect(Outcome.OVERDRAFT, Step.transfer(3, 2, 3, 1));
    expectBalances(-100, 0, 100);
  }

  @Test
  void aTransferThatMakesNoSenseIsRefused() {
    expect(Outcome.AMOUNT_NOT_POSITIVE, Step.transfer(1, 2, 3, 0));
    expect(Outcome.AMOUNT_NOT_POSITIVE, Step.transfer(2, 2, 3, -1));
    expect(Outcome.AMOUNT_NOT_POSITIVE, Step.transfer(3, 2, 3, Long.MIN_VALUE));
    expect(Outcome.SAME_ACCOUNT, Step.transfer(4, 2, 2, 1));
    expect(Outcome.DEBIT_UNKNOWN, Step.transfer(5, 77, 3, 1));
    expect(Outcome.CREDIT_UNKNOWN, Step.transfer(6, 2, 77, 1));
    expect(Outcome.DEBIT_UNKNOWN, Step.transfer(7, 0, 3, 1));
    expect(Outcome.OTHER_CURRENCY, Step.transfer(8, 2, 4, 1));
    expectBalances(-100, 100, 0);
  }

  @Test
  void noTotalPassesTheLargestNumber() {
    long most = Long.MAX_VALUE;
    expect(Outcome.OVERFLOW, Step.transfer(1, 1, 3, most));
    expect(Outcome.DONE, Step.transfer(2, 1, 3, most - 100));
    expect(Outcome.OVERFLOW, Step.transfer(3, 1, 3, 1));
    expect(Outcome.OVERFLOW, Step.pending(4, 1, 2, 1, 0));
    expect(Outcome.OVERFLOW, Step.transfer(5, 2, 3, 101));
    expect(Outcome.DONE, Step.transfer(6, 2, 3, 100));
    expectBalances(-most, 0, most);
  }

  @Test
  void whatIsPendingCountsTowardsTheLargestNumber() {
    expect(Outcome.DONE, Step.pending(1, 1, 3, Long.MAX_VALUE - 100, 0));
    expect(Outcome.OVERFLOW, Step.transfer(2, 1, 2, 1));
    expect(Outcome.DONE, Step.release(3, 1), Step.transfer(4, 1, 2, 1));
  }

  @Test
  void whatWouldBeOneTooManyIsRefused() {
    Batch batch = new Batch(8);
    batch.open(0, 1, 1, 0, true).open(0, 2, 2, 0, false).open(0, 3, 3, 0, false);
    batch.pending(0, 4, 1, 2, 5, 0).pending(0, 5, 1, 2, 5, 0).pending(0, 6, 1, 2, 5, 0);
    batch.release(0, 7, 0, 4).pending(0, 8, 1, 2, 5, 0);
    try (State full = new State(7, 2)) {
      full.apply(batch.words, batch.count(), batch.answers);
      assertEquals(
          List.of(
              Outcome.DONE,
              Outcome.DONE,
              Outcome.ACCOUNTS_FULL,
              Outcome.DONE,
              Outcome.DONE,
              Outcome.PENDINGS_FULL,
              Outcome.DONE,
              Outcome.DONE),
          IntStream.range(0, batch.count()).mapToObj(batch::outcome).toList());
      assertTrue(full.totals().hold());
    }
  }

  @Test
  void theNumbersThatFilesHoldStay() {
    assertEquals(Outcome.DONE, Outcome.of(1));
    assertEquals(Outcome.SET_OPEN, Outcome.of(18));
    assertEquals(Outcome.KEY_REUSED, Outcome.of(19));
    assertEquals(Outcome.KEY_ZERO, Outcome.of(20));
    assertEquals(Outcome.PENDINGS_FULL, Outcome.of(22));
  }

  @Test
  void aKeyIsKnownForEver() {
    Step first = Step.transfer(1, 2, 3, 30);
    List<Long> answer = answers(first);
    assertEquals(answer, answers(first));
    expectBalances(-100, 70, 30);
    expect(Outcome.KEY_REUSED, Step.transfer(1, 2, 3, 31));
    expect(Outcome.KEY_REUSED, Step.pending(1, 2, 3, 30, 0));
    expect(Outcome.OVERDRAFT, Step.transfer(2, 3, 2, 31));
    expect(Outcome.DONE, Step.transfer(3, 2, 3, 1));
    expect(Outcome.OVERDRAFT, Step.transfer(2, 3, 2, 31)); // as it was decided, though it would do
    assertEquals(answer, answers(first));
    expect(Outcome.KEY_ZERO, Step.transfer(0, 2, 3, 1));
    expectBalances(-100, 69, 31);
  }

  @Test
  void aHundredThousandKeysAreTold() {
    int keys = 100_000;
    long before = state.decided();
    for (int time = 0; time < 2; time++) {
      for (int key = 10_000; key < 10_000 + keys; key++) {
        assertEquals(Outcome.DONE, outcomes(Step.transfer(key, 1, 3, 1)).getFirst());
      }
      assertEquals(before + keys, state.decided());
    }
    assertEquals(keys, state.account(3).orElseThrow().balance());
  }

  @Test
  void aLinkedSetIsDoneOrNot() {
    expect(Outcome.DONE, Step.transfer(1, 2, 3, 60).and(), Step.transfer(2, 3, 1, 60));
    expectBalances(-40, 40, 0);
    assertEquals(
        List.of(Outcome.SET_REFUSED, Outcome.OVERDRAFT, Outcome.SET_REFUSED, Outcome.DONE),
        outcomes(
            Step.transfer(3, 2, 3, 40).and(),
            Step.transfer(4, 2, 3, 1).and(),
            Step.transfer(5, 1, 2, 9),
            Step.transfer(6, 1, 3, 5)));
    expectBalances(-45, 40, 5);
    expect(Outcome.SET_REFUSED, Step.transfer(3, 2, 3, 40).and(), Step.transfer(9, 1, 3, 1));
  }

  @Test
  void aSetThatIsRepeatedGetsItsAnswers() {
    Step[] set = {Step.transfer(1, 2, 3, 60).and(), Step.transfer(2, 3, 1, 60)};
    assertEquals(answers(set), answers(set));
    expectBalances(-40, 40, 0);
  }

  @Test
  void aSetThatHasAMemberTwiceIsRefused() {
    Step twice = Step.transfer(1, 2, 3, 1).and();
    expect(Outcome.SET_REFUSED, twice, twice, Step.transfer(2, 2, 3, 1));
    expectBalances(-100, 100, 0);
  }

  @Test
  void aSetMayHoldAndResolve() {
    expect(Outcome.DONE, Step.pending(1, 2, 3, 10, 0));
    expect(
        Outcome.DONE,
        Step.pending(2, 2, 3, 20, 0).and(),
        Step.post(3, 1, 4).and(),
        Step.post(4, 2, 20).and(),
        Step.pending(5, 2, 3, 1, 0).and(),
        Step.release(6, 5));
    expectBalances(-100, 76, 24);
    assertEquals(0, state.totals().pending());
  }

  @Test
  void aBatchThatEndsInsideASetRefusesIt() {
    expect(Outcome.SET_OPEN, Step.transfer(1, 2, 3, 1).and(), Step.transfer(2, 2, 3, 1).and());
    expectBalances(-100, 100, 0);
  }

  @Test
  void aRefusedSetUndoesEveryKind() {
    expect(Outcome.DONE, Step.pending(1, 2, 3, 10, 0), Step.pending(2, 2, 3, 20, 0));
    assertEquals(
        Outcome.OVERDRAFT,
        outcomes(
                Step.post(3, 1, 4).and(),
                Step.release(4, 2).and(),
                Step.pending(5, 2, 3, 50, 0).and(),
                Step.post(6, 5, 50).and(),
                Step.transfer(7, 2, 1, 1).and(),
                Step.transfer(8, 2, 3, 1_000))
            .getLast());
    expectBalances(-100, 100, 0);
    assertEquals(30, state.account(2).orElseThrow().debitsPending());
    expect(Outcome.DONE, Step.post(9, 1, 10), Step.release(10, 2));
    expectBalances(-100, 90, 10);
    expect(Outcome.PENDING_UNKNOWN, Step.post(11, 5, 50));
  }

  @Test
  void aPendingTransferHoldsItsAmount() {
    expect(Outcome.DONE, Step.pending(1, 2, 3, 70, 0));
    expectBalances(-100, 100, 0);
    expect(Outcome.OVERDRAFT, Step.transfer(2, 2, 3, 31));
    expect(Outcome.OVERDRAFT, Step.transfer(3, 3, 2, 1));
    expect(Outcome.DONE, Step.transfer(4, 2, 3, 30));
    expect(Outcome.DONE, Step.post(5, 1, 70));
    expectBalances(-100, 0, 100);
  }

  @Test
  void whatIsNotPostedIsReleased() {
    expect(Outcome.DONE, Step.pending(1, 2, 3, 70, 0), Step.post(2, 1, 20));
    expect(Outcome.DONE, Step.transfer(3, 2, 1, 80));
    expectBalances(-20, 0, 20);
  }

  @Test
  void aPendingTransferIsResolvedOnce() {
    expect(Outcome.DONE, Step.pending(1, 2, 3, 70, 0));
    expect(Outcome.ABOVE_PENDING, Step.post(2, 1, 71));
    expect(Outcome.AMOUNT_NOT_POSITIVE, Step.post(3, 1, 0));
    expect(Outcome.DONE, Step.release(4, 1));
    expect(Outcome.PENDING_RESOLVED, Step.post(5, 1, 1), Step.release(6, 1));
    expect(Outcome.PENDING_UNKNOWN, Step.post(7, 999, 1), Step.post(8, 905, 1), Step.post(9, 0, 1));
    expectBalances(-100, 100, 0);
  }

  @Test
  void aPendingTransferExpires() {
    state.advance(10 * SECOND_US);
    expect(Outcome.DONE, Step.pending(1, 2, 3, 60, 5), Step.pending(2, 2, 3, 10, 6));
    state.advance(15 * SECOND_US - 1);
    expect(Outcome.OVERDRAFT, Step.transfer(3, 2, 3, 31));
    state.advance(15 * SECOND_US);
    expect(Outcome.PENDING_EXPIRED, Step.post(4, 1, 60), Step.release(5, 1));
    expect(Outcome.DONE, Step.post(6, 2, 10), Step.transfer(7, 2, 3, 90));
    expectBalances(-100, 0, 100);
  }

  @Test
  void aClockThatGoesBackChangesNothing() {
    state.advance(10 * SECOND_US);
    expect(Outcome.DONE, Step.pending(1, 2, 3, 60, 5));
    assertEquals(10 * SECOND_US, state.advance(2 * SECOND_US));
    state.advance(14 * SECOND_US);
    expect(Outcome.DONE, Step.post(2, 1, 60));
  }

  @Test
  void anAccountIsOpenedOnceAndClosedEmpty() {
    expect(Outcome.ACCOUNT_EXISTS, Step.open(1, 2, 0));
    expect(Outcome.ACCOUNT_NOT_EMPTY, Step.close(2, 2));
    expect(Outcome.DONE, Step.pending(3, 2, 3, 1, 0));
    expect(Outcome.ACCOUNT_NOT_EMPTY, Step.close(4, 3));
    expect(Outcome.DONE, Step.release(5, 3), Step.close(6, 3));
    expect(Outcome.ACCOUNT_CLOSED, Step.transfer(7, 2, 3, 1), Step.close(8, 3));
    expect(Outcome.ACCOUNT_EXISTS, Step.open(9, 3, 0));
    expect(Outcome.DEBIT_UNKNOWN, Step.close(10, 77));
  }

  @Test
  void aRequestThatSaysWhatItsKindDoesNotUseIsMalformed() {
    expect(Outcome.MALFORMED, new Step(Request.TRANSFER, 1, 2, 3, 1, 9, false, 0));
    expect(Outcome.MALFORMED, new Step(Request.TRANSFER, 2, 2, 3, 1, 0, false, 5));
    expect(Outcome.MALFORMED, new Step(Request.POST, 3, 2, 0, 1, 9, false, 0));
    expect(Outcome.MALFORMED, new Step(Request.VOID, 4, 0, 0, 1, 9, false, 0));
    expect(Outcome.MALFORMED, new Step(Request.OPEN, 5, 0, 0, 0, 0, false, 0));
    expect(Outcome.MALFORMED, new Step(Request.OPEN, 6, 9, 1L << 31, 0, 0, false, 0));
    expect(Outcome.MALFORMED, new Step(Request.CLOSE, 7, 3, 1, 0, 0, false, 0));
    expect(Outcome.MALFORMED, new Step(0, 8, 2, 3, 1, 0, false, 0));
    expect(Outcome.MALFORMED, new Step(99, 9, 2, 3, 1, 0, false, 0));
    expectBalances(-100, 100, 0);
  }

  @Test
  void setsOpenAndCloseNothing() {
    assertEquals(
        List.of(Outcome.SET_REFUSED, Outcome.MALFORMED),
        outcomes(Step.transfer(1, 2, 3, 1).and(), Step.open(2, 9, 0)));
    expectBalances(-100, 100, 0);
  }

  @Test
  void aBatchRefusesWhatItCannotHold() {
    assertThrows(IllegalArgumentException.class, () -> new Batch(0));
    assertThrows(IllegalArgumentException.class, () -> new Batch(Batch.REQUESTS_MAX + 1));
    Batch one = new Batch(1);
    assertThrows(IllegalStateException.class, one::linked);
    assertThrows(IllegalArgumentException.class, () -> one.pending(0, 1, 2, 3, 1, 1L << 32));
    one.transfer(0, 1, 2, 3, 1);
    assertThrows(IllegalStateException.class, () -> one.transfer(0, 2, 2, 3, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> one.outcome(1));
    assertEquals(Outcome.NONE, one.outcome(0));
  }

  private void expect(Outcome outcome, Step... steps) {
    for (Outcome each : outcomes(steps)) {
      assertEquals(outcome, each);
    }
  }

  private List<Outcome> outcomes(Step... steps) {
    return answers(steps).stream().map(Outcome::of).toList();
  }

  private List<Long> answers(Step... steps) {
    Batch batch = Step.batch(List.of(steps));
    state.apply(batch.words, batch.count(), batch.answers);
    return IntStream.range(0, batch.count()).mapToObj(batch::answer).toList();
  }

  private void expectBalances(long... balances) {
    for (int i = 0; i < balances.length; i++) {
      assertEquals(balances[i], state.account(i + 1).orElseThrow().balance(), "of " + (i + 1));
    }
  }
}
