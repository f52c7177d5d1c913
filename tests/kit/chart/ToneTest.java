package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToneTest {
  /// What WCAG 2.2 asks of text (1.4.3, level AA).
  private static final double TEXT = 4.5;

  /// What it asks of parts of a picture that one must see to understand it (1.4.11, level AA).
  private static final double PART = 3;

  @ParameterizedTest
  @EnumSource(
      value = Tone.class,
      names = {"GROUND", "GRID", "INTERVAL"},
      mode = EnumSource.Mode.EXCLUDE)
  void textCanBeReadOnBothGrounds(Tone tone) {
    assertTrue(contrast(tone.light(), Tone.GROUND.light()) >= TEXT, tone + " on light");
    assertTrue(contrast(tone.dark(), Tone.GROUND.dark()) >= TEXT, tone + " on dark");
  }

  @ParameterizedTest
  @EnumSource(
      value = Tone.class,
      names = {"GROUND", "GRID"})
  void barOfAnIntervalIsToldFromWhatItLiesOn(Tone below) {
    assertTrue(contrast(Tone.INTERVAL.light(), below.light()) >= PART, below + " in light");
    assertTrue(contrast(Tone.INTERVAL.dark(), below.dark()) >= PART, below + " in dark");
  }

  @Test
  void gridStaysBehindWhatIsDrawn() {
    assertEquals(1.3, contrast(Tone.GRID.light(), Tone.GROUND.light()), 0.2);
    assertEquals(1.4, contrast(Tone.GRID.dark(), Tone.GROUND.dark()), 0.2);
  }

  @Test
  void contrastIsTheOneOfTheStandard() {
    assertEquals(21, contrast(Color.BLACK, Color.WHITE), 1e-9);
    assertEquals(4.48, contrast(new Color(0x777777), Color.WHITE), 0.005);
  }

  @Test
  void everyToneHasAColourOfItsOwn() {
    Set<Color> colours = Stream.of(Tone.values()).map(Tone::light).collect(Collectors.toSet());
    assertEquals(Tone.values().length, colours.size());
  }

  /// Contrast ratio as WCAG 2.2 defines it.
  private static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color colour) {
    return 0.2126 * linear(colour.getRed())
        + 0.7152 * linear(colour.getGreen())
        + 0.0722 * linear(colour.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
