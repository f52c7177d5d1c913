package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Scale.Tick::label).toList();
  }

  @Test
  void equalFactorsTakeEqualRoomOnALogarithmicAxis() {
    Scale scale = Scale.log(10, 1000);
    assertEquals(scale.at(100) - scale.at(10), scale.at(1000) - scale.at(100), 1e-12);
    assertEquals(0.5, scale.at(100), 1e-12);
    assertTrue(scale.at(10) > 0.02 && scale.at(1000) < 0.98, "room at both ends");
  }

  @Test
  void ticksGetFewerAsDecadesGetMore() {
    assertEquals(List.of("2", "2.5", "3", "3.5", "4"), labels(Scale.log(1.9, 4)));
    assertEquals(List.of("2", "5", "10", "20", "50"), labels(Scale.log(2, 60)));
    assertEquals(List.of("1", "10", "100", "1 k"), labels(Scale.log(1, 4000)));
    assertEquals(List.of("1", "100", "10 k", "1 M", "100 M"), labels(Scale.log(1, 1e8)));
  }

  @Test
  void tickThatFallsOnTheEdgeIsKept() {
    assertEquals(List.of("0", "2", "4", "6", "8", "10"), labels(Scale.between(0, 10)));
  }

  @Test
  void zeroMakesALogarithmicAxisLinear() {
    assertFalse(Scale.log(0, 10).logarithmic());
    assertFalse(Scale.log(-1, 10).logarithmic());
    assertFalse(Scale.log().logarithmic());
    assertTrue(Scale.log(1e-3, 10).logarithmic());
  }

  @Test
  void oneValueStandsInTheMiddle() {
    assertEquals(0.5, Scale.log(27.81).at(27.81), 1e-12);
    assertEquals(0.5, Scale.linear(27.81).at(27.81), 1e-9);
    assertEquals(0.5, Scale.linear(0).at(0), 1e-9);
  }

  @Test
  void zerosAloneGetTicksThatPeopleCount() {
    assertEquals(List.of("-1", "-0.5", "0", "0.5", "1"), labels(Scale.linear(0, 0)));
  }

  @Test
  void linearAxisStandsAroundItsValuesAndNotAtZero() {
    Scale scale = Scale.linear(1390, 1475);
    assertTrue(scale.at(0) < -10);
    assertEquals(List.of("1.4 k", "1.42 k", "1.44 k", "1.46 k"), labels(scale));
  }

  @Test
  void eachNineTakesTheSameRoom() {
    Scale scale = Scale.percentiles(0.9999);
    assertEquals(scale.at(0.9) - scale.at(0), scale.at(0.99) - scale.at(0.9), 1e-9);
    assertEquals(List.of("50 %", "90 %", "99 %", "99.9 %", "99.99 %"), labels(scale));
  }

  @Property(tries = 300)
  void everyFiniteValueHasAPlaceInside(@ForAll double one, @ForAll double other) {
    for (Scale scale : List.of(Scale.log(one, other), Scale.linear(one, other))) {
      assertTrue(scale.at(one) > -0.01 && scale.at(one) < 1.01, one + " in " + one + ".." + other);
      assertTrue(scale.ticks().size() <= 30, scale.ticks().toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.5, 0.5",
    "20, 20",
    "999, 999",
    "1000, 1 k",
    "1500, 1.5 k",
    "2000000, 2 M",
    "-3000, -3 k",
    "0.0001, 0.0001",
    "0.00002, 2e-5",
    "1e18, 1e18"
  })
  void roundNumbersTakeTheFewestLetters(double value, String label) {
    assertEquals(label, TickLabel.of(value));
  }

  @Test
  void machineThatSpeaksGermanWritesTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertEquals("1.5 k", TickLabel.of(1500));
      assertEquals("99.9 %", TickLabel.percentile(0.999));
      assertEquals("2.5 ms", TickLabel.latency(2.5e6));
    } finally {
      Locale.setDefault(before);
    }
  }
}
