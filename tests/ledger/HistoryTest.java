package ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/// Random histories, against [Model]: few keys and few accounts, so that everything meets
/// everything.
class HistoryTest {
  private static final long SECOND_US = 1_000_000;
  private static final int ACCOUNTS = 6;

  private static final Arbitrary<Long> NUMBERS = Arbitraries.longs().between(0, ACCOUNTS);
  private static final Arbitrary<Long> FEW_KEYS = Arbitraries.longs().between(1, 30);
  private static final Arbitrary<Long> KEYS =
      Arbitraries.frequencyOf(
          Tuple.of(20, Arbitraries.longs().between(31, 900)),
          Tuple.of(4, FEW_KEYS),
          Tuple.of(1, Arbitraries.of(0L)));
  private static final Arbitrary<Boolean> LINKED = Arbitraries.of(true, false, false);
  private static final Arbitrary<Long> TIMEOUTS = Arbitraries.of(0L, 1L, 2L, 5L);
  private static final Arbitrary<Long> AMOUNTS =
      Arbitraries.frequencyOf(
          Tuple.of(12, Arbitraries.longs().between(1, 15)),
          Tuple.of(2, Arbitraries.of(0L, -1L)),
          Tuple.of(1, Arbitraries.of(Long.MAX_VALUE, Long.MAX_VALUE - 30, Long.MIN_VALUE)));

  /// A batch, and what time it is.
  record Round(int second, List<Step> steps) {}

  @Property(tries = 3_000)
  void aLedgerDoesWhatTheModelSays(@ForAll("histories") List<Round> history) {
    try (State state = new State(1)) {
      Model model = new Model();
      found(state, model);
      for (Round round : history) {
        state.advance(round.second * SECOND_US);
        model.advance(round.second * SECOND_US);
        Batch batch = Step.batch(round.steps);
        state.apply(batch.words, batch.count(), batch.answers);
        List<Model.Answer> answers =
            IntStream.range(0, batch.count())
                .mapToObj(i -> new Model.Answer(batch.outcome(i), batch.number(i)))
                .toList();
        assertEquals(model.apply(round.steps), answers);
        assertEquals(model.decided(), state.decided());
        for (long number = 0; number <= ACCOUNTS + 2; number++) {
          assertEquals(model.account(number), state.account(number).orElse(null));
        }
        assertTrue(state.totals().hold(), state.totals()::toString);
      }
    }
  }

  /// One account that may be overdrawn and three that hold a little, one of them in a currency
  /// of its own.
  private static void found(State state, Model model) {
    Batch system = new Batch(1).open(500, 1001, 1, 0, true);
    state.apply(system.words, 1, system.answers);
    model.openSystem(Step.open(1001, 1, 0));
    List<Step> first =
        List.of(
            Step.open(1003, 2, 0),
            Step.open(1005, 3, 0),
            Step.open(1007, 4, 1),
            Step.transfer(1009, 1, 2, 20),
            Step.transfer(1011, 1, 3, 20));
    Batch batch = Step.batch(first);
    state.apply(batch.words, batch.count(), batch.answers);
    model.apply(first);
  }

  @Provide
  Arbitrary<List<Round>> histories() {
    Arbitrary<Step> steps =
        Arbitraries.frequencyOf(
            Tuple.of(8, moves()),
            Tuple.of(6, ends()),
            Tuple.of(2, openings()),
            Tuple.of(1, anything()));
    Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 12);
    return Combinators.combine(seconds, steps.list().ofMinSize(1).ofMaxSize(12))
        .as(Round::new)
        .list()
        .ofMaxSize(12);
  }

  private static Arbitrary<Step> moves() {
    Arbitrary<Step> transfers =
        Combinators.combine(KEYS, NUMBERS, NUMBERS, AMOUNTS).as(Step::transfer);
    Arbitrary<Step> pendings =
        Combinators.combine(FEW_KEYS, NUMBERS, NUMBERS, AMOUNTS, TIMEOUTS).as(Step::pending);
    return linkedOrNot(Arbitraries.oneOf(transfers, pendings));
  }

  private static Arbitrary<Step> ends() {
    Arbitrary<Step> posts = Combinators.combine(KEYS, FEW_KEYS, AMOUNTS).as(Step::post);
    Arbitrary<Step> releases = Combinators.combine(KEYS, FEW_KEYS).as(Step::release);
    return linkedOrNot(Arbitraries.oneOf(posts, releases));
  }

  private static Arbitrary<Step> linkedOrNot(Arbitrary<Step> steps) {
    return Combinators.combine(steps, LINKED).as((step, linked) -> linked ? step.and() : step);
  }

  private static Arbitrary<Step> openings() {
    return Arbitraries.oneOf(
        Combinators.combine(KEYS, NUMBERS, Arbitraries.of(0, 0, 1)).as(Step::open),
        Combinators.combine(KEYS, NUMBERS).as(Step::close));
  }

  private static Arbitrary<Step> anything() {
    Arbitrary<Integer> kinds = Arbitraries.integers().between(0, 7);
    return Combinators.combine(kinds, KEYS, NUMBERS, NUMBERS, AMOUNTS, FEW_KEYS, LINKED, TIMEOUTS)
        .as(Step::new);
  }
}
