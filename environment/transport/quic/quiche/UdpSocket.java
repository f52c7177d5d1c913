package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import transport.quic.QuicSettings;

/// A datagram socket that receives and sends many packets with one call: `recvmmsg` with UDP_GRO,
/// `sendmmsg` with UDP_SEGMENT, where the kernel has them. It never blocks but in [#await]; that
/// waits with `ppoll`, which costs no more than epoll for two files and counts in nanoseconds.
///
/// [#wake] may be called by any thread, everything else by one at a time.
final class UdpSocket implements AutoCloseable {
  /// What the kernel takes in one segmented send (UDP_MAX_SEGMENTS before Linux 6.9).
  static final int MOST_SEGMENTS = 64;

  /// Below the 65,507 bytes of one UDP payload.
  static final int MOST_BATCH_BYTES = 65_000;

  private static final int SLOTS = 16;
  private static final int SLOT_BYTES = 65_536;
  private static final int SENDS = 64;
  private static final int OUT_BYTES = 2 * SLOT_BYTES;

  /// `mmsghdr` and the places in it.
  private static final int HEADER_BYTES = 64;

  private static final int NAME = 0;
  private static final int NAME_BYTES = 8;
  private static final int IO = 16;
  private static final int IO_COUNT = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_BYTES = 40;
  private static final int LENGTH = 56;

  /// One `cmsghdr` with a number behind it.
  private static final int CONTROL_ROOM = 24;

  private static final int CONTROL_VALUE = 16;

  private static final boolean IPV6 = Files.exists(Path.of("/proc/net/if_inet6"));

  /// Whether a socket is open that nobody uses. The kernel patches its own code, on all cores, when
  /// the first socket of a family asks for UDP_GRO and when the last is gone; one that stays spares
  /// that to all that come and go.
  private static boolean coalescingKept;

  private final LoopMemory memory = LoopMemory.take();
  private final Libc libc = new Libc(memory);
  private final MemorySegment slots = memory.allocate((long) SLOTS * SLOT_BYTES, 64);
  private final MemorySegment received = memory.allocate((long) SLOTS * HEADER_BYTES, 8);
  private final MemorySegment names = memory.allocate((long) SLOTS * SocketAddress.ROOM_BYTES, 8);
  private final MemorySegment controls = memory.allocate((long) SLOTS * CONTROL_ROOM, 8);
  private final MemorySegment out = memory.allocate(OUT_BYTES, 64);
  private final MemorySegment sent = memory.allocate((long) SENDS * HEADER_BYTES, 8);
  private final MemorySegment sentNames =
      memory.allocate((long) SENDS * SocketAddress.ROOM_BYTES, 8);
  private final MemorySegment sentControls = memory.allocate((long) SENDS * CONTROL_ROOM, 8);
  private MemorySegment sendVectors;
  private final int[] sentPackets = new int[SENDS];
  private final MemorySegment files = memory.allocate(16, 8);
  private final MemorySegment time = memory.allocate(16, 8);
  private final MemorySegment scratch = memory.allocate(64, 8);
  private final int family;
  private final int socket;
  private final int waker;
  private final Object wakerLock = new Object();
  private boolean closed;
  private boolean segmentation;
  private int outBytes;
  private int queued;
  private int gone;

  long receiveCalls;
  long sendCalls;
  long packetsSent;
  long packetsRefused;

