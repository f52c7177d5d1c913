package kit.result;

/// What a record of a result cannot do without, checked where it is made and where it is read.
final class Required {
  private Required() {}

  /// Refuses the first field that is missing.
  ///
  /// @param namesAndValues the name of each field in the file, then its value
  static void of(Object... namesAndValues) {
    for (int at = 0; at < namesAndValues.length; at += 2) {
      if (namesAndValues[at + 1] == null) {
        throw new IllegalArgumentException(namesAndValues[at] + " is missing");
      }
    }
  }
}
