package ledgerserver;

import java.util.Locale;

/// What somebody should look at: so many answers of one status within ten seconds.
enum Alert {
  /// Tokens that the ledger never signed, or that have expired.
  FORGED(401, 20),
  /// Requests that go beyond their token.
  FORBIDDEN(403, 20),
  /// More work than there is room for.
  OVERLOAD(429, 20),
  /// The ledger has stopped: nothing is decided any more.
  STOPPED(503, 1);

  /// Within which they must come, and for which it fires on after the last.
  static final long WINDOW_NS = 10_000_000_000L;

  final int status;
  final int answers;
  private final String word = name().toLowerCase(Locale.ROOT);

  Alert(int status, int answers) {
    this.status = status;
    this.answers = answers;
  }

  String word() {
    return word;
  }
}
