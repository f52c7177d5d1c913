package labs.transport.peer.flupke;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.log.NullLogger;
import tech.kwik.flupke.Http3ClientConnection;
import tech.kwik.flupke.Http3SingleConnectionClient;
import tech.kwik.flupke.HttpError;
import tech.kwik.flupke.webtransport.ClientSessionFactory;
import tech.kwik.flupke.webtransport.Session;
import tech.kwik.flupke.webtransport.WebTransportStream;

/// A session on a connection and a socket of its own. Any certificate will do.
final class FlupkeClient implements AutoCloseable {
  private final QuicClientConnection connection;
  private final Session session;
  private final BlockingQueue<WebTransportStream> oneWay = new LinkedBlockingQueue<>();

  /// A client whose WebTransport goes over a connection that its owner can close: the session has
  /// no way to do that, and the client that is made for one connection makes another one.
  private static final class OneConnection extends Http3SingleConnectionClient {
    OneConnection(QuicClientConnection connection) {
      super(connection, FlupkePeer.PATIENCE, null);
    }

    @Override
    public Http3ClientConnection createConnection(HttpRequest request) throws IOException {
      return http3ConnectionFactory.getConnection(request);
    }
  }

  FlupkeClient(String address, String path) throws IOException {
    URI uri = URI.create("https://" + address + path);
    connection = connection(uri);
    try {
      ClientSessionFactory sessions =
          ClientSessionFactory.newBuilder()
              .serverUri(uri)
              .httpClient(new OneConnection(connection))
              .build();
      session = sessions.createSession(uri, oneWay::add, _ -> {});
      session.open();
    } catch (HttpError e) {
      connection.close();
      throw new IOException("the server answers " + e.getStatusCode(), e);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private static QuicClientConnection connection(URI uri)
      throws SocketException, UnknownHostException {
    QuicClientConnection made =
        QuicClientConnection.newBuilder()
            .uri(uri)
            .applicationProtocol("h3")
            .noServerCertificateCheck()
            .connectTimeout(FlupkePeer.PATIENCE)
            .maxIdleTimeout(FlupkePeer.PATIENCE)
            .defaultStreamReceiveBufferSize(FlupkePeer.WINDOW)
            .maxOpenPeerInitiatedUnidirectionalStreams(FlupkePeer.STREAMS_MAX)
            .maxOpenPeerInitiatedBidirectionalStreams(FlupkePeer.STREAMS_MAX)
            .logger(new NullLogger())
            .build();
    made.setDefaultUnidirectionalStreamReceiveBufferSize(FlupkePeer.WINDOW);
    return made;
  }

  /// Waits for a one-way stream of the server.
  WebTransportStream acceptOneWay() throws InterruptedException {
    return oneWay.take();
  }

  /// Sends so many bytes on a one-way stream, and its end.
  void send(byte[] bytes) throws IOException {
    FlupkePeer.write(session.createUnidirectionalStream(), bytes);
  }

  /// Sends bytes and the end on a two-way stream, and reads what comes back.
  byte[] exchange(byte[] bytes) throws IOException {
    WebTransportStream stream = session.createBidirectionalStream();
    FlupkePeer.write(stream, bytes);
    return stream.getInputStream().readAllBytes();
  }

  @Override
  public void close() throws IOException {
    session.close();
    connection.close();
  }
}
