package labs.transportloss;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import kit.lab.Trial;
import labs.transport.BenchClient;
import labs.transport.TransportTrial;
import runtime.Launch;
import transport.TransportLaunch;
import transport.WebTransportClient;
import transport.proxy.Proxy;
import transport.proxy.UdpProxy;
import transport.quic.EndpointStatistics;
import transport.quic.QuicSettings;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;
import transport.session.Limits;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.SessionEnd;
import transport.session.SessionHandler;
import transport.session.StreamHandler;

/// WebTransport: each message on a stream of its own, by callbacks on the client's loop.
public final class OverWebTransport implements Carrier {
  private static final int PATIENCE_S = 30;
  private static final int SCRATCH_BYTES = 1 << 16;

  private final QuicheEngine engine = new QuicheEngine();
  private final QuicSettings settings;
  private long packetsReceived;
  private long packetsDropped;
  private long receiveBufferBytes = Long.MAX_VALUE;

  /// @param settings of the client; the server has the same
  public OverWebTransport(QuicSettings settings) {
    this.settings = settings;
  }

  @Override
  public Launch launch() {
    return TransportLaunch.launch(
        TransportLaunch.ENGINES.getFirst(), "--congestion", settings.congestionControl());
  }

  @Override
  public Proxy proxy(InetSocketAddress server, Proxy.Network network, long seed)
      throws IOException {
    return UdpProxy.before(server, network, seed);
  }

  @Override
  public void tell(Trial trial, InetSocketAddress server) throws Exception {
    Map<String, Long> there = new BenchClient(server, trial.seed()).stats();
    TransportTrial.packets(
        trial,
        packetsDropped + there.get("packets_overflowed"),
        packetsReceived + there.get("packets_received"),
        Math.min(receiveBufferBytes, there.get("receive_buffer_bytes")));
  }

  private void close(WebTransportClient client) {
    client.close();
    EndpointStatistics seen = client.endpoint().statistics();
    packetsReceived += seen.datagramsReceived();
    packetsDropped += seen.droppedBySystem();
    receiveBufferBytes = Math.min(receiveBufferBytes, seen.receiveBufferBytes());
  }

  @Override
  public Messages messages(InetSocketAddress server, long seed) throws Exception {
    WebTransportClient client = WebTransportClient.open(engine, settings, Limits.DEFAULT);
    return new OnStreams(client, server, seed);
  }

  @Override
  public Download download(InetSocketAddress server, long bytes) throws Exception {
    WebTransportClient client = WebTransportClient.open(engine, settings, Limits.DEFAULT);
    return new OnStream(client, server, bytes);
  }

  /// Waits for the session at this path.
  private static LoopSession connect(
      WebTransportClient client, InetSocketAddress server, String path, Consumer<String> over)
      throws Exception {
    CompletableFuture<LoopSession> opened = new CompletableFuture<>();
    SessionHandler handler =
        new SessionHandler() {
          @Override
          public void onOpen(LoopSession session) {
            opened.complete(session);
          }

          @Override
          public void onStream(LoopStream stream) {
            throw new IllegalStateException("the server opens no streams at " + path);
          }

          @Override
          public void onDatagram(LoopSession session, ByteBuffer data) {}

          @Override
          public void onEnd(LoopSession session, SessionEnd end) {
            opened.completeExceptionally(new IOException("no session: " + end));
            over.accept("the session is over");
          }
        };
    String host = server.getAddress().getHostAddress();
    URI uri = URI.create("https://%s:%s%s".formatted(host, server.getPort(), path));
    client.connect(uri, WebTransportClient.Options.of(new Trust.AnyoneForTests()), handler);
    try {
      return opened.get(PATIENCE_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      client.close();
      throw e;
    }
  }

  private final class OnStreams extends Messages {
    private final WebTransportClient client;
    private final LoopSession session;

    OnStreams(WebTransportClient client, InetSocketAddress server, long seed) throws Exception {
      super(seed);
      this.client = client;
      session = connect(client, server, "/latency", this::broken);
    }

    @Override
    void send(long number, ByteBuffer message) {
      Exchange exchange = new Exchange(number, message);
      boolean runs =
          session.execute(
              () ->
                  session
                      .open(true, exchange)
                      .ifPresentOrElse(exchange::onWritable, () -> lost(number, "no stream")));
      if (!runs) lost(number, "the client is closed");
    }

    @Override
    public void close() {
      OverWebTransport.this.close(client);
    }

    private final class Exchange implements StreamHandler {
      private final long number;
      private final ByteBuffer unsent;
      private final ByteBuffer answer = ByteBuffer.allocate(BYTES + 1);

      Exchange(long number, ByteBuffer unsent) {
        this.number = number;
        this.unsent = unsent;
      }

      @Override
      public void onWritable(LoopStream stream) {
        stream.write(unsent, true);
      }

      @Override
      public void onReadable(LoopStream stream) {
        int read;
        do {
          read = stream.read(answer);
        } while (read > 0);
        if (read < 0) came(answer.flip());
      }

      @Override
      public void onReset(LoopStream stream, long code) {
        lost(number, "broken off");
      }

      @Override
      public void onStopSending(LoopStream stream, long code) {
        lost(number, "broken off");
      }
    }
  }

  private final class OnStream extends Download implements StreamHandler {
    private final WebTransportClient client;
    private final LoopSession session;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private ByteBuffer request;

    OnStream(WebTransportClient client, InetSocketAddress server, long bytes) throws Exception {
      super(bytes);
      this.client = client;
      session = connect(client, server, "/produce", this::broken);
    }

    @Override
    void ask(long bytes) {
      request = ByteBuffer.wrap(Long.toString(bytes).getBytes(US_ASCII));
      session.execute(
          () ->
              session
                  .open(true, this)
                  .ifPresentOrElse(this::onWritable, () -> broken("no stream")));
    }

    @Override
    public void close() {
      OverWebTransport.this.close(client);
    }

    @Override
    public void onWritable(LoopStream stream) {
      stream.write(request, true);
    }

    @Override
    public void onReadable(LoopStream stream) {
      while (stream.read(scratch.clear()) > 0) came(scratch.flip());
    }

    @Override
    public void onReset(LoopStream stream, long code) {
      broken("broken off");
    }

    @Override
    public void onStopSending(LoopStream stream, long code) {}
  }
}
