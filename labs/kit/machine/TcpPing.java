package kit.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A byte there and back over TCP on the loopback, without delay.
final class TcpPing implements TripGauge.Ping {
  private final Socket client;

  private TcpPing(Socket client) {
    this.client = client;
  }

  static TcpPing open() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
      client.setTcpNoDelay(true);
      Socket peer = server.accept();
      peer.setTcpNoDelay(true);
      Thread.ofPlatform().daemon().name("tcp-echo").start(() -> echo(peer));
      return new TcpPing(client);
    }
  }

  private static void echo(Socket peer) {
    try (peer) {
      for (int octet = peer.getInputStream().read();
          octet >= 0;
          octet = peer.getInputStream().read()) {
        peer.getOutputStream().write(octet);
      }
    } catch (IOException e) {
      // the client is gone: nothing is left to answer
    }
  }

  @Override
  public void once() throws IOException {
    client.getOutputStream().write(1);
    if (client.getInputStream().read() < 0) {
      throw new IOException("the connection over the loopback was closed");
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
