package kit.figure;

/// What a document's number is said to be.
public enum Kind {
  /// A goal that the document sets.
  TARGET,
  /// What the document says was reached.
  ACHIEVED,
  /// Somebody else's number, or a ratio to it.
  COMPARISON,
  /// What is hoped for later, or would follow at another scale.
  PROJECTION,
  /// A setting of the document's protocol: a duration, a count, a payload.
  PARAMETER,
  /// An example in an argument, which nothing can exceed or fall short of.
  ILLUSTRATION,
  /// Money.
  COST,
  /// The documented machine.
  ENVIRONMENT;

  /// The word in files and tables.
  public String word() {
    return Words.of(this);
  }
}
