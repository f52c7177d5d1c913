package kit.chart;

import static kit.result.FigureBuilder.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import kit.result.ExampleResults;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import kit.result.TrialBuilder;
import kit.result.TrialRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an eye would see first: text cut off at the edge, text over text, a dot at a wrong place.
class LayoutTest {
  private static final double BESIDE = 1;

  /// The width between the margins: longer than any line inside a plot.
  private static final double ACROSS = Chart.WIDTH - 41;

  /// A result that is hard to lay out.
  record Hard(String name, Result result) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Hard> results() {
    return Stream.of(
        new Hard("every verdict", ExampleResults.everyVerdict().build()),
        new Hard("a broken check", ExampleResults.brokenCheck().build()),
        new Hard("a smoke run", ExampleResults.quick().build()),
        new Hard("a sweep", ExampleResults.swept().build()),
        new Hard("two sweeps, one label twice", ExampleResults.sweptTwice().build()),
        new Hard("one row", rows(1, 0, "throughput %d").build()),
        new Hard("40 rows over six decades", rows(40, 6, "row %d, some conditions").build()),
        new Hard("values that nearly agree", rows(3, 0, "row %d, some conditions").build()),
        new Hard("six peers close together", sixPeers().build()),
        new Hard(
            "labels without end",
            rows(
                    3,
                    6,
                    "a label, number %d, that goes on and on until nobody reads it any more: 128"
                        + " channels, window 128, 4 KiB, durable, over the network")
                .build()));
  }

  /// Made-up rows with peers, limits and trials, always the same.
  private static ResultBuilder rows(int count, double decades, String label) {
    ResultBuilder run = new ResultBuilder();
    Random random = new Random(count);
    for (int at = 0; at < count; at++) {
      double measured = Math.pow(10, decades * random.nextDouble());
      double documented = measured / Math.exp(random.nextGaussian());
      String text = Double.toString(Math.round(documented * 100) / 100.0);
      run.figures.add(
          row("row." + at, label.formatted(at), "variant " + at)
              .documented(documented, text)
              .measured(measured, measured * 0.97, measured * 1.04, measured, measured, measured)
              .verdict(measured > documented ? "exceeded" : "short", "")
              .limit("fdatasync_rate", 0.1 + 0.8 * random.nextDouble())
              .build());
      for (String peer : List.of("PostgreSQL", "another one, with a longer name")) {
        double ratio = Math.exp(random.nextGaussian());
        run.peers.add(new PeerRow(peer, "18", "throughput", "row." + at, ratio, 1, 2, ""));
      }
      for (int trial = 0; trial < 4; trial++) {
        double value = measured * (1 + 0.02 * random.nextGaussian());
        run.trials.add(trial(trial, trial * count + at, "variant " + at, value));
      }
    }
    return run;
  }

  /// As a run of `batcher-capacity` had them.
  private static ResultBuilder sixPeers() {
    ResultBuilder run = rows(1, 0, "throughput %d");
    run.peers.clear();
    run.peers.addAll(
        List.of(
            peer("hand-off alone", 1.02),
            peer("synchronized", 0.63),
            peer("RxJava", 4.14),
            peer("Disruptor", 0.71),
            peer("Reactor", 1.62),
            peer("Pekko", 5.29)));
    return run;
  }

  private static PeerRow peer(String name, double ratio) {
    return new PeerRow(name, "18", "throughput", "row.0", ratio, 0.5, 6, "");
  }

  private static TrialRow trial(int index, int order, String name, double value) {
    return TrialBuilder.trial(name, index)
        .ran(order, 1)
        .metric("throughput", value, "payments/s")
        .latency(ExampleResults.latencies(1 + 0.1 * index))
        .marked(index == 1 ? List.of("late generator") : List.of())
        .build();
  }

  /// The page, and columns of papers.
  private static final List<Print> PAPERS =
      List.of(
          Print.PAGE,
          Print.column(Print.MM_LEAST, Theme.LIGHT, true),
          Print.column(85, Theme.LIGHT, true),
          Print.column(130, Theme.LIGHT, true),
          Print.column(170, Theme.LIGHT, true));

