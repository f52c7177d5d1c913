package transport.session;

import java.util.Optional;

/// Decides on a server what becomes of requests. It is asked on the loops of connections.
public interface Router {
  /// What becomes of a request for a session.
  Answer answer(SessionRequest request);

  /// Whether there is a resource for WebTransport here; then other requests for it are answered
  /// with 405, else with 404.
  boolean has(String resource);

  /// What becomes of a request for a session.
  sealed interface Answer {
    /// It is established.
    ///
    /// @param protocol the sub-protocol, one of those that were offered
    record Accept(SessionHandler handler, Optional<String> protocol) implements Answer {}

    /// It is refused with a status of HTTP: 403, 404, 429.
    record Refuse(int status) implements Answer {
      public Refuse {
        if (status < 300 || status > 599) {
          throw new IllegalArgumentException(
              "who refuses says so with a status of 300 to 599, not %s".formatted(status));
        }
      }
    }
  }
}
