package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/// `sockaddr_in` and `sockaddr_in6` of Linux.
final class SocketAddress {
  /// The longer of the two, rounded up.
  static final int ROOM_BYTES = 32;

  private static final int IPV4_BYTES = 16;
  private static final int IPV6_BYTES = 28;
  private static final ValueLayout.OfShort PORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketAddress() {}

  /// Writes an address for a socket of this family; IPv4 goes into IPv6 as `::ffff:a.b.c.d`.
  ///
  /// @return how many bytes it takes
  /// @throws IllegalArgumentException if an IPv6 address is to go into an IPv4 socket
  static int write(MemorySegment into, InetSocketAddress address, int family) {
    byte[] host = address.getAddress().getAddress();
    into.fill((byte) 0);
    into.set(JAVA_SHORT, 0, (short) family);
    into.set(PORT, 2, (short) address.getPort());
    if (family == Libc.AF_INET) {
      if (host.length != 4) {
        throw new IllegalArgumentException(
            "this system has no IPv6, so %s is out of reach".formatted(address));
      }
      MemorySegment.copy(host, 0, into, JAVA_BYTE, 4, 4);
      return IPV4_BYTES;
    }
    if (host.length == 4) {
      into.set(JAVA_SHORT, 18, (short) -1);
      MemorySegment.copy(host, 0, into, JAVA_BYTE, 20, 4);
    } else {
      MemorySegment.copy(host, 0, into, JAVA_BYTE, 8, 16);
      into.set(JAVA_INT, 24, ((Inet6Address) address.getAddress()).getScopeId());
    }
    return IPV6_BYTES;
  }

  /// Reads an address; `::ffff:a.b.c.d` is IPv4.
  static InetSocketAddress read(MemorySegment from) {
    boolean ipv4 = from.get(JAVA_SHORT, 0) == Libc.AF_INET;
    byte[] host = new byte[ipv4 ? 4 : 16];
    MemorySegment.copy(from, JAVA_BYTE, ipv4 ? 4 : 8, host, 0, host.length);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(host), from.get(PORT, 2) & 0xffff);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  static int familyOf(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address ? Libc.AF_INET : Libc.AF_INET6;
  }
}