  private static void assertTidy(Chart chart, String where) {
    for (Print print : PAPERS) {
      String what = where + ", " + Math.round(print.width()) + " wide";
      SvgReading.of(chart.on(print)).assertTidy(what);
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void noTextLeavesTheChartOrLiesOnAnother(Hard hard) {
    for (ChartsTest.Kind kind : ChartsTest.kinds().toList()) {
      assertTidy(kind.draw().apply(hard.result()), kind.toString());
    }
  }

  static Stream<Path> references() throws IOException {
    return GalleryTest.references();
  }

  /// The pictures that the project's pages show.
  @ParameterizedTest
  @MethodSource("references")
  void noTextOfAReferenceChartLiesOnAnother(Path file) throws IOException {
    Result result = ResultStore.read(file);
    for (Gallery.Picture picture : Gallery.of(result, List.of()).pictures()) {
      assertTidy(picture.chart(), file.getParent() + " " + picture.name());
    }
  }

  /// A line across the whole chart parts panels and rows: no text may stand on it.
  @ParameterizedTest
  @MethodSource("results")
  void noTextCrossesALineBetweenRows(Hard hard) {
    for (ChartsTest.Kind kind : ChartsTest.kinds().toList()) {
      SvgReading svg = SvgReading.of(kind.draw().apply(hard.result()));
      for (double y : svg.linesAcross(ACROSS)) {
        for (SvgReading.Text text : svg.texts()) {
          assertFalse(
              text.room().getMinY() + BESIDE < y && y < text.room().getMaxY() - BESIDE,
              kind
                  + ": \""
                  + text.words()
                  + "\" at "
                  + text.room()
                  + " stands on the line at "
                  + y);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void documentedValueIsAlwaysDrawnAsAHollowDiamond(Hard hard) {
    long rows = hard.result().figures().stream().filter(row -> row.documented() != null).count();
    long diamonds = SvgReading.of(Charts.figures(hard.result())).outlined("path", Tone.DOCUMENTED);
    assertTrue(
        diamonds >= (rows == 0 ? 0 : 1 + rows),
        diamonds + " diamonds for the key and " + rows + " rows");
  }

  @Test
  void sweptChartsAndTheSpectrumDrawWhatTheDocumentSays() {
    Result swept = ExampleResults.swept().build();
    for (Chart chart :
        List.of(
            Charts.load(swept),
            Charts.saturation(swept),
            Charts.trials(swept),
            Charts.history(List.of(swept)),
            Charts.overview(List.of(swept)))) {
      assertTrue(SvgReading.of(chart).outlined("path", Tone.DOCUMENTED) >= 2, chart.title());
    }
    List<String> words =
        SvgReading.of(Charts.load(swept)).texts().stream().map(SvgReading.Text::words).toList();
    assertTrue(words.contains("100+, documented"), words.toString());
    assertTrue(words.contains("150 ms"), words.toString());
    Result latency =
        ExampleResults.standard()
            .with(
                run ->
                    run.figures.add(
                        row("p99", "p99 at 800/s", "800/s")
                            .block("Latency, ms", "latency_p99", "ms", "less")
                            .documented("<", 150, 150, "< 150")
                            .measured(3.1, 3, 3.2, 3.1)
                            .build()))
            .build();
    assertTrue(SvgReading.of(Charts.spectrum(latency)).outlined("path", Tone.DOCUMENTED) >= 2);
  }

  @Test
  void rowsOfTwoBlocksStandInTwoPanelsOnOneScale() {
    Chart chart = Charts.figures(ExampleResults.sweptTwice().build());
    assertEquals(2, chart.sheet().panels().size());
    SvgReading svg = SvgReading.of(chart);
    List<double[]> dots = svg.dots(Tone.MEASURED).subList(1, 13);
    assertEquals(dots.get(2)[0] - dots.get(0)[0], dots.get(8)[0] - dots.get(6)[0], 0.1);
    double perDecade = (dots.get(2)[0] - dots.get(0)[0]) / Math.log10(9);
    assertEquals(perDecade * Math.log10(4), dots.get(6)[0] - dots.get(0)[0], 0.1);
  }

  @Test
  void labelThatTwoBlocksShareIsToldApartWhereThereIsNoBlock() {
    List<String> words =
        SvgReading.of(Charts.trials(withTrials(ExampleResults.sweptTwice()))).texts().stream()
            .map(SvgReading.Text::words)
            .toList();
    assertTrue(words.contains("even arrivals; p50, ms"), words.toString());
    assertTrue(words.contains("even arrivals; p99, ms"), words.toString());
  }

  private static Result withTrials(ResultBuilder run) {
    for (String metric : List.of("p50_at_50", "p99_at_50")) {
      run.trials.add(
          TrialBuilder.trial("even arrivals", 0)
              .ran(run.trials.size(), 1)
              .metric(metric, 5, "ms")
              .build());
    }
    return run.build();
  }

  @Test
  void severalSweepsStandInTheOrderOfTheTableUnderATitleThatNamesTheFirst() {
    Result twice = ExampleResults.sweptTwice().build();
    for (Chart chart : List.of(Charts.saturation(twice), Charts.load(twice))) {
      assertTrue(chart.title().startsWith("Even arrivals: "), chart.title());
      List<String> headings =
          SvgReading.of(chart).texts().stream()
              .map(SvgReading.Text::words)
              .filter(text -> text.contains(" arrivals: "))
              .toList();
      assertTrue(headings.get(1).startsWith("even"), headings.toString());
      assertTrue(headings.getLast().startsWith("bursty"), headings.toString());
    }
  }

  @Test
  void equalFactorsAreEqualDistances() {
    ResultBuilder run = new ResultBuilder();
    for (double value : new double[] {10, 100, 1000}) {
      run.figures.add(row("r" + value, "r" + value, "v").measured(value, value, value).build());
    }
    List<double[]> dots =
        new ArrayList<>(SvgReading.of(Charts.figures(run.build())).dots(Tone.MEASURED));
    dots.removeFirst();
    dots.sort(Comparator.comparingDouble(dot -> dot[0]));
    assertEquals(3, dots.size());
    assertEquals(dots.get(1)[0] - dots.get(0)[0], dots.get(2)[0] - dots.get(1)[0], 0.1);
    assertTrue(dots.get(1)[0] - dots.get(0)[0] > 100, "decades far apart");
  }
}
