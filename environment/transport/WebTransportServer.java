package transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.Engine;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.session.Limits;
import transport.session.Router;
import transport.session.ServerConnection;
import transport.session.SessionRequest;

/// A server of WebTransport over HTTP/3.
///
/// ```java
/// try (WebTransportServer server = WebTransportServer.open(engine, address, identity)) {
///   server.route("/echo", session -> {
///     BidirectionalStream stream = session.acceptBidirectional();
///     stream.write(ByteBuffer.wrap(stream.readAll(1_000)));
///     stream.finish();
///   });
///   ...
/// }
/// ```
public final class WebTransportServer implements AutoCloseable {
  /// HTTP/3's name in the handshake.
  public static final String ALPN = "h3";

  private final Limits limits;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private Endpoint endpoint;

  private WebTransportServer(Limits limits) {
    this.limits = limits;
  }

  /// Listens, with the usual settings and limits.
  ///
  /// @param address port 0 lets the system choose
  /// @throws IOException if the address cannot be had or the identity cannot be read
  public static WebTransportServer open(Engine engine, InetSocketAddress address, Identity identity)
      throws IOException {
    return open(engine, address, identity, QuicSettings.of(ALPN), Limits.DEFAULT);
  }

  /// Listens. Requests are answered with 404 until there are routes.
  ///
  /// @param address port 0 lets the system choose
  /// @throws IOException if the address cannot be had or the identity cannot be read
  public static WebTransportServer open(
      Engine engine,
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Limits limits)
      throws IOException {
    WebTransportServer server = new WebTransportServer(limits);
    server.endpoint = engine.listen(address, identity, settings, server::accept);
    return server;
  }

  /// What is done with sessions of a path: a task that waits, in a virtual thread for each session.
  public WebTransportServer route(String path, Route.Task task) {
    return route(path, Route.of(task));
  }

  /// What is done with sessions of a path.
  public WebTransportServer route(String path, Route route) {
    if (!path.startsWith("/") || path.contains("?")) {
      throw new IllegalArgumentException(
          "a route is a path from / on, without a query; '%s' is not".formatted(path));
    }
    routes.put(path, route);
    return this;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return endpoint.address();
  }

  /// The socket and its counts.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// Takes no further sessions, and asks that those there are be brought to their end.
  public void drain() {
    for (ServerConnection each : connections) each.quic().execute(each::drain);
  }

  /// Drains, closes all sessions and, when what was written has left or a second has passed, the
  /// socket.
  @Override
  public void close() {
    close(Duration.ofSeconds(1));
  }

  /// As [#close()] with so much time.
  public void close(Duration patience) {
    drain();
    for (ServerConnection each : connections) {
      each.quic().execute(() -> each.close("the server ends"));
    }
    endpoint.close(patience);
  }

  private ConnectionHandler accept(Connection quic) {
    ServerConnection connection = new ServerConnection(quic, limits, new Paths());
    connections.add(connection);
    connection.whenGone(() -> connections.remove(connection));
    return connection;
  }

  /// The routes, as connections ask for them.
  private final class Paths implements Router {
    @Override
    public Answer answer(SessionRequest request) {
      Route route = routes.get(request.resource());
      return route == null ? new Answer.Refuse(404) : route.answer(request, limits);
    }

    @Override
    public boolean has(String resource) {
      return routes.containsKey(resource);
    }
  }
}
