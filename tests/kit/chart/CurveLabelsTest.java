package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Names at the ends of curves: wherever curves end, they can be read and told apart.
class CurveLabelsTest {
  private static final Scale SCALE = Scale.between(0, 100);
  private static final double PLOT_HEIGHT = 190;
  private static final String[] NAMES = {
    "", "p50", "measured", "300 or 3 000 ms", "ours or 300 ms", "another one, with a longer name"
  };
  private static final String[] LONG = {
    "", "documented", "Signature recovery, one core", "a limit that goes on and on, over two lines"
  };

  private static CurvesPanel panel() {
    return new CurvesPanel("engine alone: experiments", "samples", PLOT_HEIGHT, SCALE, SCALE);
  }

  private static CurvesPanel.Curve curve(String name, Plot.Line line, double... xys) {
    double[] xs = new double[xys.length / 2];
    double[] ys = new double[xs.length];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = xys[2 * i];
      ys[i] = xys[2 * i + 1];
    }
    return new CurvesPanel.Curve(name, Tone.MEASURED, 1, line, xs, ys);
  }

  private static SvgReading drawn(Panel... panels) {
    List<String> words = List.of("in words");
    Table table = new Table("x");
    Sheet sheet =
        new Sheet("Title", "subtitle", List.of(), List.of(panels), words, words, "words", table);
    return SvgReading.of(new Chart(sheet));
  }

  private static Rectangle2D room(SvgReading svg, String words) {
    return svg.texts().stream()
        .filter(text -> text.words().equals(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("\"" + words + "\" is not written: " + svg.texts()))
        .room();
  }

  /// Values from few, so that ends meet, beyond both ends of the scale and at none.
  private static double value(Random random) {
    double[] often = {0, 3, 4, 4, 97, 98, 100};
    return switch (random.nextInt(12)) {
      case 0 -> Double.POSITIVE_INFINITY;
      case 1 -> 180 * random.nextDouble() - 40;
      case 2, 3, 4 -> 100 * random.nextDouble();
      default -> often[random.nextInt(often.length)];
    };
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static CurvesPanel any(long seed) {
    Random random = new Random(seed);
    CurvesPanel panel = panel();
    for (int n = random.nextInt(12); n > 0; n--) {
      double[] xys = random.doubles(2 + 2L * random.nextInt(5)).map(_ -> value(random)).toArray();
      panel.curve(curve(pick(random, NAMES), Plot.Line.SOLID, xys));
    }
    for (int n = random.nextInt(8); n > 0; n--) {
      String text = random.nextBoolean() ? "" : Integer.toString(random.nextInt(1000));
      panel.point(new CurvesPanel.Point(Sign.MEASURED, value(random), value(random), text));
    }
    for (int n = random.nextInt(7); n > 0; n--) {
      Sign sign = random.nextBoolean() ? Sign.DOCUMENTED : Sign.LIMIT;
      panel.reference(
          new CurvesPanel.Reference(
              sign, random.nextBoolean(), value(random), 0.5, "limit 5 400", pick(random, LONG)));
    }
    return panel;
  }

  @Property(tries = 200)
  void noTextLiesOnAnotherOrLeavesTheChart(@ForAll long seed) {
    drawn(any(seed), any(~seed)).assertTidy("seed " + seed);
  }

  @Property(tries = 100)
  void everyCurveAndLevelThatIsDrawnHasItsName(@ForAll long seed) {
    Random random = new Random(seed);
    CurvesPanel panel = panel();
    int names = 1 + random.nextInt(16);
    for (int at = 0; at < names; at++) {
      double x = 100 * random.nextDouble();
      panel.curve(curve("name " + at, Plot.Line.SOLID, 0, 0, x, random.nextInt(3) * 50));
    }
    SvgReading svg = drawn(panel);
    for (int at = 0; at < names; at++) {
      room(svg, "name " + at);
    }
  }

  @Test
  void curvesThatEndAtOnePointHaveTheirNamesNearItWithLinesThatLeadThere() {
    SvgReading svg =
        drawn(
            panel()
                .curve(curve("300 or 3 000 ms", Plot.Line.SOLID, 5, 98))
                .curve(curve("ours or 300 ms", Plot.Line.THIN, 5, 98))
                .curve(curve("ours or twice", Plot.Line.DASHED, 5, 75, 9, 80, 12, 85, 15, 96))
                .point(new CurvesPanel.Point(Sign.MEASURED, 5, 98, "4"))
                .point(new CurvesPanel.Point(Sign.MEASURED, 15, 96, "7")));
    double[] end = svg.dots(Tone.MEASURED).getFirst();
    List<Line2D> leaders = svg.lines(Tone.MEASURED);
    assertEquals(2, leaders.size(), "one line for each name away from its end");
    for (String name : List.of("300 or 3 000 ms", "ours or 300 ms")) {
      Rectangle2D room = room(svg, name);
      assertTrue(Math.hypot(room.getX() - end[0], room.getCenterY() - end[1]) < 100, name);
      Line2D leader =
          leaders.stream()
              .filter(line -> line.getP2().distance(room.getX(), room.getCenterY()) < 5)
              .findFirst()
              .orElseThrow(() -> new AssertionError("no line leads to " + name + " at " + room));
      assertTrue(leader.getP1().distance(end[0], end[1]) < 10, name + ": " + leader.getP1());
    }
  }

  @Test
  void namesKeepOffCurvesAndSignsWhereThereIsRoom() {
    CurvesPanel panel =
        panel()
            .curve(curve("falls", Plot.Line.SOLID, 0, 100, 100, 0))
            .curve(curve("rises", Plot.Line.SOLID, 0, 0, 100, 100))
            .curve(curve("ends where they cross", Plot.Line.THIN, 0, 50, 50, 50));
    SvgReading svg = drawn(panel.point(new CurvesPanel.Point(Sign.MEASURED, 50, 50, "1 234")));
    for (String words : List.of("falls", "rises", "ends where they cross")) {
      Rectangle2D room = room(svg, words);
      for (Line2D piece : svg.curves(Tone.MEASURED)) {
        assertFalse(piece.intersects(room), words + " at " + room + " lies on a curve");
      }
    }
  }

  @Test
  void nameThatStandsAtItsEndHasNoLineToIt() {
    SvgReading svg =
        drawn(
            panel()
                .curve(curve("p50", Plot.Line.THIN, 0, 20, 96, 25))
                .curve(curve("p99", Plot.Line.SOLID, 0, 40, 96, 70))
                .curve(curve("one", Plot.Line.SOLID, 0, 90, 30, 95)));
    assertEquals(List.of(), svg.lines(Tone.MEASURED));
    double end = svg.curves(Tone.MEASURED).stream().mapToDouble(Line2D::getX2).max().orElseThrow();
    assertEquals(end + 8, room(svg, "p50").getX(), 0.1);
  }

  @Test
  void plotIsAtLeastAsHighAsTheNamesBesideIt() {
    CurvesPanel few = panel().curve(curve("one", Plot.Line.SOLID, 0, 0, 100, 50));
    CurvesPanel many = panel();
    for (int at = 0; at < 40; at++) {
      many.curve(curve("name " + at, Plot.Line.SOLID, 0, 0, 100, 50));
    }
    Typeface typeface = Typeface.load();
    assertTrue(many.height(typeface, 860) > 40 * 14, "" + many.height(typeface, 860));
    assertTrue(few.height(typeface, 860) < PLOT_HEIGHT + 100, "" + few.height(typeface, 860));
    drawn(many).assertTidy("forty names");
  }

  @Test
  void namesAboveThePlotStandInRowsWhereOneIsTooNarrow() {
    CurvesPanel panel = panel();
    for (double at : new double[] {10, 20, 30, 40, 50, 51, 52}) {
      panel.reference(
          new CurvesPanel.Reference(
              Sign.LIMIT, true, at, 0, "limit " + (int) at, "Signature recovery, one core"));
    }
    SvgReading svg = drawn(panel);
    svg.assertTidy("seven names above");
    double[] heights =
        svg.texts().stream()
            .filter(text -> text.words().startsWith("limit "))
            .mapToDouble(text -> text.room().getY())
            .toArray();
    assertEquals(7, heights.length);
    assertTrue(Arrays.stream(heights).distinct().count() > 1, Arrays.toString(heights));
  }
}