  private UdpSocket(InetSocketAddress address, QuicSettings.SocketOptions options, int family)
      throws IOException {
    this.family = family;
    socket = libc.socket(family);
    waker = libc.eventfd();
    try {
      check(socket, "a UDP socket cannot be had");
      check(waker, "an eventfd cannot be had");
      if (family == Libc.AF_INET6) {
        set(Libc.IPPROTO_IPV6, Libc.IPV6_V6ONLY, 0);
      }
      // Only root may go over the system's bound; for anyone else the second call counts.
      if (set(Libc.SOL_SOCKET, Libc.SO_RCVBUFFORCE, options.bufferBytes()) < 0) {
        set(Libc.SOL_SOCKET, Libc.SO_RCVBUF, options.bufferBytes());
      }
      if (set(Libc.SOL_SOCKET, Libc.SO_SNDBUFFORCE, options.bufferBytes()) < 0) {
        set(Libc.SOL_SOCKET, Libc.SO_SNDBUF, options.bufferBytes());
      }
      segmentation = options.segmentation() && set(Libc.SOL_UDP, Libc.UDP_SEGMENT, 0) >= 0;
      if (options.coalescing()) {
        set(Libc.SOL_UDP, Libc.UDP_GRO, 1);
        keepCoalescing();
      }
      MemorySegment name = scratch.asSlice(0, SocketAddress.ROOM_BYTES);
      int bytes = SocketAddress.write(name, address, family);
      check(libc.bind(socket, name.address(), bytes), "cannot listen at " + address);
      prepare();
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// @throws IOException if the address cannot be had
  static UdpSocket bound(InetSocketAddress address, QuicSettings.SocketOptions options)
      throws IOException {
    if (address.isUnresolved()) {
      throw new SocketException("no address is known for " + address.getHostString());
    }
    return new UdpSocket(address, options, SocketAddress.familyOf(address));
  }

  /// A socket for whatever address family the system has.
  ///
  /// @throws IOException if no socket can be had
  static UdpSocket unbound(QuicSettings.SocketOptions options) throws IOException {
    return bound(new InetSocketAddress(IPV6 ? "::" : "0.0.0.0", 0), options);
  }

  private static void check(int answer, String what) throws IOException {
    if (answer < 0) {
      throw new SocketException(what + ": " + Libc.words(answer));
    }
  }

  private int set(int level, int option, int value) {
    return set(socket, level, option, value);
  }

  private int set(int file, int level, int option, int value) {
    scratch.set(JAVA_INT, 32, value);
    return libc.setsockopt(file, level, option, scratch.address() + 32, 4);
  }

  private void keepCoalescing() {
    synchronized (UdpSocket.class) {
      if (!coalescingKept) {
        set(libc.socket(IPV6 ? Libc.AF_INET6 : Libc.AF_INET), Libc.SOL_UDP, Libc.UDP_GRO, 1);
        coalescingKept = true;
      }
    }
  }

  private void prepare() {
    MemorySegment vectors = memory.allocate((SLOTS + SENDS) * 16L, 8);
    for (int i = 0; i < SLOTS; i++) {
      long header = (long) i * HEADER_BYTES;
      long vector = i * 16L;
      vectors.set(JAVA_LONG, vector, slots.address() + (long) i * SLOT_BYTES);
      vectors.set(JAVA_LONG, vector + 8, SLOT_BYTES);
      received.set(JAVA_LONG, header + NAME, names.address() + (long) i * SocketAddress.ROOM_BYTES);
      received.set(JAVA_LONG, header + IO, vectors.address() + vector);
      received.set(JAVA_LONG, header + IO_COUNT, 1);
      received.set(JAVA_LONG, header + CONTROL, controls.address() + (long) i * CONTROL_ROOM);
    }
    for (int i = 0; i < SENDS; i++) {
      long header = (long) i * HEADER_BYTES;
      long vector = (SLOTS + i) * 16L;
      sent.set(JAVA_LONG, header + NAME, sentNames.address() + (long) i * SocketAddress.ROOM_BYTES);
      sent.set(JAVA_LONG, header + IO, vectors.address() + vector);
      sent.set(JAVA_LONG, header + IO_COUNT, 1);
      sent.set(JAVA_LONG, header + CONTROL, sentControls.address() + (long) i * CONTROL_ROOM);
      long control = (long) i * CONTROL_ROOM;
      sentControls.set(JAVA_LONG, control, 18);
      sentControls.set(JAVA_INT, control + 8, Libc.SOL_UDP);
      sentControls.set(JAVA_INT, control + 12, Libc.UDP_SEGMENT);
    }
    sendVectors = vectors.asSlice(SLOTS * 16L);
    files.set(JAVA_INT, 0, socket);
    files.set(JAVA_INT, 8, waker);
    files.set(JAVA_SHORT, 12, (short) Libc.POLLIN);
  }

  int family() {
    return family;
  }

  /// Of memory that is good until the socket is closed.
  SegmentAllocator allocator() {
    return memory;
  }

  InetSocketAddress address() {
    MemorySegment name = scratch.asSlice(0, SocketAddress.ROOM_BYTES);
    scratch.set(JAVA_INT, 32, SocketAddress.ROOM_BYTES);
    libc.getsockname(socket, name.address(), scratch.address() + 32);
    return SocketAddress.read(name);
  }

  /// The kernel's buffers and what it dropped for want of room: `SO_MEMINFO`.
  ///
  /// @return bytes for receiving, bytes for sending, packets dropped
  long[] memory() {
    scratch.set(JAVA_INT, 60, 36);
    libc.getsockopt(
        socket, Libc.SOL_SOCKET, Libc.SO_MEMINFO, scratch.address(), scratch.address() + 60);
    return new long[] {
      scratch.get(JAVA_INT, 4), scratch.get(JAVA_INT, 12), scratch.get(JAVA_INT, 32) & 0xffffffffL
    };
  }

  /// Takes what has come.
  ///
  /// @return how many payloads; each may hold several packets, of [#segmentBytes] but for the last
  int receive() {
    for (int i = 0; i < SLOTS; i++) {
      received.set(JAVA_INT, (long) i * HEADER_BYTES + NAME_BYTES, SocketAddress.ROOM_BYTES);
      received.set(JAVA_LONG, (long) i * HEADER_BYTES + CONTROL_BYTES, CONTROL_ROOM);
    }
    int count = libc.recvmmsg(socket, received.address(), SLOTS);
    if (count > 0) {
      receiveCalls++;
    }
    return Math.max(count, 0);
  }

  /// Whether [#receive] took as many as it can, so that more may be there.
  static boolean isFull(int count) {
    return count == SLOTS;
  }

  MemorySegment payload() {
    return slots;
  }

  long payloadAt(int slot) {
    return (long) slot * SLOT_BYTES;
  }

  int payloadBytes(int slot) {
    return received.get(JAVA_INT, (long) slot * HEADER_BYTES + LENGTH);
  }

  int segmentBytes(int slot) {
    long control = (long) slot * CONTROL_ROOM;
    boolean coalesced =
        received.get(JAVA_LONG, (long) slot * HEADER_BYTES + CONTROL_BYTES) > CONTROL_VALUE
            && controls.get(JAVA_INT, control + 8) == Libc.SOL_UDP
            && controls.get(JAVA_INT, control + 12) == Libc.UDP_GRO;
    return coalesced ? controls.get(JAVA_INT, control + CONTROL_VALUE) : payloadBytes(slot);
  }

  MemorySegment peer(int slot) {
    return names.asSlice((long) slot * SocketAddress.ROOM_BYTES, SocketAddress.ROOM_BYTES);
  }

  long peerAddress(int slot) {
    return names.address() + (long) slot * SocketAddress.ROOM_BYTES;
  }

  int peerBytes(int slot) {
    return received.get(JAVA_INT, (long) slot * HEADER_BYTES + NAME_BYTES);
  }

  /// Whether several packets of one length go out as one batch.
  boolean segments() {
    return segmentation;
  }

  /// Makes room for one more batch of the largest size, sending what is queued if need be.
  ///
  /// @return whether there is room: not while the kernel takes nothing
  boolean hasRoom() {
    if (OUT_BYTES - outBytes < MOST_BATCH_BYTES || SENDS - queued < 2) {
      flush();
    }
    return OUT_BYTES - outBytes >= MOST_BATCH_BYTES && SENDS - queued >= 2;
  }

  /// Where the next packet may be written.
  long room() {
    return out.address() + outBytes;
  }

  /// Queues the bytes written at [#room].
  ///
  /// @param segment the length of each packet but the last
  /// @param to a `sockaddr`
  void queue(int bytes, int segment, int packets, MemorySegment to, int toBytes) {
    long header = (long) queued * HEADER_BYTES;
    sendVectors.set(JAVA_LONG, queued * 16L, room());
    sendVectors.set(JAVA_LONG, queued * 16L + 8, bytes);
    MemorySegment.copy(
        to, 0, sentNames, (long) queued * SocketAddress.ROOM_BYTES, SocketAddress.ROOM_BYTES);
    sent.set(JAVA_INT, header + NAME_BYTES, toBytes);
    if (packets > 1) {
      long control = (long) queued * CONTROL_ROOM;
      sentControls.set(JAVA_SHORT, control + CONTROL_VALUE, (short) segment);
      sent.set(JAVA_LONG, header + CONTROL, sentControls.address() + control);
      sent.set(JAVA_LONG, header + CONTROL_BYTES, CONTROL_ROOM);
    } else {
      sent.set(JAVA_LONG, header + CONTROL, 0);
      sent.set(JAVA_LONG, header + CONTROL_BYTES, 0);
    }
    sentPackets[queued++] = packets;
    outBytes += bytes;
  }

  /// Sends what is queued.
  ///
  /// @return whether nothing is left; else the kernel takes nothing now, and [#await] watches for
  ///     the moment when it does
  boolean flush() {
    while (gone < queued) {
      int count = libc.sendmmsg(socket, sent.address() + (long) gone * HEADER_BYTES, queued - gone);
      if (count > 0) {
        sendCalls++;
        for (int i = 0; i < count; i++) {
          packetsSent += sentPackets[gone++];
        }
      } else if (count == -Libc.EAGAIN) {
        return false;
      } else if (count != -Libc.EINTR) {
        refused(count);
      }
    }
    gone = 0;
    queued = 0;
    outBytes = 0;
    return true;
  }

  /// The kernel does not take the first batch, and would not later: it counts as lost, as if the
  /// network had dropped it.
  private void refused(int answer) {
    if (sentPackets[gone] > 1 && (answer == -Libc.EIO || answer == -Libc.EINVAL)) {
      // this way out cannot cut a batch into packets
      segmentation = false;
    }
    packetsRefused += sentPackets[gone++];
  }

  /// Waits until something came, the kernel takes packets again if some are queued, or [#wake].
  ///
  /// @param ns how long at most; negative = without end
  /// @return whether there may be something to receive
  boolean await(long ns) {
    int events = Libc.POLLIN | (queued > 0 ? Libc.POLLOUT : 0);
    files.set(JAVA_SHORT, 4, (short) events);
    time.set(JAVA_LONG, 0, ns / 1_000_000_000);
    time.set(JAVA_LONG, 8, ns % 1_000_000_000);
    int ready = libc.ppoll(files.address(), 2, ns < 0 ? 0 : time.address());
    if (ready <= 0) {
      return false;
    }
    if (files.get(JAVA_SHORT, 14) != 0) {
      libc.eventfdRead(waker, scratch.address());
    }
    return (files.get(JAVA_SHORT, 6) & ~Libc.POLLOUT) != 0;
  }

  /// Ends an [#await] that is under way, or the next one.
  void wake() {
    synchronized (wakerLock) {
      if (!closed) {
        Libc.eventfdWrite(waker, 1);
      }
    }
  }

  @Override
  public void close() {
    synchronized (wakerLock) {
      if (closed) {
        return;
      }
      closed = true;
      if (socket >= 0) {
        libc.close(socket);
      }
      if (waker >= 0) {
        libc.close(waker);
      }
    }
    memory.giveBack();
  }
}
