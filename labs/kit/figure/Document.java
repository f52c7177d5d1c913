package kit.figure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a document is, for who has not read it.
///
/// @param name its short name, as figures have it: `cronosstream`
/// @param title as it stands above the document
/// @param about what it speaks of, in a few words without a full stop; empty if nobody wrote it
/// @param headlines ids of the few figures that tell best what it claims
public record Document(String name, String title, String about, List<String> headlines) {
  private static final List<String> COLUMNS = List.of("title", "about", "headlines");

  public Document {
    headlines = List.copyOf(headlines);
  }

  /// Reads `about/NAME.csv` below the folder of the figures. Without it a document has its short
  /// name for a title, and its figures speak for it.
  ///
  /// @throws DatasetException if the file breaks its rules, or names a figure that is not there
  public static Document read(Path folder, String name, DocumentedFigures figures) {
    Path file = folder.resolve("about").resolve(name + ".csv");
    if (!Files.exists(file)) {
      return new Document(name, name, "", List.of());
    }
    List<CsvRow> rows = CsvRow.read(file, COLUMNS);
    if (rows.size() != 1) {
      throw new DatasetException(
          "about/%s.csv has %s rows; it must have one".formatted(name, rows.size()));
    }
    CsvRow row = rows.getFirst();
    for (String id : row.words("headlines")) {
      if (figures.find(id).filter(figure -> figure.document().equals(name)).isEmpty()) {
        throw row.error("headlines", "%s is no figure of %s".formatted(id, name));
      }
    }
    return new Document(name, row.required("title"), row.required("about"), row.words("headlines"));
  }
}
