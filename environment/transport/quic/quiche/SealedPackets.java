package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import transport.quic.QuicSettings;

/// What no stream over QUIC can do without, and nothing else: packets sealed with AES-128-GCM leave
/// a socket by the loop's own calls and are opened behind another, a thread at each end. Nothing is
/// acknowledged, repeated or put in order; the sender keeps a quarter of the receive buffer ahead.
public final class SealedPackets implements AutoCloseable {
  private static final int TAG_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final long WAIT_NS = 20_000;
  private static final Key KEY = new SecretKeySpec(new byte[16], "AES");

  private final int packetBytes;
  private final long packetsAhead;
  private final UdpSocket out;
  private final UdpSocket in;
  private final AtomicLong opened = new AtomicLong();
  private final Thread sender = new Thread(() -> run(this::send), "sealing");
  private final Thread receiver = new Thread(() -> run(this::receive), "opening");
  private volatile boolean ended;
  private volatile Exception failure;

  private interface End {
    void run() throws GeneralSecurityException;
  }

  private SealedPackets(QuicSettings settings) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    packetBytes = settings.udpPayloadBytes();
    out = UdpSocket.bound(any, settings.socket());
    in = UdpSocket.bound(any, settings.socket());
    packetsAhead = in.memory()[0] / 4 / packetBytes;
  }

  /// Starts the stream, over the loopback.
  ///
  /// @param settings whose payload size and socket options it takes
  /// @throws IOException if sockets cannot be had
  public static SealedPackets start(QuicSettings settings) throws IOException {
    SealedPackets started = new SealedPackets(settings);
    started.receiver.start();
    started.sender.start();
    return started;
  }

  /// Bytes of payload that were opened and are what was sealed, since the start.
  ///
  /// @throws IllegalStateException if an end has failed
  public long bytes() {
    if (failure != null) throw new IllegalStateException("an end has failed", failure);
    return opened.get() * (packetBytes - TAG_BYTES);
  }

  private void run(End end) {
    try {
      end.run();
    } catch (GeneralSecurityException | RuntimeException e) {
      failure = e;
      ended = true;
    }
  }

  private void send() throws GeneralSecurityException {
    Packet packet = new Packet(Cipher.ENCRYPT_MODE);
    byte[] content = new byte[packetBytes - TAG_BYTES];
    byte[] sealed = new byte[packetBytes];
    int most =
        out.segments()
            ? Math.min(UdpSocket.MOST_SEGMENTS, UdpSocket.MOST_BATCH_BYTES / packetBytes)
            : 1;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(SocketAddress.ROOM_BYTES, 8);
      int toBytes = SocketAddress.write(to, in.address(), out.family());
      MemorySegment room = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
      long number = 0;
      while (!ended) {
        if (number - opened.get() > packetsAhead || !out.hasRoom()) {
          out.flush();
          LockSupport.parkNanos(WAIT_NS);
          continue;
        }
        for (int i = 0; i < most; i++) {
          packet.apply(number++, content, content.length, sealed);
          MemorySegment.copy(
              sealed, 0, room, JAVA_BYTE, out.room() + (long) i * packetBytes, packetBytes);
        }
        out.queue(most * packetBytes, packetBytes, most, to, toBytes);
        out.flush();
      }
    }
  }

  private void receive() throws GeneralSecurityException {
    Packet packet = new Packet(Cipher.DECRYPT_MODE);
    byte[] sealed = new byte[packetBytes];
    byte[] content = new byte[packetBytes];
    while (!ended) {
      if (!in.await(-1)) continue;
      for (int count = in.receive(); count > 0; count = in.receive()) {
        for (int slot = 0; slot < count; slot++) {
          for (int at = 0; at < in.payloadBytes(slot); at += packetBytes) {
            MemorySegment.copy(
                in.payload(), JAVA_BYTE, in.payloadAt(slot) + at, sealed, 0, packetBytes);
            packet.apply(opened.get(), sealed, packetBytes, content);
            opened.lazySet(opened.get() + 1);
          }
        }
      }
    }
  }

  /// Seals or opens one packet after the other, each by its number: one that was lost or overtaken
  /// would not open.
  private static final class Packet {
    private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    private final ByteBuffer iv = ByteBuffer.allocate(IV_BYTES);
    private final int mode;

    Packet(int mode) throws GeneralSecurityException {
      this.mode = mode;
    }

    void apply(long number, byte[] from, int bytes, byte[] to) throws GeneralSecurityException {
      iv.putLong(IV_BYTES - Long.BYTES, number);
      cipher.init(mode, KEY, new GCMParameterSpec(8 * TAG_BYTES, iv.array()));
      cipher.doFinal(from, 0, bytes, to);
    }
  }

  /// Ends both threads and closes the sockets.
  @Override
  public void close() throws InterruptedException {
    ended = true;
    in.wake();
    sender.join();
    receiver.join();
    out.close();
    in.close();
  }
}
