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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between UDP clients and one server on this machine, loses packets at random and holds the
/// others back, the same time for each, so that their order stays. Each client gets a socket of its
/// own towards the server.
///
/// The losses are drawn from a seed, one draw for each packet in the order in which packets come.
/// That order is the same in two runs only as far as their peers' timing is.
public final class UdpProxy implements AutoCloseable {
  private static final int PACKET_BYTES = 65_536;
  private static final int BUFFER_BYTES = 4 << 20;
  private static final long NS_PER_MS = 1_000_000;

  /// What happens to each packet, in both directions.
  ///
  /// @param loss the probability that it is lost, 0 to 1
  /// @param delay how long it is held back
  public record Network(double loss, Duration delay) {
    public Network {
      if (!(loss >= 0 && loss <= 1)) {
        throw new IllegalArgumentException("a probability is from 0 to 1, not " + loss);
      }
      if (delay.isNegative()) {
        throw new IllegalArgumentException("a delay is not negative: " + delay);
      }
    }
  }

  private record Held(
      long untilNs, long order, ByteBuffer packet, DatagramChannel out, SocketAddress to)
      implements Comparable<Held> {
    @Override
    public int compareTo(Held other) {
      long ahead = untilNs - other.untilNs;
      return ahead == 0 ? Long.compare(order, other.order) : Long.signum(ahead);
    }
  }

  private final InetSocketAddress server;
  private final SplittableRandom random;
  private final Selector selector;
  private final DatagramChannel front;
  private final InetSocketAddress address;
  private final Map<SocketAddress, DatagramChannel> backs = new HashMap<>();
  private final PriorityQueue<Held> held = new PriorityQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(PACKET_BYTES);
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Thread thread;
  private volatile Network network;
  private long order;

  private UdpProxy(InetSocketAddress server, Network network, long seed) throws IOException {
    this.server = server;
    this.network = network;
    random = new SplittableRandom(seed);
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

  /// Where clients send to.
  public InetSocketAddress address() {
    return address;
  }

  /// Changes the network for packets that come from now on; any thread may.
  public void become(Network other) {
    network = other;
  }

  /// Packets that were passed on, or are held back for it.
  public long passed() {
    return passed.get();
  }

  /// Packets that were lost on purpose.
  public long lost() {
    return lost.get();
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
        if (held.isEmpty()) {
          selector.select(this::receive);
        } else {
          long ms = (held.peek().untilNs - System.nanoTime() + NS_PER_MS - 1) / NS_PER_MS;
          selector.select(this::receive, Math.max(1, ms));
        }
        release();
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
      back.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      back.register(selector, SelectionKey.OP_READ, client);
      backs.put(client, back);
    }
    return back;
  }

  private void pass(DatagramChannel out, SocketAddress to) throws IOException {
    Network now = network;
    if (random.nextDouble() < now.loss) {
      lost.incrementAndGet();
      return;
    }
    passed.incrementAndGet();
    if (now.delay.isZero() && held.isEmpty()) {
      out.send(buffer, to);
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
    held.add(new Held(System.nanoTime() + now.delay.toNanos(), order++, copy, out, to));
  }

  private void release() throws IOException {
    while (!held.isEmpty() && held.peek().untilNs - System.nanoTime() <= 0) {
      Held due = held.poll();
      due.out.send(due.packet, due.to);
    }
  }

  /// Ends it; what is held back is lost.
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
