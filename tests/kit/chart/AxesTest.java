package kit.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AxesTest {
  @Test
  void labelsWithRoomStayWhereTheyBelong() {
    assertArrayEquals(
        new double[] {80, 20, 50},
        Axes.apart(new double[] {80, 20, 50}, new double[] {10, 10, 10}, 0, 100));
  }

  @Test
  void labelsOnOnePlaceMoveApart() {
    assertArrayEquals(
        new double[] {85, 95}, Axes.apart(new double[] {99, 99}, new double[] {10, 10}, 0, 100));
  }

  @Test
  void logarithmicAxisLabelsEveryTickOrPowersOfTenAndNoMixture() {
    Scale y = Scale.log(0.9, 210);
    assertEquals(List.of("1", "10", "100"), labels(y, 100));
    assertEquals(List.of("1", "2", "5", "10", "20", "50", "100", "200"), labels(y, 400));
  }

  private static List<String> labels(Scale y, double height) {
    return Axes.labelled(y, height).stream().map(Scale.Tick::label).toList();
  }

  @Property(tries = 300)
  void labelsThatFitNeverTouchAndNeverLeave(
      @ForAll @Size(max = 8) double @DoubleRange(min = -50, max = 150) [] centres) {
    double[] sizes = IntStream.range(0, centres.length).mapToDouble(i -> 3 + i).toArray();
    double[] placed = Axes.apart(centres, sizes, 0, 100);
    Integer[] order = IntStream.range(0, placed.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (a, b) -> Double.compare(placed[a], placed[b]));
    double free = 0;
    for (int i : order) {
      assertTrue(placed[i] - sizes[i] / 2 >= free - 1e-9, Arrays.toString(placed));
      free = placed[i] + sizes[i] / 2;
    }
    assertTrue(free <= 100 + 1e-9, Arrays.toString(placed));
  }
}
