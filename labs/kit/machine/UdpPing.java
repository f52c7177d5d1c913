package kit.machine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// A byte there and back over UDP on the loopback.
final class UdpPing implements TripGauge.Ping {
  /// The loopback loses nothing that is awaited one by one; should it, the calibration must not
  /// hang.
  private static final int PATIENCE_MS = 1_000;

  private final DatagramSocket client;
  private final DatagramSocket server;
  private final DatagramPacket packet = new DatagramPacket(new byte[1], 1);

  private UdpPing(DatagramSocket client, DatagramSocket server) {
    this.client = client;
    this.server = server;
  }

  static UdpPing open() throws IOException {
    SocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    DatagramSocket server = new DatagramSocket(any);
    DatagramSocket client = new DatagramSocket(any);
    client.connect(server.getLocalSocketAddress());
    client.setSoTimeout(PATIENCE_MS);
    Thread.ofPlatform().daemon().name("udp-echo").start(() -> echo(server));
    return new UdpPing(client, server);
  }

  private static void echo(DatagramSocket server) {
    DatagramPacket packet = new DatagramPacket(new byte[1], 1);
    try {
      while (true) {
        server.receive(packet);
        server.send(packet);
      }
    } catch (IOException e) {
      // closed: the pinging is over
    }
  }

  @Override
  public void once() throws IOException {
    client.send(packet);
    client.receive(packet);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
