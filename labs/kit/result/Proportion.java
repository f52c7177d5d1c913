package kit.result;

/// A count out of a count, kept whole so that runs can be pooled and given an exact interval.
///
/// @param hits how many had the property
/// @param of how many were looked at
public record Proportion(long hits, long of) {
  public Proportion {
    if (hits < 0 || of < 0 || hits > of) {
      throw new IllegalArgumentException(hits + " of " + of + " is no proportion");
    }
  }

  /// Both counts added.
  public Proportion plus(Proportion other) {
    return new Proportion(hits + other.hits, of + other.of);
  }
}
