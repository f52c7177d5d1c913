package labs.transportloss;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import runtime.Launch;
import transport.proxy.Proxy;
import transport.proxy.TcpProxy;
import websocket.WebSocketLaunch;

/// WebSocket over TLS 1.3 and TCP, by the JDK's client: all messages on one connection.
public final class OverWebSocket implements Carrier {
  private static final int PATIENCE_S = 30;

  private final String congestionControl;

  /// @param congestionControl of both ends' TCP, by the kernel's name
  public OverWebSocket(String congestionControl) {
    this.congestionControl = congestionControl;
  }

  @Override
  public Launch launch() {
    return WebSocketLaunch.launch();
  }

  @Override
  public Proxy proxy(InetSocketAddress server, Proxy.Network network, long seed)
      throws IOException {
    return TcpProxy.before(server, network, seed, congestionControl);
  }

  @Override
  public Messages messages(InetSocketAddress server, long seed) throws Exception {
    HttpClient client = client();
    Echoes echoes = new Echoes(client, seed);
    Listener listener = new Listener(echoes::part, echoes::broken);
    echoes.socket = connect(client, server, "/latency", listener);
    return echoes;
  }

  @Override
  public Download download(InetSocketAddress server, long bytes) throws Exception {
    HttpClient client = client();
    Zeros download = new Zeros(client, bytes);
    Listener listener = new Listener((part, _) -> download.came(part), download::broken);
    download.socket = connect(client, server, "/produce", listener);
    return download;
  }

  private static HttpClient client() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(null, new TrustManager[] {new Anyone()}, null);
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3"});
    parameters.setCipherSuites(new String[] {"TLS_AES_128_GCM_SHA256"});
    return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
  }

  private static WebSocket connect(
      HttpClient client, InetSocketAddress server, String path, WebSocket.Listener listener)
      throws Exception {
    String host = server.getAddress().getHostAddress();
    URI uri = URI.create("wss://%s:%s%s".formatted(host, server.getPort(), path));
    return client.newWebSocketBuilder().buildAsync(uri, listener).get(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static final class Echoes extends Messages {
    private final HttpClient client;
    private final ByteBuffer parts = ByteBuffer.allocate(BYTES + 1);
    private WebSocket socket;
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);

    Echoes(HttpClient client, long seed) {
      super(seed);
      this.client = client;
    }

    /// The JDK's client takes a message when the one before has left.
    @Override
    synchronized void send(long number, ByteBuffer message) {
      sent = sent.thenCompose(_ -> socket.sendBinary(message, true));
      sent.exceptionally(
          e -> {
            lost(number, "not sent");
            return null;
          });
    }

    private void part(ByteBuffer data, boolean last) {
      if (data.remaining() > parts.remaining()) {
        broken("a longer message came back");
        return;
      }
      parts.put(data);
      if (!last) return;
      came(parts.flip());
      parts.clear();
    }

    @Override
    public void close() {
      socket.abort();
      client.shutdownNow();
    }
  }

  private static final class Zeros extends Download {
    private final HttpClient client;
    private WebSocket socket;

    Zeros(HttpClient client, long bytes) {
      super(bytes);
      this.client = client;
    }

    @Override
    void ask(long bytes) {
      socket
          .sendText(Long.toString(bytes), true)
          .exceptionally(
              e -> {
                broken("not asked: " + e);
                return null;
              });
    }

    @Override
    public void close() {
      socket.abort();
      client.shutdownNow();
    }
  }

  /// Hands on what comes.
  private record Listener(BiConsumer<ByteBuffer, Boolean> part, Consumer<String> over)
      implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      part.accept(data, last);
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      over.accept("closed with " + code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      over.accept(error.getClass().getSimpleName());
    }
  }

  /// As the QUIC client of the comparison, it believes any server.
  private static final class Anyone extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
