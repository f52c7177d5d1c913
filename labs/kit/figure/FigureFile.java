package kit.figure;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The file of one document: a figure a row, in the order of the lines.
final class FigureFile {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "line",
          "section",
          "metric",
          "kind",
          "comparator",
          "low",
          "high",
          "unit",
          "better",
          "conditions",
          "system",
          "lab",
          "standing",
          "reason",
          "provenance",
          "note",
          "quote");

  /// What stands for the columns that a file outside this project may leave out.
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("section", ""),
          Map.entry("kind", Kind.ACHIEVED.word()),
          Map.entry("comparator", Comparator.EQUAL.symbol()),
          Map.entry("high", ""),
          Map.entry("conditions", ""),
          Map.entry("system", "theirs"),
          Map.entry("lab", ""),
          Map.entry("standing", Standing.MEASURED.word()),
          Map.entry("reason", ""),
          Map.entry("provenance", ""),
          Map.entry("note", ""));

  private FigureFile() {}

  static boolean isDocument(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".csv") && !name.equals("relations.csv");
  }

  static List<Figure> read(Path file) {
    return figures(file, CsvRow.read(file, COLUMNS));
  }

  /// As [#read], of a file that has only the columns that it needs.
  static List<Figure> readBrief(Path file) {
    return figures(file, CsvRow.read(file, COLUMNS, USUAL));
  }

  private static List<Figure> figures(Path file, List<CsvRow> rows) {
    String document = file.getFileName().toString().replaceFirst("\\.csv$", "");
    refuseDisorder(rows);
    return rows.stream().map(row -> figure(document, row)).toList();
  }

  private static Figure figure(String document, CsvRow row) {
    Place place =
        new Place(document, row.count("line"), row.text("section"), row.required("quote"));
    Kind kind = row.parsed("kind", word -> Words.parse(Kind.class, word));
    Better better = row.parsed("better", word -> Words.parse(Better.class, word));
    Standing standing = row.parsed("standing", word -> Words.parse(Standing.class, word));
    Stated stated = stated(row);
    return row.parsed(
        "id",
        id ->
            new Figure(
                id,
                place,
                row.required("metric"),
                kind,
                stated,
                better,
                row.text("conditions"),
                row.required("system"),
                row.words("lab"),
                standing,
                row.text("reason"),
                row.text("provenance"),
                row.text("note")));
  }

  private static Stated stated(CsvRow row) {
    Comparator comparator = row.parsed("comparator", Comparator::of);
    BigDecimal low = row.number("low");
    boolean range = comparator == Comparator.RANGE;
    if (range == row.text("high").isBlank()) {
      throw row.error(
          "high",
          range
              ? "it is empty; a range needs its upper end"
              : "it is filled; only a range has an upper end, and the comparator is "
                  + comparator.symbol());
    }
    String unit = row.required("unit");
    return row.parsed(
        "low", text -> new Stated(comparator, low, range ? row.number("high") : low, unit));
  }

  private static void refuseDisorder(List<CsvRow> rows) {
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).count("line") < rows.get(i - 1).count("line")) {
        throw rows.get(i)
            .error("line", "it goes back; rows stand in the order of the document's lines");
      }
    }
  }
}
