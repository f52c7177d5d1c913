package transport.session;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a client asks for.
///
/// @param authority host and port, as in the client's URI
/// @param path with the query, as in the client's URI
/// @param origin of the page, from a browser
/// @param protocols sub-protocols, the preferred one first
public record SessionRequest(
    String authority, String path, Optional<String> origin, List<String> protocols) {
  public SessionRequest {
    Objects.requireNonNull(authority);
    Objects.requireNonNull(origin);
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with /; '%s' does not".formatted(path));
    }
    protocols = List.copyOf(protocols);
  }

  /// The path without its query.
  public String resource() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }
}
