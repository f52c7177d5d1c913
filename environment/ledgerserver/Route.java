package ledgerserver;

import java.util.Locale;

/// A path, as requests are counted: none that a client has thought of.
enum Route {
  HEALTH("GET"),
  TRANSFERS("POST"),
  TRANSFER("GET"),
  BATCHES("POST"),
  ACCOUNTS("POST"),
  ACCOUNT("GET", "DELETE"),
  LOOKUPS("POST"),
  TOTALS("GET"),
  METRICS("GET"),
  ALERTS("GET"),
  NONE;

  private static final String TRANSFER_PREFIX = "/transfers/";
  private static final String ACCOUNT_PREFIX = "/accounts/";
  private static final int DIGITS_MAX = 18;

  private final String[] methods;
  private final String word = name().toLowerCase(Locale.ROOT);

  Route(String... methods) {
    this.methods = methods;
  }

  static Route of(String path) {
    return switch (path) {
      case "/health" -> HEALTH;
      case "/transfers" -> TRANSFERS;
      case "/batches" -> BATCHES;
      case "/accounts" -> ACCOUNTS;
      case "/accounts/lookup" -> LOOKUPS;
      case "/totals" -> TOTALS;
      case "/metrics" -> METRICS;
      case "/alerts" -> ALERTS;
      default -> {
        if (path.startsWith(TRANSFER_PREFIX)) {
          yield TRANSFER;
        }
        yield path.startsWith(ACCOUNT_PREFIX) ? ACCOUNT : NONE;
      }
    };
  }

  /// Whether it needs no token.
  boolean isOpen() {
    return this == HEALTH || this == NONE;
  }

  /// For the chain.
  String word() {
    return word;
  }

  /// Whether a method is one that the path takes. Where there is nothing, every one is.
  boolean takes(String method) {
    boolean takes = methods.length == 0;
    for (String each : methods) {
      takes |= each.equals(method);
    }
    return takes;
  }

  /// Those that it takes.
  String methods() {
    return String.join(", ", methods);
  }

  /// What stands behind a path's last slash.
  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /// The number there.
  ///
  /// @throws Refused with status 400 if it is none
  static long number(String path) throws Refused {
    String text = path.substring(ACCOUNT_PREFIX.length());
    Refused.unless(
        !text.isEmpty()
            && text.length() <= DIGITS_MAX
            && text.chars().allMatch(c -> c >= '0' && c <= '9'),
        400,
        "an account is a number of up to " + DIGITS_MAX + " digits");
    return Long.parseLong(text);
  }
}
