package kit.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/// A byte there and back on the loopback between two threads: the least that one request and its
/// answer can cost here.
final class LoopbackPing implements AutoCloseable {
  private final ServerSocket server;
  private final Socket client;
  private final Thread echo;

  private LoopbackPing(ServerSocket server, Socket client, Thread echo) {
    this.server = server;
    this.client = client;
    this.echo = echo;
  }

  static LoopbackPing open() throws IOException {
    ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread echo = Thread.ofPlatform().daemon().name("loopback-echo").start(() -> echo(server));
    Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
    client.setTcpNoDelay(true);
    return new LoopbackPing(server, client, echo);
  }

  private static void echo(ServerSocket server) {
    try (Socket peer = server.accept()) {
      peer.setTcpNoDelay(true);
      InputStream in = peer.getInputStream();
      OutputStream out = peer.getOutputStream();
      for (int b; (b = in.read()) >= 0; ) {
        out.write(b);
      }
    } catch (IOException e) {
      // The client is gone: nothing is left to answer.
    }
  }

  /// The median round trip over a slice of time, in microseconds.
  double roundTripUs(Duration slice) throws IOException {
    InputStream in = client.getInputStream();
    OutputStream out = client.getOutputStream();
    long[] tookNs = new long[20_000];
    long endNs = System.nanoTime() + slice.toNanos();
    int count = 0;
    while (count < tookNs.length && System.nanoTime() < endNs) {
      long startNs = System.nanoTime();
      out.write(1);
      if (in.read() < 0) {
        throw new IOException("the loopback connection was closed");
      }
      tookNs[count++] = System.nanoTime() - startNs;
    }
    Arrays.sort(tookNs, 0, count);
    return tookNs[count / 2] / 1e3;
  }

  @Override
  public void close() throws IOException {
    client.close();
    server.close();
    echo.interrupt();
  }
}
