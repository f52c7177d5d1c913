package batcher.wire;

import batcher.payment.PaymentVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Takes events from producers over TCP. Each connection has two virtual threads: one reads and
/// answers, one tells what has become durable or delivered.
public final class IngestServer implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final Intake intake;
  private final PaymentAdmission admission;
  private final Producers producers;
  private final ServerSocket server;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /// Binds; [#start] begins to take connections.
  ///
  /// @param verifier for payments; used by one thread at a time
  public IngestServer(Intake intake, PaymentVerifier verifier, String host, int port)
      throws IOException {
    this.intake = intake;
    this.admission = new PaymentAdmission(verifier);
    this.producers = new Producers(intake.shards());
    this.server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(host, port), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw new IOException("%s:%s cannot be bound: %s".formatted(host, port, e.getMessage()), e);
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  public void start() {
    Thread.ofPlatform().name("batcher-accept").daemon().start(this::accept);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Connection connection = new Connection(socket, intake, admission, producers);
        connections.add(connection);
        Thread.ofVirtual()
            .name("batcher-connection")
            .start(
                () -> {
                  connection.serve();
                  connections.remove(connection);
                });
      } catch (SocketException e) {
        if (closed) {
          return;
        }
      } catch (IOException e) {
        // One connection failed before it began; the others go on.
      }
    }
  }
}
