package transport.memory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.EndpointStatistics;
import transport.quic.Engine;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// The engine's interface in memory, with one loop for all that it opens.
public final class MemoryEngine implements Engine, AutoCloseable {
  private final MemoryLoop loop = new MemoryLoop();
  private final Weather weather;
  private final AtomicInteger ports = new AtomicInteger();
  private final Map<Integer, Function<Connection, ConnectionHandler>> listeners =
      new ConcurrentHashMap<>();

  public MemoryEngine(Weather weather) {
    this.weather = weather;
    loop.start();
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Endpoint listen(
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Function<Connection, ConnectionHandler> accept) {
    int port = ports.incrementAndGet();
    listeners.put(port, accept);
    return new Here(new InetSocketAddress(address.getAddress(), port));
  }

  @Override
  public Endpoint client(QuicSettings settings) throws IOException {
    return new Here(new InetSocketAddress("127.0.0.1", 0));
  }

  @Override
  public void close() {
    loop.end();
  }

  private final class Here implements Endpoint {
    private final InetSocketAddress address;

    Here(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public InetSocketAddress address() {
      return address;
    }

    @Override
    public void connect(
        InetSocketAddress server,
        String serverName,
        Trust trust,
        Function<Connection, ConnectionHandler> open) {
      Function<Connection, ConnectionHandler> accept = listeners.get(server.getPort());
      if (accept != null) {
        MemoryConnection.join(loop, weather, open, accept);
        return;
      }
      loop.execute(
          () ->
              open.apply(MemoryConnection.alone(loop, weather))
                  .onClosed(new Closing(Closing.By.TIMEOUT, false, 0, "")));
    }

    @Override
    public EndpointStatistics statistics() {
      return new EndpointStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close(Duration patience) {
      listeners.remove(address.getPort());
    }
  }
}
