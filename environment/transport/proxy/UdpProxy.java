package transport.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;

/// A [Proxy] for UDP. Each client gets a socket of its own towards the server.
public final class UdpProxy extends Proxy {
  private static final int PACKET_BYTES = 65_536;
  private static final int BUFFER_BYTES = 4 << 20;

  private final InetSocketAddress server;
  private final Selector selector;
  private final DatagramChannel front;
  private final InetSocketAddress address;
  private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final Thread thread;

  private UdpProxy(InetSocketAddress server, Network network, long seed) throws IOException {
    super(network, seed);
    this.server = server;
    selector = Selector.open();
    front = channel();
    front.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    front.register(selector, SelectionKey.OP_READ);
    address = (InetSocketAddress) front.getLocalAddress();
    thread = Thread.ofPlatform().daemon().name("proxy-" + address.getPort()).start(this::run);
  }

  /// Begins to pass packets on.
  ///
  /// @throws IOException if no socket can be had
  public static UdpProxy before(InetSocketAddress server, Network network, long seed)
      throws IOException {
    return new UdpProxy(server, network, seed);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  private static DatagramChannel channel() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_BYTES);
    channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_BYTES);
    return channel;
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(this::receive, road.waitMs());
        road.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClosedSelectorException e) {
      // closed by [#close]
    }
  }

  private void receive(SelectionKey key) {
    try {
      DatagramChannel in = (DatagramChannel) key.channel();
      SocketAddress from;
      while ((from = in.receive(buffer.clear())) != null) {
        buffer.flip();
        if (in == front) {
          pass(back(from), server);
        } else {
          pass(front, (SocketAddress) key.attachment());
        }
      }
    } catch (ClosedChannelException e) {
      // closed by [#close]
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DatagramChannel back(SocketAddress client) throws IOException {
    DatagramChannel back = backs.get(client);
    if (back == null) {
      back = channel();
      back.bind(null); // the server may be on another network than the clients
      back.register(selector, SelectionKey.OP_READ, client);
      backs.put(client, back);
    }
    return back;
  }

  private void pass(DatagramChannel out, SocketAddress to) throws IOException {
    road.take(buffer, packet -> out.send(packet, to));
  }

  @Override
  public void close() throws IOException {
    selector.wakeup();
    selector.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    front.close();
    for (DatagramChannel back : backs.values()) {
      back.close();
    }
  }
}
