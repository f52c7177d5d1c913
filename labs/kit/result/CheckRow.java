package kit.result;

/// An invariant that had to hold for the run to count, with its evidence.
///
/// A check over nothing has not passed: `held` is true only if `of` is positive and every one of
/// them was confirmed.
///
/// @param name the invariant, as a sentence without a full stop
/// @param confirmed in how many cases it was seen to hold
/// @param of in how many cases it was looked at
/// @param noun what was counted: `payments`
/// @param held the outcome
/// @param detail what broke it first, or empty
public record CheckRow(
    String name, long confirmed, long of, String noun, boolean held, String detail) {
  public CheckRow {
    Required.of("name", name, "noun", noun, "detail", detail);
    if (held != (of > 0 && confirmed == of)) {
      throw new IllegalArgumentException(
          "check \""
              + name
              + "\" cannot be "
              + (held ? "held" : "broken")
              + " with "
              + confirmed
              + " of "
              + of);
    }
  }

  /// A check from its counts.
  public static CheckRow of(String name, long confirmed, long of, String noun, String detail) {
    return new CheckRow(name, confirmed, of, noun, of > 0 && confirmed == of, detail);
  }

  /// Whether there was anything to look at.
  public boolean run() {
    return of > 0;
  }
}
