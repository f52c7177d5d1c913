package ledgerserver;

import java.util.Locale;

/// What a token lets its holder do.
public enum Scope {
  /// Look up accounts and transfers.
  READ,
  /// Make transfers, at once or held.
  TRANSFER,
  /// Post and release held transfers.
  SETTLE,
  /// Open and close accounts.
  OPERATE,
  /// See metrics, alerts and totals.
  OBSERVE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /// As it stands in a token.
  public String word() {
    return word;
  }
}
