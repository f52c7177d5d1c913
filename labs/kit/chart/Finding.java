package kit.chart;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Verdict;

/// The sentence above a chart, made from verdicts and nothing else. Where no sentence can be made
/// safely it names what is shown.
final class Finding {
  private static final String[] NUMBERS = {
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve"
  };

  /// Verdicts without any measurement.
  private static final Set<Verdict> UNDECIDED = EnumSet.of(Verdict.UNMEASURABLE, Verdict.NOT_RUN);

  /// Verdicts that are worth a name when a single row has them.
  private static final Set<Verdict> NAMED =
      EnumSet.of(
          Verdict.SHORT,
          Verdict.DIFFERS,
          Verdict.CONTRADICTED,
          Verdict.CONTRADICTED_IF,
          Verdict.DISPUTED,
          Verdict.INCONCLUSIVE);

  private static final String CONDITION = "is contradicted under an assumption";
  private static final String CONDITIONS = "are contradicted under an assumption";
  private static final String STRONGER = "measured under stronger conditions";
  private static final String OTHER = "measured under other conditions";

  private Finding() {}

  /// What the verdicts of these rows come to.
  ///
  /// @param smoke whether the run was too short for any verdict
  static String of(List<FigureRow> rows, boolean smoke) {
    List<FigureRow> documented = rows.stream().filter(row -> row.documented() != null).toList();
    if (documented.isEmpty()) {
      return rows.isEmpty() ? "No figure was measured" : quantity(rows);
    }
    if (smoke) {
      return "Smoke run: it works, and gives no verdict";
    }
    return documented.size() == 1 ? ofOne(documented.getFirst()) : ofMany(documented);
  }

  private static String quantity(List<FigureRow> rows) {
    List<String> groups = rows.stream().map(FigureRow::group).distinct().toList();
    return groups.size() == 1 ? groups.getFirst() : "What was measured; nothing is documented";
  }

  private static String ofOne(FigureRow row) {
    String what =
        switch (row.verdict()) {
          case EXCEEDED -> "the documented figure is exceeded";
          case KEPT -> "the documented bound is kept";
          case REPRODUCED -> "the documented figure is reproduced";
          case SHORT -> "it falls short of the documented figure";
          case DIFFERS -> "it differs from the documented figure";
          case INCONCLUSIVE -> "the run gives no verdict";
          case CONTRADICTED, CONTRADICTED_IF, DISPUTED ->
              "the documented figure is " + row.verdict().word().replace(" if", " conditionally");
          case PROXY -> "only a stand-in was measured";
          case STRONGER, OTHER -> "measured under " + row.verdict().word() + ", so no verdict";
          case COMPUTED, COUNTED -> "its value is " + row.verdict().word() + ", so no verdict";
          case ILLUSTRATION -> "the document gives an example, so no verdict";
          default -> "not measured";
        };
    return Words.capital(row.label() + ": " + what);
  }

  private static String ofMany(List<FigureRow> rows) {
    List<String> clauses = new ArrayList<>();
    String of = of(rows.size());
    clause(clauses, rows, Verdict.EXCEEDED, of, "is exceeded", "are exceeded");
    clause(clauses, rows, Verdict.KEPT, of, "is kept", "are kept");
    clause(clauses, rows, Verdict.REPRODUCED, of, "is reproduced", "are reproduced");
    clause(clauses, rows, Verdict.SHORT, of, "falls short", "fall short");
    clause(clauses, rows, Verdict.DIFFERS, of, "differs", "differ");
    clause(clauses, rows, Verdict.INCONCLUSIVE, of, "has no verdict", "have no verdict");
    clause(clauses, rows, Verdict.CONTRADICTED, of, "is contradicted", "are contradicted");
    clause(clauses, rows, Verdict.CONTRADICTED_IF, of, CONDITION, CONDITIONS);
    clause(clauses, rows, Verdict.DISPUTED, of, "is disputed", "are disputed");
    clause(clauses, rows, Verdict.PROXY, of, "has a stand-in only", "have a stand-in only");
    clause(clauses, rows, Verdict.STRONGER, of, STRONGER, STRONGER);
    clause(clauses, rows, Verdict.OTHER, of, OTHER, OTHER);
    clause(clauses, rows, Verdict.COMPUTED, of, "is computed", "are computed");
    clause(clauses, rows, Verdict.COUNTED, of, "counts our own", "count our own");
    clause(clauses, rows, Verdict.ILLUSTRATION, of, "is an example", "are examples");
    long rest = rows.stream().filter(row -> UNDECIDED.contains(row.verdict())).count();
    if (rest > 0) {
      clauses.add(
          rest == rows.size()
              ? "none of the documented figures was measured"
              : word(rest) + " not measured");
    }
    return clauses.isEmpty() ? quantity(rows) : Words.capital(String.join("; ", clauses));
  }

  private static String of(int all) {
    return " of " + word(all) + " documented figures ";
  }

  /// The first clause counts out of all; a later one names the row if it is the only one that
  /// falls out of line.
  private static void clause(
      List<String> clauses,
      List<FigureRow> rows,
      Verdict verdict,
      String of,
      String one,
      String several) {
    List<FigureRow> such = rows.stream().filter(row -> row.verdict() == verdict).toList();
    if (such.isEmpty()) {
      return;
    }
    boolean alone = such.size() == 1;
    boolean named = alone && !clauses.isEmpty() && NAMED.contains(verdict);
    String who = named ? name(such.getFirst(), rows) : word(such.size());
    if (clauses.isEmpty()) {
      who =
          such.size() == rows.size()
              ? (rows.size() == 2 ? "both" : "all " + word(rows.size())) + " documented figures"
              : who + of.stripTrailing();
    }
    clauses.add(who + " " + (alone ? one : several));
  }

  /// What a row is called in a sentence: the part of its label before the first comma if no other
  /// row shares it.
  private static String name(FigureRow row, List<FigureRow> rows) {
    String head = head(row.label());
    long sharing = rows.stream().filter(other -> head(other.label()).equals(head)).count();
    return sharing == 1 ? head : row.label();
  }

  /// A label up to its first comma: what it is, without the conditions.
  static String head(String label) {
    int comma = label.indexOf(", ");
    return comma < 0 ? label : label.substring(0, comma);
  }

  /// A label after its first comma: its conditions.
  static String tail(String label) {
    int comma = label.indexOf(", ");
    return comma < 0 ? "" : label.substring(comma + 2);
  }

  /// `three`, `13`
  static String word(long number) {
    return number < NUMBERS.length ? NUMBERS[(int) number] : Long.toString(number);
  }

  /// Within a sentence: `throughput`, but `TCP` and `p99` as they are.
  static String small(String sentence) {
    return sentence.matches("\\p{Lu}\\p{Ll}.*")
        ? sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1)
        : sentence;
  }
}
