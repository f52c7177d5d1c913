package transport.proxy;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/// A network device of Linux whose cable is this program: packets that the kernel sends there are
/// read here, and what is written here the kernel receives
/// ([tuntap](https://docs.kernel.org/networking/tuntap.html)). It takes root, or CAP_NET_ADMIN, and
/// is gone when it is closed or this process ends. One thread uses it.
final class Tun implements AutoCloseable {
  private static final int O_RDWR_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
  private static final int AF_INET = 2;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final long TUNSETIFF = 0x400454ca;
  private static final short IFF_TUN_NO_PI = 0x1001;
  private static final long SIOCSIFFLAGS = 0x8914;
  private static final short IFF_UP_RUNNING = 0x41;
  private static final long SIOCSIFADDR = 0x8916;
  private static final long SIOCSIFNETMASK = 0x891c;
  private static final byte[] MASK = {-1, -1, -1, -4};
  private static final short POLLIN = 1;

  private static final int NETWORKS = 1 << 15;
  private static final int PER_PROCESS = 1 << 6;
  private static final AtomicInteger TRIED = new AtomicInteger();

  /// `struct ifreq`: 16 bytes of name, then what the request is about.
  private static final int REQUEST_BYTES = 40;

  private static final int ABOUT = 16;
  private static final int ADDRESS_IN_SOCKADDR = 4;
  private static final int PACKET_BYTES = 65_536;

  private static final int AF_NETLINK = 16;
  private static final int NETLINK_ROUTE = 0;
  private static final short RTM_NEWROUTE = 24;
  private static final short REQUEST_ACK_CREATE = 0x1 | 0x4 | 0x400;

  /// `struct rtmsg` behind family and prefix: no source, no service, main table, static, reached by
  /// the link itself, unicast, no flags.
  private static final byte[] MAIN_TABLE_STATIC_LINK_UNICAST = {
    0, 0, (byte) 254, 4, (byte) 253, 1, 0, 0, 0, 0
  };

  private static final short RTA_DST = 1;
  private static final short RTA_OIF = 4;
  private static final short RTA_PREFSRC = 7;
  private static final short RTA_METRICS = 8;
  private static final short RTAX_CC_ALGO = 16;
  private static final int ATTRIBUTE_BYTES = 4;

  /// TCP_CA_NAME_MAX.
  private static final int NAME_BYTES = 16;

  private static final int ROUTE_BYTES = 28 + 3 * 8 + 2 * ATTRIBUTE_BYTES + NAME_BYTES;

  /// Behind the answer's head: 0, or an error.
  private static final int ERROR_IN_ANSWER = 16;

