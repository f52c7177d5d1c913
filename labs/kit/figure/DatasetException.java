package kit.figure;

/// A data file that breaks its own rules. The message is one sentence that says where, what was
/// found and what would be right.
public final class DatasetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  DatasetException(String message) {
    super(message);
  }

  static DatasetException at(String file, long line, String column, String problem) {
    return new DatasetException("%s line %s, column %s: %s".formatted(file, line, column, problem));
  }
}
