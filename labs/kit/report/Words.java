package kit.report;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.result.CheckRow;
import kit.result.FigureRow;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Reach;
import kit.result.Result;
import kit.result.Verdict;

/// Phrases that the terminal, the notebooks and the charts share.
public final class Words {
  /// The name of an interval; it never stands without it.
  public static final String INTERVAL = "95 % interval";

  /// The name of what fewer trials have instead.
  public static final String EXTREMES = "min – max";

  /// The least and the greatest of n trials enclose the median with a chance of 1 - 2 / 2^n: fewer
  /// than six cannot promise 95 %.
  private static final int TRIALS_OF_AN_INTERVAL = 6;

  private Words() {}

  /// What low and high of this row are: [#INTERVAL] or [#EXTREMES].
  public static String intervalName(Result result, FigureRow row) {
    boolean proportion =
        result.trialsOf(row.variant()).stream()
            .anyMatch(trial -> trial.proportions().containsKey(row.metric()));
    if (proportion) {
      return extremes(row) && result.smoke() ? EXTREMES : INTERVAL;
    }
    boolean enough = row.values().size() >= TRIALS_OF_AN_INTERVAL && !result.smoke();
    return enough ? INTERVAL : EXTREMES;
  }

  /// What low and high of most rows of this result are, as the head of a column says it.
  public static String intervalName(Result result) {
    List<FigureRow> rows = result.figures().stream().filter(row -> row.low() != null).toList();
    long intervals =
        rows.stream().filter(row -> intervalName(result, row).equals(INTERVAL)).count();
    if (rows.isEmpty() ? !result.smoke() : 2 * intervals >= rows.size()) {
      return INTERVAL;
    }
    List<Integer> trials = rows.stream().map(row -> row.values().size()).distinct().toList();
    return trials.size() == 1 ? EXTREMES + " of " + trials.getFirst() : EXTREMES;
  }

  private static boolean extremes(FigureRow row) {
    return !row.values().isEmpty()
        && Collections.min(row.values()).equals(row.low())
        && Collections.max(row.values()).equals(row.high());
  }

  /// `1 390 – 1 475`, or nothing when the row has none.
  public static String interval(FigureRow row) {
    return row.low() == null ? "" : Numbers.range(row.low(), row.high(), row.unit());
  }

  /// `51.5x`, with its interval if there is one: `51.5x [50.0 – 53.0]`.
  public static String ratio(double value, Double low, Double high) {
    String bare = Numbers.ratio(value) + "x";
    return low == null || high == null
        ? bare
        : bare + " [" + Numbers.ratio(low) + " – " + Numbers.ratio(high) + "]";
  }

  /// The reason of a row's verdict, told so that it can stand alone; empty if there is none.
  public static String note(FigureRow row) {
    if (row.note() == null || row.note().isBlank()) {
      return "";
    }
    return switch (row.verdict()) {
      case INCONCLUSIVE -> "no verdict: " + row.note();
      case PROXY -> "stand-in: " + row.note();
      case CONTRADICTED_IF -> "contradicted if " + row.note();
      case CONTRADICTED, DISPUTED, COMPUTED, COUNTED, STRONGER, OTHER ->
          row.verdict().word() + ": " + row.note();
      default -> row.note();
    };
  }

  /// How many of these rows got which verdict, the most telling first: `2 exceeded, 1 reproduced`.
  /// Empty where nothing is documented.
  public static String verdicts(List<FigureRow> rows) {
    return Stream.of(Verdict.values())
        .filter(verdict -> verdict != Verdict.NONE)
        .map(verdict -> rows.stream().filter(row -> row.verdict() == verdict).toList())
        .filter(such -> !such.isEmpty())
        .map(such -> such.size() + " " + such.getFirst().verdict().word())
        .collect(Collectors.joining(", "));
  }

  /// Heading of a row's block. Tags are part of it, so that rows with and without fsync, or of open
  /// and closed loop, never share a column.
  public static String block(FigureRow row) {
    return row.tags().isEmpty()
        ? row.group()
        : row.group() + " [" + String.join(", ", row.tags()) + "]";
  }

  /// `PostgreSQL 18.6`.
  public static String peer(PeerRow peer) {
    return peer.version() == null || peer.version().isBlank()
        ? peer.name()
        : peer.name() + " " + peer.version();
  }

  /// Why no headline quotes the share of this limit: `repeats differ by a factor of 4.39`, after a
  /// semicolon; empty where they agree.
  public static String doubt(Reach reach) {
    if (reach.unsteady() == null) {
      return "";
    }
    String whose =
        reach.unsteady() == reach.limit()
            ? ""
            : " of its part \"" + reach.unsteady().label() + "\"";
    return "; repeats%s differ by a factor of %s"
        .formatted(whose, Numbers.ratio(reach.unsteady().spread()));
  }

  /// How much of its limit a row reached, or why the limit is none.
  ///
  /// @param limit what it is, to be named, or empty
  public static String reach(Reach reach, String limit) {
    return reach.holds()
        ? "%s [%s – %s] %s%s%s"
            .formatted(
                Numbers.percent(reach.share()),
                Numbers.percent(reach.low()),
                Numbers.percent(reach.high()),
                reach.base(),
                limit.isEmpty() ? "" : ", " + limit,
                doubt(reach))
        : "the limit " + (limit.isEmpty() ? "" : "of " + limit + " ") + reach.broken();
  }

  /// `1 000 of 1 000 payments`.
  public static String evidence(CheckRow check) {
    return Numbers.count(check.confirmed())
        + " of "
        + Numbers.count(check.of())
        + " "
        + check.noun();
  }

  /// What a row of a result is called: its label, and what it shows where another row that shows
  /// something else has the same label.
  public static String row(Result result, FigureRow row) {
    return shared(row, result.figures())
        ? row.label()
            + " ("
            + shows(row).replaceFirst(", " + Pattern.quote(row.unit()) + "$", "")
            + ")"
        : row.label();
  }

  /// What a row's numbers are, with their unit.
  public static String shows(FigureRow row) {
    return row.group().replaceFirst(", (more|less) is better$", "");
  }

  /// Whether another row with the same label and unit shows something else.
  public static boolean shared(FigureRow row, List<FigureRow> all) {
    return all.stream()
        .anyMatch(
            other ->
                other.label().equals(row.label())
                    && other.unit().equals(row.unit())
                    && !other.group().equals(row.group()));
  }

  /// Begins with a capital letter.
  public static String capital(String sentence) {
    if (sentence.isEmpty()) {
      return sentence;
    }
    int first = sentence.codePointAt(0);
    return Character.toString(Character.toTitleCase(first))
        + sentence.substring(Character.charCount(first));
  }
}