  private static final MethodHandle OPEN = variadic("open", ADDRESS, JAVA_INT);
  private static final MethodHandle IOCTL = variadic("ioctl", JAVA_INT, JAVA_LONG, ADDRESS);
  private static final MethodHandle SOCKET = plain("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = plain("close", JAVA_INT);
  private static final MethodHandle POLL = plain("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle READ = plain("read", JAVA_INT, ADDRESS, JAVA_LONG);
  private static final MethodHandle WRITE = plain("write", JAVA_INT, ADDRESS, JAVA_LONG);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment in = arena.allocate(PACKET_BYTES);
  private final MemorySegment out = arena.allocate(PACKET_BYTES);
  private final MemorySegment waiting = arena.allocate(8, 8);
  private final InetAddress address;
  private final InetAddress peer;
  private final int device;

  /// @param congestionControl of TCP through it, at both ends
  /// @throws IOException if this program may not make one, or the kernel does not know the
  ///     congestion control
  Tun(String congestionControl) throws IOException {
    byte[] network = free();
    address = host(network, 1);
    peer = host(network, 2);
    device = call(OPEN, arena.allocateFrom("/dev/net/tun"), O_RDWR_NONBLOCK_CLOEXEC);
    int socket = call(SOCKET, AF_INET, SOCK_DGRAM_CLOEXEC, 0);
    try {
      MemorySegment request = arena.allocate(REQUEST_BYTES, 8);
      request.setString(0, "remeasure%d");
      request.set(JAVA_SHORT, ABOUT, IFF_TUN_NO_PI);
      boolean made =
          call(IOCTL, device, TUNSETIFF, request) == 0
              && configure(socket, SIOCSIFADDR, request, address.getAddress())
              && configure(socket, SIOCSIFNETMASK, request, MASK);
      request.set(JAVA_SHORT, ABOUT, IFF_UP_RUNNING);
      if (!made || call(IOCTL, socket, SIOCSIFFLAGS, request) != 0) {
        close();
        throw new IOException("a network device of our own (TUN) takes root, or CAP_NET_ADMIN");
      }
    } finally {
      call(CLOSE, socket);
    }
    waiting.set(JAVA_INT, 0, device);
    waiting.set(JAVA_SHORT, 4, POLLIN);
    if (!route(NetworkInterface.getByInetAddress(address).getIndex(), congestionControl)) {
      close();
      throw new IOException(
          "the kernel has no congestion control '%s' for TCP".formatted(congestionControl));
    }
  }

  /// Leads to the far end by a route of its own, which names the congestion control of connections
  /// that take it ([rtnetlink](https://man7.org/linux/man-pages/man7/rtnetlink.7.html)).
  private boolean route(int index, String congestionControl) {
    byte[] name = Arrays.copyOf(congestionControl.getBytes(US_ASCII), NAME_BYTES);
    ByteBuffer route = ByteBuffer.allocate(ROUTE_BYTES).order(ByteOrder.nativeOrder());
    route.putInt(ROUTE_BYTES).putShort(RTM_NEWROUTE).putShort(REQUEST_ACK_CREATE);
    route.putLong(0); // sequence, sender
    route.put((byte) AF_INET).put((byte) 32).put(MAIN_TABLE_STATIC_LINK_UNICAST);
    attribute(route, RTA_DST, 4).put(peer.getAddress());
    attribute(route, RTA_PREFSRC, 4).put(address.getAddress());
    attribute(route, RTA_OIF, 4).putInt(index);
    attribute(route, RTA_METRICS, ATTRIBUTE_BYTES + NAME_BYTES);
    attribute(route, RTAX_CC_ALGO, NAME_BYTES).put(name);
    MemorySegment message = arena.allocate(ROUTE_BYTES, 8);
    message.copyFrom(MemorySegment.ofBuffer(route.flip()));
    int socket = call(SOCKET, AF_NETLINK, SOCK_DGRAM_CLOEXEC, NETLINK_ROUTE);
    try {
      boolean answered =
          call(WRITE, socket, message, (long) ROUTE_BYTES) == ROUTE_BYTES
              && call(READ, socket, in, (long) PACKET_BYTES) >= ERROR_IN_ANSWER + 4;
      return answered && in.get(JAVA_INT, ERROR_IN_ANSWER) == 0;
    } finally {
      call(CLOSE, socket);
    }
  }

  private static ByteBuffer attribute(ByteBuffer message, short type, int bytes) {
    return message.putShort((short) (ATTRIBUTE_BYTES + bytes)).putShort(type);
  }

  private static boolean configure(int socket, long what, MemorySegment request, byte[] value) {
    request.asSlice(ABOUT).fill((byte) 0);
    request.set(JAVA_SHORT, ABOUT, (short) AF_INET);
    MemorySegment.copy(value, 0, request, JAVA_BYTE, ABOUT + ADDRESS_IN_SOCKADDR, value.length);
    return call(IOCTL, socket, what, request) == 0;
  }

  /// A network of four addresses that no device here has, of those for benchmarks (RFC 2544:
  /// 198.18.0.0/15). Which is tried first depends on this process: two that looked for the same one
  /// at the same time would both find it free, and then take each other's packets.
  private static byte[] free() throws IOException {
    long first = PER_PROCESS * ProcessHandle.current().pid();
    for (int i = 0; i < NETWORKS; i++) {
      int number = (int) ((first + TRIED.getAndIncrement()) % NETWORKS);
      byte[] network = {
        (byte) 198, (byte) (18 + (number >> 14)), (byte) (number >> 6), (byte) (number << 2)
      };
      if (NetworkInterface.getByInetAddress(host(network, 1)) == null) return network;
    }
    throw new IOException("198.18.0.0 to 198.19.255.255 are all taken");
  }

  private static InetAddress host(byte[] network, int number) throws IOException {
    byte[] address = network.clone();
    address[3] += (byte) number;
    return InetAddress.getByAddress(address);
  }

  /// What the kernel has given the device; who binds it is reached through the device.
  InetAddress address() {
    return address;
  }

  /// The other end of the cable: what is sent there comes here.
  InetAddress peer() {
    return peer;
  }

  /// Waits for a packet.
  ///
  /// @return whether there is one
  boolean await(int ms) {
    try {
      return (int) POLL.invokeExact(waiting, 1L, ms) > 0;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// The next packet, valid until the next call; null if none is there.
  ByteBuffer read() {
    try {
      int bytes = (int) READ.invokeExact(device, in, (long) PACKET_BYTES);
      return bytes <= 0 ? null : in.asByteBuffer().limit(bytes);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /// Lets the kernel receive a packet; one that it does not take is lost, as on a cable.
  void write(ByteBuffer packet) {
    try {
      MemorySegment bytes = MemorySegment.ofBuffer(packet);
      out.copyFrom(bytes);
      int _ = (int) WRITE.invokeExact(device, out, bytes.byteSize());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    call(CLOSE, device);
    arena.close();
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static MethodHandle plain(String name, MemoryLayout... arguments) {
    return handle(name, arguments);
  }

  private static MethodHandle variadic(String name, MemoryLayout... arguments) {
    return handle(name, arguments, Linker.Option.firstVariadicArg(2));
  }

  private static MethodHandle handle(
      String name, MemoryLayout[] arguments, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        options);
  }
}
