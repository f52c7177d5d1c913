package transport;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import transport.session.Limits;
import transport.session.Router;
import transport.session.SessionHandler;
import transport.session.SessionRequest;

/// What a server does with the sessions of one path.
///
/// @param origins the pages that browsers may come from, such as `https://example.org`; empty for
///     any. A client that is no browser names none and may always come
/// @param protocols the sub-protocols that are spoken, the preferred one first; empty for none
/// @param handler whom each new session tells, by the limits of its connection
public record Route(
    Set<String> origins, List<String> protocols, Function<Limits, SessionHandler> handler) {

  /// What runs in a virtual thread of its own for each session. When it ends the session is closed,
  /// with 0 or, if it threw, with [#FAILED].
  public interface Task {
    void run(Session session) throws Exception;
  }

  /// The code with which a session is closed whose task threw.
  public static final long FAILED = 1;

  public Route {
    origins = Set.copyOf(origins);
    protocols = List.copyOf(protocols);
  }

  /// A route for a task that waits.
  public static Route of(Task task) {
    return onLoop(
        limits -> {
          Session session = new Session(limits);
          session.established().thenAccept(open -> start(open, task));
          return session.handler();
        });
  }

  /// A route whose sessions are told of what happens on their connection's loop.
  public static Route onLoop(Function<Limits, SessionHandler> handler) {
    return new Route(Set.of(), List.of(), handler);
  }

  /// The same for pages of these origins alone.
  public Route withOrigins(String... allowed) {
    return new Route(Set.of(allowed), protocols, handler);
  }

  /// The same with these sub-protocols.
  public Route withProtocols(String... spoken) {
    return new Route(origins, List.of(spoken), handler);
  }

  /// What becomes of a request for this path.
  Router.Answer answer(SessionRequest request, Limits limits) {
    Optional<String> origin = request.origin();
    if (!origins.isEmpty() && origin.isPresent() && !origins.contains(origin.get())) {
      return new Router.Answer.Refuse(403);
    }
    Optional<String> protocol =
        protocols.stream().filter(request.protocols()::contains).findFirst();
    return new Router.Answer.Accept(handler.apply(limits), protocol);
  }

  private static void start(Session session, Task task) {
    Thread.ofVirtual()
        .name("webtransport-session")
        .start(
            () -> {
              try {
                task.run(session);
                session.close();
              } catch (Exception e) {
                session.close(FAILED, String.valueOf(e.getMessage()));
              }
            });
  }
}
