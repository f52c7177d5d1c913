package kit.figure;

/// Where a figure stands in its document.
///
/// @param document the document's short name, which is also its file's: `cronosstream`
/// @param line counted from 1
/// @param section the heading above it, without ornament
/// @param quote the few words that hold the number, as they stand on that line
public record Place(String document, int line, String section, String quote) {
  public Place {
    if (line < 1) {
      throw new IllegalArgumentException("line " + line + " is none; lines count from 1");
    }
    if (quote.isBlank()) {
      throw new IllegalArgumentException("a figure quotes the words that hold its number");
    }
  }

  /// `cronosstream:42`, which `./jbang figures` opens.
  @Override
  public String toString() {
    return document + ":" + line;
  }
}
