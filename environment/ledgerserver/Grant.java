package ledgerserver;

import java.util.Set;

/// What a token says.
///
/// @param subject who holds it: 1 to 32 small letters, digits and dashes
/// @param scopes what that one may do
/// @param from the first account that it may debit, open, close or look up
/// @param to the last one
/// @param expiresS the second since 1970 from which on it is worth nothing
public record Grant(String subject, Set<Scope> scopes, long from, long to, long expiresS) {
  private static final int SUBJECT_MAX = 32;

  public Grant {
    scopes = Set.copyOf(scopes);
    require(isSubject(subject), "a subject is 1 to 32 small letters, digits and dashes");
    require(!scopes.isEmpty(), "a token has a scope at least");
    require(from >= 1 && to >= from, "accounts are a range from 1, not " + from + "-" + to);
    require(expiresS > 0, "a token expires after 1970");
  }

  /// Whether an account is among those that it may debit, open, close or look up.
  boolean covers(long account) {
    return account >= from && account <= to;
  }

  private static boolean isSubject(String text) {
    boolean is = !text.isEmpty() && text.length() <= SUBJECT_MAX;
    for (int i = 0; i < text.length() && is; i++) {
      char c = text.charAt(i);
      is = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
    return is;
  }

  private static void require(boolean holds, String sentence) {
    if (!holds) {
      throw new IllegalArgumentException(sentence);
    }
  }
}
