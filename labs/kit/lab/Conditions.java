package kit.lab;

import kit.result.Ruling;
import kit.result.Verdict;

/// How the conditions of a row stand to those of the documented figure that it answers: hops,
/// store, durability, concurrency, duration. Only a row under the same conditions judges it.
public enum Conditions {
  /// The document's own, or the figure states none.
  SAME(null),
  /// They ask for more than the document did: faults are injected, load is higher.
  STRONGER(Verdict.STRONGER),
  /// Another thing is measured: a hop less, another store, another quantity.
  OTHER(Verdict.OTHER);

  private final Verdict verdict;

  Conditions(Verdict verdict) {
    this.verdict = verdict;
  }

  /// What is said of a row under these conditions whatever it measures, or null where its trials
  /// decide.
  Ruling ruling(String difference) {
    return verdict == null ? null : verdict.because(difference);
  }
}
