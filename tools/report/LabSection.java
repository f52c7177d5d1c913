package tools.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import kit.chart.Chart;
import kit.chart.Gallery;
import kit.report.MachineWords;
import kit.report.RowNotes;
import kit.report.Words;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.TrialRow;
import kit.stats.Latencies;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// One lab of the page: its run, what weakens it, its checks and its charts with their numbers.
///
/// @param file of the result, as shown
record LabSection(Result result, String file, List<Picture> pictures) {
  /// A chart with its numbers.
  ///
  /// @param id of the figure in the page: `sequencer-burst-figures`
  /// @param about what such a chart shows
  /// @param svg to stand in the page
  /// @param columns heads of the table
  /// @param rows its cells
  record Picture(String id, String about, Raw svg, List<String> columns, List<List<String>> rows) {}

  /// Mark-up, or what is no text for people: nothing is done to its blanks.
  record Raw(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /// A row that must be read with care, and why.
  record Care(String label, String notes) {}

  private static final CSVFormat CSV = CSVFormat.RFC4180;
  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+");
  private static final Pattern DOT =
      Pattern.compile(
          "<ellipse( cx=\"[^\"]*\" cy=\"[^\"]*\") rx=\"5.8\" ry=\"5.8\" class=\"fill-ground\"/>"
              + "<ellipse\\1 rx=\"5\" ry=\"5\" class=\"(fill-[a-z]+)\"/>");
  private static final Pattern PLACE =
      Pattern.compile(" (?:d|x|y|x1|x2|y1|y2|cx|cy|width|height)=\"[^\"]*\"");
  private static final Pattern HUNDREDTHS = Pattern.compile("(?:\\.0|(\\.\\d))\\d(?!\\d)");
  private static final MathContext DIGITS = new MathContext(6);
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  /// @param earlier results of the same lab, for its history
  static LabSection of(Result result, List<Result> earlier, String file) {
    List<Picture> pictures =
        Gallery.of(result, earlier).pictures().stream()
            .map(
                picture ->
                    picture(
                        result.lab() + "-" + picture.name(),
                        picture.about(),
                        picture.chart(),
                        picture.name().equals("spectrum")
                            ? percentiles(result)
                            : numbers(picture.chart())))
            .toList();
    return new LabSection(result, file, pictures);
  }

  /// @param numbers a head and the rows
  static Picture picture(String id, String about, Chart chart, List<List<String>> numbers) {
    return new Picture(
        id,
        about,
        new Raw(inAPage(chart.svg())),
        numbers.getFirst(),
        numbers.subList(1, numbers.size()));
  }

  /// The same picture, shorter: colours as attributes are for programs that know no classes, which
  /// a browser does, a dot with its halo is one circle, hundredths of a pixel are nobody's, and
  /// nobody reads its lines.
  private static String inAPage(String svg) {
    String plain =
        svg.replaceAll("(class=\"fill-[a-z]+\") fill=\"#[0-9A-F]{6}\"", "$1")
            .replaceAll("(class=\"stroke-[a-z]+\" fill=\"none\") stroke=\"#[0-9A-F]{6}\"", "$1")
            .replaceAll("(<line [^>]*?) fill=\"none\"", "$1")
            .replaceAll("(/>|</text>|</g>|<g[^>]*>)\n\\s*", "$1");
    String dots = DOT.matcher(plain).replaceAll("<circle$1 r=\"5.4\" class=\"$2 stroke-ground\"/>");
    return PLACE
        .matcher(dots)
        .replaceAll(place -> HUNDREDTHS.matcher(place.group()).replaceAll("$1"));
  }

  /// What the chart draws, a head and rows, to six digits.
  static List<List<String>> numbers(Chart chart) {
    try (CSVParser parser = CSV.parse(new StringReader(chart.csv()))) {
      List<List<String>> rows = new ArrayList<>();
      for (CSVRecord row : parser) {
        rows.add(row.stream().map(LabSection::shortened).toList());
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be read", e);
    }
  }

  private static String shortened(String cell) {
    return LONG_NUMBER.matcher(cell).matches()
        ? new BigDecimal(cell).round(DIGITS).stripTrailingZeros().toPlainString()
        : cell;
  }

  /// What a spectrum draws is thousands of points, of which one reads a few.
  private static List<List<String>> percentiles(Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "variant",
            "latency of",
            "trial",
            "p50, ms",
            "p90, ms",
            "p99, ms",
            "p99.9, ms",
            "max, ms",
            "count"));
    for (String variant : result.variants()) {
      List<TrialRow> trials = result.trialsOf(variant);
      TreeSet<String> ids = new TreeSet<>();
      trials.forEach(trial -> ids.addAll(trial.histograms().keySet()));
      for (String id : ids) {
        List<Latencies> each =
            trials.stream()
                .map(trial -> trial.histograms().get(id))
                .filter(Objects::nonNull)
                .map(Latencies::decode)
                .toList();
        rows.add(row(variant, id, "all", each.stream().reduce(Latencies.NONE, Latencies::plus)));
        for (int at = 0; at < each.size(); at++) {
          rows.add(row(variant, id, String.valueOf(at + 1), each.get(at)));
        }
      }
    }
    return rows;
  }

  private static List<String> row(String variant, String id, String trial, Latencies latencies) {
    List<String> row = new ArrayList<>(List.of(variant, id, trial));
    for (double percentile : PERCENTILES) {
      row.add(milliseconds(latencies.percentileNs(percentile)));
    }
    row.add(milliseconds(latencies.maxNs()));
    row.add(String.valueOf(latencies.count()));
    return row;
  }

  private static String milliseconds(long ns) {
    return shortened(BigDecimal.valueOf(ns, 6).toPlainString());
  }

  String id() {
    return result.lab();
  }

  String title() {
    return Words.capital(result.title());
  }

  String verdicts() {
    String counts = Words.verdicts(result.figures());
    return counts.isEmpty() ? "nothing documented" : counts;
  }

  String day() {
    return MachineWords.day(result);
  }

  String commit() {
    return MachineWords.commit(result).replace("commit ", "");
  }

  String machine() {
    return MachineWords.machine(result.machine());
  }

  /// `10 trials of 5 variants, 3 marked`.
  String trials() {
    long marked = result.trials().stream().filter(trial -> !trial.marks().isEmpty()).count();
    return Numbers.counted(result.trials().size(), "trial") + ", " + marked + " marked";
  }

  /// `4 of 4 held`, with those that did not.
  String checks() {
    List<CheckRow> broken = result.checks().stream().filter(check -> !check.held()).toList();
    String held =
        result.checks().size() - broken.size() + " of " + result.checks().size() + " held";
    return broken.isEmpty()
        ? held
        : held + ", not: " + broken.stream().map(CheckRow::name).collect(Collectors.joining("; "));
  }

  List<Care> care() {
    List<Care> care = new ArrayList<>();
    for (FigureRow row : result.figures()) {
      List<String> notes = RowNotes.of(result, row);
      if (!notes.isEmpty()) {
        care.add(new Care(row.label(), String.join("; ", notes)));
      }
    }
    return care.stream().distinct().toList();
  }

  List<String> notes() {
    return result.notes();
  }
}
