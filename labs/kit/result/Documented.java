package kit.result;

/// What the document states, as the row needs it to be read alone.
///
/// @param id id of the figure in `datasets/documented`
/// @param document short name of the document: `cronosstream`
/// @param line where it stands
/// @param comparator `=`, `<`, `<=`, `>`, `>=`, `~` or `range`
/// @param low the value, or the lower end of a range, in the row's unit
/// @param high the value again, or the upper end
/// @param text as the table shows it: `27.81`, `< 50`, `35 – 45`, `100+`
public record Documented(
    String id, String document, int line, String comparator, double low, double high, String text) {
  public Documented {
    Required.of("id", id, "document", document, "comparator", comparator, "text", text);
    if (low > high) {
      throw new IllegalArgumentException(id + ": low " + low + " is above high " + high);
    }
  }
}
