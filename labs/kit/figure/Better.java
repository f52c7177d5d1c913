package kit.figure;

/// Which way a figure improves. Without a direction nothing can exceed it or fall short of it.
public enum Better {
  MORE,
  LESS,
  NONE;

  /// The word in files and tables.
  public String word() {
    return Words.of(this);
  }
}
