package transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import transport.quic.Endpoint;
import transport.quic.Engine;
import transport.quic.QuicSettings;
import transport.quic.Trust;
import transport.session.ClientConnection;
import transport.session.Limits;
import transport.session.SessionHandler;
import transport.session.SessionRequest;

/// A client of WebTransport over HTTP/3: one socket for any number of sessions.
///
/// ```java
/// try (WebTransportClient client = WebTransportClient.open(engine)) {
///   Session session = client.connect(URI.create("https://localhost:4433/echo"), trust);
///   BidirectionalStream stream = session.openBidirectional();
///   ...
///   session.close();
/// }
/// ```
public final class WebTransportClient implements AutoCloseable {
  private static final int HTTPS_PORT = 443;

  private final Endpoint endpoint;
  private final Limits limits;

  /// How a session is asked for.
  ///
  /// @param trust which server is believed
  /// @param origin as a browser would name its page's
  /// @param protocols sub-protocols, the preferred one first
  public record Options(Trust trust, Optional<String> origin, List<String> protocols) {
    public Options {
      protocols = List.copyOf(protocols);
    }

    /// Without an origin and sub-protocols.
    public static Options of(Trust trust) {
      return new Options(trust, Optional.empty(), List.of());
    }

    /// The same, of a page of this origin.
    public Options withOrigin(String page) {
      return new Options(trust, Optional.of(page), protocols);
    }

    /// The same with these sub-protocols.
    public Options withProtocols(String... offered) {
      return new Options(trust, origin, List.of(offered));
    }
  }

  private WebTransportClient(Endpoint endpoint, Limits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
  }

  /// A client with the usual settings and limits.
  ///
  /// @throws IOException if no socket can be had
  public static WebTransportClient open(Engine engine) throws IOException {
    return open(engine, QuicSettings.of(WebTransportServer.ALPN), Limits.DEFAULT);
  }

  /// A client.
  ///
  /// @throws IOException if no socket can be had
  public static WebTransportClient open(Engine engine, QuicSettings settings, Limits limits)
      throws IOException {
    return new WebTransportClient(engine.client(settings), limits);
  }

  /// The socket and its counts.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// A session on a connection of its own; waits until it is established.
  ///
  /// @param uri `https://host:port/path`
  /// @throws IOException if there is no such server, it is not trusted or it refuses
  public Session connect(URI uri, Trust trust) throws IOException, InterruptedException {
    return connect(uri, Options.of(trust));
  }

  /// A session on a connection of its own; waits until it is established.
  ///
  /// @param uri `https://host:port/path`
  /// @throws IOException if there is no such server, it is not trusted or it refuses
  public Session connect(URI uri, Options options) throws IOException, InterruptedException {
    Session session = new Session(limits);
    connect(uri, options, session.handler());
    return await(session);
  }

  /// Asks for a session on a connection of its own, and is told on its loop what becomes of it.
  ///
  /// @param uri `https://host:port/path`
  /// @throws IOException if the host has no address
  public void connect(URI uri, Options options, SessionHandler handler) throws IOException {
    SessionRequest request = request(uri, options);
    endpoint.connect(
        address(uri),
        uri.getHost(),
        options.trust(),
        quic -> {
          ClientConnection connection = new ClientConnection(quic, limits);
          connection.closeWithLastSession();
          connection.connect(request, handler);
          return connection;
        });
  }

  /// A connection on which several sessions can be opened.
  ///
  /// @param uri `https://host:port`
  /// @throws IOException if the host has no address
  public SharedConnection share(URI uri, Options options) throws IOException {
    SharedConnection shared = new SharedConnection(this, uri, options);
    endpoint.connect(
        address(uri),
        uri.getHost(),
        options.trust(),
        quic -> shared.on(new ClientConnection(quic, limits)));
    return shared;
  }

  /// Closes all connections and the socket.
  @Override
  public void close() {
    endpoint.close();
  }

  Limits limits() {
    return limits;
  }

  static Session await(Session session) throws IOException, InterruptedException {
    try {
      return session.established().get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  static SessionRequest request(URI uri, Options options) {
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "a session is at https://host:port/path; '%s' is none".formatted(uri));
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new SessionRequest(
        uri.getHost() + port, path + query, options.origin(), options.protocols());
  }

  private static InetSocketAddress address(URI uri) throws IOException {
    int port = uri.getPort() < 0 ? HTTPS_PORT : uri.getPort();
    InetSocketAddress address = new InetSocketAddress(uri.getHost(), port);
    if (address.isUnresolved()) {
      throw new IOException("the host '%s' has no address".formatted(uri.getHost()));
    }
    return address;
  }
}
