package kit.figure;

/// How far a figure can be put to the test here. [Figure#reason] says why, and which part of the
/// project does it where no lab is named yet.
public enum Standing {
  /// A running system is measured.
  MEASURED,
  /// A seeded model gives it.
  SIMULATED,
  /// A stand-in is measured, and every table names it.
  PROXY,
  /// Nothing here could measure it without making something up.
  UNMEASURABLE;

  /// The word in files and tables.
  public String word() {
    return Words.of(this);
  }
}
