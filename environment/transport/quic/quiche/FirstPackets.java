package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import transport.quic.Tokens;

/// A server's door: what happens to packets that belong to no connection. It remembers nothing of a
/// client that was sent a Retry or the list of versions, so a flood of such costs no memory.
final class FirstPackets {
  private static final byte INITIAL = 1;

  private static final int TYPE = 4;
  private static final int SOURCE_BYTES = 8;
  private static final int DESTINATION_BYTES = 16;
  private static final int TOKEN_BYTES = 24;
  private static final int SOURCE = 32;
  private static final int DESTINATION = 56;
  private static final int FRESH = 80;
  private static final int TOKEN = 96;

  /// What the door needs of its endpoint.
  interface Host {
    QuicheConnection known(long id);

    boolean isFull();

    /// Whether clients must prove their address now.
    boolean isWary();

    /// @param original the id that the client chose before a Retry; null without one
    QuicheConnection accept(long id, byte[] original, int slot);
  }

  private final Host host;
  private final UdpSocket socket;
  private final Tokens tokens;
  private final SecureRandom random;
  private final MemorySegment header;

  long garbage;
  long unknown;
  long full;
  long versions;
  long retries;

  FirstPackets(Host host, UdpSocket socket, SecureRandom random) {
    this.host = host;
    this.socket = socket;
    this.random = random;
    tokens = new Tokens(random);
    header = socket.allocator().allocate(TOKEN + 512, 8);
  }

  /// Looks at a long-header packet.
  ///
  /// @param at where it begins in the socket's payload
  /// @return the connection that it belongs to or begins; null if it was answered or dropped
  QuicheConnection arrive(long at, int bytes, int slot, long nowNs) {
    header.set(JAVA_LONG, SOURCE_BYTES, Quiche.ID_BYTES);
    header.set(JAVA_LONG, DESTINATION_BYTES, Quiche.ID_BYTES);
    header.set(JAVA_LONG, TOKEN_BYTES, 512);
    if (bytes < Quiche.FIRST_PACKET_BYTES || !parse(at, bytes)) {
      garbage++;
      return null;
    }
    int version = header.get(JAVA_INT, 0);
    if (!QuicheDoor.versionIsSupported(version)) {
      negotiateVersion(slot);
      return null;
    }
    byte[] chosen = bytes(DESTINATION, DESTINATION_BYTES);
    long id = tokens.connectionId(chosen);
    QuicheConnection known = host.known(id);
    if (known != null) {
      return known;
    }
    if (header.get(JAVA_BYTE, TYPE) != INITIAL) {
      unknown++;
      return null;
    }
    if (host.isFull()) {
      full++;
      return null;
    }
    byte[] original = null;
    if (chosen.length == 8) {
      long fresh = header.get(JAVA_LONG, DESTINATION);
      byte[] token = bytes(TOKEN, TOKEN_BYTES);
      original = tokens.original(token, address(slot), fresh, nowNs);
      id = original == null ? id : fresh;
    }
    if (original == null && host.isWary()) {
      retry(version, chosen, slot, nowNs);
      return null;
    }
    return host.accept(id, original, slot);
  }

  private boolean parse(long at, int bytes) {
    long h = header.address();
    return QuicheDoor.headerInfo(
            socket.payload().address() + at,
            bytes,
            8,
            h,
            h + TYPE,
            h + SOURCE,
            h + SOURCE_BYTES,
            h + DESTINATION,
            h + DESTINATION_BYTES,
            h + TOKEN,
            h + TOKEN_BYTES)
        == 0;
  }

  private byte[] bytes(long at, long lengthAt) {
    return header.asSlice(at, header.get(JAVA_LONG, lengthAt)).toArray(JAVA_BYTE);
  }

  private byte[] address(int slot) {
    return socket.peer(slot).asSlice(0, socket.peerBytes(slot)).toArray(JAVA_BYTE);
  }

  private void negotiateVersion(int slot) {
    if (!socket.hasRoom()) {
      return;
    }
    long h = header.address();
    long bytes =
        QuicheDoor.negotiateVersion(
            h + SOURCE,
            header.get(JAVA_LONG, SOURCE_BYTES),
            h + DESTINATION,
            header.get(JAVA_LONG, DESTINATION_BYTES),
            socket.room(),
            UdpSocket.MOST_BATCH_BYTES);
    versions += answer(bytes, slot);
  }

  private void retry(int version, byte[] chosen, int slot, long nowNs) {
    if (!socket.hasRoom()) {
      return;
    }
    long fresh = random.nextLong();
    byte[] token = tokens.token(address(slot), fresh, chosen, nowNs);
    header.set(JAVA_LONG, FRESH, fresh);
    MemorySegment.copy(token, 0, header, JAVA_BYTE, TOKEN, token.length);
    long h = header.address();
    long bytes =
        QuicheDoor.retry(
            h + SOURCE,
            header.get(JAVA_LONG, SOURCE_BYTES),
            h + DESTINATION,
            header.get(JAVA_LONG, DESTINATION_BYTES),
            h + FRESH,
            8,
            h + TOKEN,
            token.length,
            version,
            socket.room(),
            UdpSocket.MOST_BATCH_BYTES);
    retries += answer(bytes, slot);
  }

  /// @return how many answers that were: 0 or 1
  private int answer(long bytes, int slot) {
    if (bytes <= 0) {
      return 0;
    }
    socket.queue((int) bytes, (int) bytes, 1, socket.peer(slot), socket.peerBytes(slot));
    return 1;
  }
}
