package transport;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import transport.session.ClientConnection;

/// A client's connection for several sessions, as many as
/// [transport.session.Limits#sessions] allow and the server takes.
public final class SharedConnection implements AutoCloseable {
  private final WebTransportClient client;
  private final URI base;
  private final WebTransportClient.Options options;
  private final CompletableFuture<ClientConnection> connection = new CompletableFuture<>();

  SharedConnection(WebTransportClient client, URI base, WebTransportClient.Options options) {
    this.client = client;
    this.base = base;
    this.options = options;
  }

  ClientConnection on(ClientConnection opened) {
    connection.complete(opened);
    return opened;
  }

  /// A session on this connection; waits until it is established.
  ///
  /// @param path from `/` on, with a query if there is one
  /// @throws IOException if the connection is gone, carries too many or the server refuses
  public Session connect(String path) throws IOException, InterruptedException {
    try {
      ClientConnection open = connection.get();
      Session session = new Session(client.limits());
      open.quic()
          .execute(
              () ->
                  open.connect(
                      WebTransportClient.request(base.resolve(path), options), session.handler()));
      return WebTransportClient.await(session);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  /// Closes its sessions, and the connection.
  @Override
  public void close() {
    connection.thenAccept(open -> open.quic().execute(() -> open.close("")));
  }
}
