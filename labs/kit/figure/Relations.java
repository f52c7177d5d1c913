package kit.figure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Reads `relations.csv`.
public final class Relations {
  /// The file's name inside the folder of documented figures.
  public static final String FILE = "relations.csv";

  static final List<String> COLUMNS =
      List.of(
          "id",
          "left",
          "comparator",
          "right",
          "tolerance",
          "expected",
          "refutes",
          "force",
          "given",
          "meaning",
          "source");

  /// What stands for the columns that a file outside this project may leave out.
  private static final Map<String, String> USUAL =
      Map.of(
          "tolerance", "0",
          "expected", Words.of(Relation.Expected.HOLDS),
          "refutes", "",
          "force", "",
          "given", "");

  private Relations() {}

  /// The relations of a folder such as `datasets/documented`.
  ///
  /// @throws DatasetException if the file breaks its rules or names a figure that is not there
  public static List<Relation> load(Path folder, DocumentedFigures figures) {
    return relations(CsvRow.read(folder.resolve(FILE), COLUMNS), figures);
  }

  /// The relations of a file from anywhere. It needs the columns `id`, `left`, `comparator`,
  /// `right`, `meaning` and `source`; a relation is expected to hold unless it says otherwise.
  ///
  /// @throws DatasetException if the file breaks its rules or names a figure that is not there
  public static List<Relation> read(Path file, DocumentedFigures figures) {
    return relations(CsvRow.read(file, COLUMNS, USUAL), figures);
  }

  private static List<Relation> relations(List<CsvRow> rows, DocumentedFigures figures) {
    List<Relation> relations = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (CsvRow row : rows) {
      Relation relation = relation(row);
      if (!ids.add(relation.id())) {
        throw row.error("id", "\"" + relation.id() + "\" stands above already; ids are unique");
      }
      refuseUnknownFigures(row, relation, figures);
      relations.add(relation);
    }
    return relations;
  }

  private static Relation relation(CsvRow row) {
    Expression left = row.parsed("left", Expression::parse);
    Comparator comparator = row.parsed("comparator", Comparator::of);
    Expression right = row.parsed("right", Expression::parse);
    Tolerance tolerance = row.parsed("tolerance", Tolerance::parse);
    Relation.Expected expected =
        row.parsed("expected", word -> Words.parse(Relation.Expected.class, word));
    Relation.Force force =
        row.text("force").isEmpty()
            ? null
            : row.parsed("force", word -> Words.parse(Relation.Force.class, word));
    return row.parsed(
        "id",
        id ->
            new Relation(
                id,
                left,
                comparator,
                right,
                tolerance,
                expected,
                row.words("refutes"),
                force,
                row.text("given"),
                row.text("meaning"),
                row.text("source")));
  }

  private static void refuseUnknownFigures(
      CsvRow row, Relation relation, DocumentedFigures figures) {
    for (String column : List.of("left", "right", "refutes")) {
      Stream<String> ids =
          switch (column) {
            case "left" -> relation.left().ids();
            case "right" -> relation.right().ids();
            default -> relation.refutes().stream();
          };
      try {
        ids.forEach(figures::figure);
      } catch (IllegalArgumentException e) {
        throw row.error(column, e.getMessage());
      }
    }
  }
}
