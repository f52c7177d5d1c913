package transport.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A [Proxy] for TCP. A program that copies bytes cannot lose a segment, so the clients'
/// connections lead through a network device whose packets pass here ([Tun]): the kernel's own TCP,
/// at both ends, meets the losses. Behind it the bytes are copied to and from the server over a
/// connection of their own, which loses nothing.
///
/// Packets go back to the kernel with their two addresses exchanged, which leaves every checksum
/// right: what is sent to the device's far end so arrives at its near end.
public final class TcpProxy extends Proxy {
  private static final int COPY_BYTES = 1 << 16;
  private static final int IPV4_HEAD_BYTES = 20;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;
  private static final int AWAIT_MS = 20;

  private final InetSocketAddress server;
  private final Tun tun;
  private final int farEnd;
  private final ServerSocketChannel front;
  private final InetSocketAddress address;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Thread cable;
  private volatile boolean closed;

  private TcpProxy(InetSocketAddress server, Network network, long seed, String congestionControl)
      throws IOException {
    super(network, seed);
    this.server = server;
    tun = new Tun(congestionControl);
    farEnd = ByteBuffer.wrap(tun.peer().getAddress()).getInt();
    front = ServerSocketChannel.open().bind(new InetSocketAddress(tun.address(), 0));
    address = new InetSocketAddress(tun.peer(), front.socket().getLocalPort());
    cable = Thread.ofPlatform().daemon().name("cable-" + address.getPort()).start(this::run);
    Thread.ofVirtual().name("proxy-" + address.getPort()).start(this::accept);
  }

  /// What this machine lacks for it; empty if nothing.
  ///
  /// @param congestionControl as in [#before]
  public static Optional<String> absence(String congestionControl) {
    if (!Files.exists(Path.of("/dev/net/tun"))) return Optional.of("there is no /dev/net/tun here");
    try {
      new Tun(congestionControl).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /// Begins to pass packets on.
  ///
  /// @param congestionControl of the connections that it loses packets of, at both ends, by the
  ///     kernel's name: `cubic`, `reno`, `bbr`
  /// @throws IOException if this program may make no network device, or the kernel does not know
  ///     the congestion control
  public static TcpProxy before(
      InetSocketAddress server, Network network, long seed, String congestionControl)
      throws IOException {
    return new TcpProxy(server, network, seed, congestionControl);
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  private void run() {
    try (tun) {
      while (!closed) {
        int waitMs = road.waitMs();
        if (tun.await(waitMs == 0 ? AWAIT_MS : Math.min(AWAIT_MS, waitMs))) {
          for (ByteBuffer packet = tun.read(); packet != null; packet = tun.read()) take(packet);
        }
        road.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The kernel has more to say than what goes to the far end: that is not for anyone here.
  private void take(ByteBuffer packet) throws IOException {
    if (packet.remaining() < IPV4_HEAD_BYTES || packet.getInt(DESTINATION) != farEnd) return;
    packet.putInt(DESTINATION, packet.getInt(SOURCE)).putInt(SOURCE, farEnd);
    road.take(packet, tun::write);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel client = front.accept();
        open.add(client);
        SocketChannel back = SocketChannel.open();
        open.add(back);
        Thread.ofVirtual().name("proxy-copy").start(() -> join(client, back));
      }
    } catch (IOException e) {
      // closed by [#close]
    }
  }

  private void join(SocketChannel client, SocketChannel back) {
    try (client;
        back) {
      back.connect(server);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      back.setOption(StandardSocketOptions.TCP_NODELAY, true);
      Thread answers = Thread.ofVirtual().name("proxy-copy").start(() -> copy(back, client));
      copy(client, back);
      answers.join();
    } catch (IOException e) {
      // the server is gone, and so is the client's connection now
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
      open.remove(back);
    }
  }

  private static void copy(SocketChannel from, SocketChannel to) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(COPY_BYTES);
    try {
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) to.write(bytes);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public void close() throws IOException {
    front.close();
    for (SocketChannel each : open) closeQuietly(each);
    closed = true;
    try {
      cable.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
