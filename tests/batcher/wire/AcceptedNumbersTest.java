package batcher.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AcceptedNumbersTest {
  private final AcceptedNumbers numbers = new AcceptedNumbers();

  @Property(tries = 300)
  void hasExactlyWhatWasAcceptedInWhateverOrder(
      @ForAll @Size(max = 300) List<@IntRange(min = 1, max = 120) Integer> order) {
    AcceptedNumbers tested = new AcceptedNumbers();
    Set<Integer> model = new HashSet<>();
    int last = 0;
    for (int number : order) {
      assertEquals(!model.add(number), tested.has(number));
      if (!tested.has(number)) {
        tested.accept(number);
      }
      last = Math.max(last, number);
      assertEquals(last, tested.last());
    }
    for (int number = 1; number <= 121; number++) {
      assertEquals(model.contains(number), tested.has(number), "" + number);
    }
  }

  @Test
  void ofTooManyGapsTheOldestCountsAsAcceptedAndNoOther() {
    for (int gap = 1; gap <= AcceptedNumbers.GAPS_MAX + 1; gap++) {
      numbers.accept(10L * gap);
    }
    assertTrue(numbers.has(5), "forgotten");
    assertFalse(numbers.has(15));
    assertFalse(numbers.has(10L * AcceptedNumbers.GAPS_MAX + 5));
  }

  @Test
  void fillingAGapInItsMiddleWhereThereIsNoRoomForgetsTheOldest() {
    for (int gap = 1; gap <= AcceptedNumbers.GAPS_MAX; gap++) {
      numbers.accept(10L * gap);
    }
    numbers.accept(25);
    assertTrue(numbers.has(5), "forgotten");
    assertTrue(numbers.has(25));
    assertFalse(numbers.has(24));
    assertFalse(numbers.has(26));
    assertFalse(numbers.has(15));
    assertFalse(numbers.has(35));
    numbers.accept(15);
    numbers.accept(95);
    assertTrue(numbers.has(95));
    assertFalse(numbers.has(94));
  }

  @Test
  void theOldestGapItselfMayBeTheOneThatIsForgotten() {
    for (int gap = 1; gap <= AcceptedNumbers.GAPS_MAX; gap++) {
      numbers.accept(10L * gap);
    }
    numbers.accept(5);
    for (int number = 1; number <= 10; number++) {
      assertTrue(numbers.has(number), "" + number);
    }
    assertFalse(numbers.has(11));
  }
}
