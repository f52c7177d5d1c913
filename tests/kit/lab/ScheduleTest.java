package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kit.result.Role;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<Variant> FOUR =
      IntStream.range(0, 4)
          .mapToObj(i -> new Variant(Role.SYSTEM, "v" + i, "", 1, trial -> {}))
          .toList();

  @Test
  void everyRoundHasEveryVariantOnce() {
    List<Schedule.Slot> slots = Schedule.of(FOUR, 10, 42);
    assertEquals(40, slots.size());
    for (int round = 0; round < 10; round++) {
      List<Schedule.Slot> part = slots.subList(round * 4, round * 4 + 4);
      Set<String> names =
          part.stream().map(slot -> slot.variant().name()).collect(Collectors.toSet());
      assertEquals(4, names.size());
      int expected = round;
      part.forEach(slot -> assertEquals(expected, slot.index()));
    }
  }

  @Test
  void sameSeedGivesTheSameOrderAndAnotherSeedAnother() {
    assertEquals(names(42), names(42));
    assertNotEquals(names(42), names(43));
  }

  @Test
  void noVariantKeepsItsPlaceInTheRound() {
    for (Variant variant : FOUR) {
      Set<Integer> places =
          Schedule.of(FOUR, 20, 42).stream()
              .filter(slot -> slot.variant() == variant)
              .map(slot -> slot.order() % 4)
              .collect(Collectors.toSet());
      assertEquals(Set.of(0, 1, 2, 3), places);
    }
  }

  @Test
  void aVariantWithFewerTrialsLeavesRoundsOutEvenly() {
    List<Variant> two = List.of(FOUR.getFirst(), FOUR.getLast().atMost(3));
    List<Schedule.Slot> slots = Schedule.of(two, 10, 42);
    List<Schedule.Slot> fewer =
        slots.stream().filter(slot -> slot.variant() == two.getLast()).toList();
    assertEquals(List.of(0, 1, 2), fewer.stream().map(Schedule.Slot::index).toList());
    // rounds 4, 7 and 10 have two trials: those in places 3 and 4, 7 and 8, 11 and 12
    assertEquals(List.of(0, 1, 2), fewer.stream().map(slot -> (slot.order() - 3) / 4).toList());
    assertEquals(13, slots.size());
  }

  private static List<String> names(long seed) {
    return Schedule.of(FOUR, 5, seed).stream().map(slot -> slot.variant().name()).toList();
  }
}
