package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// Takes a connection's packets from quiche and queues them in batches that the kernel cuts: all
/// packets of a batch but the last have one length.
final class Packets {
  /// After as many the next connection has its turn.
  private static final int MOST_A_TURN = 64;

  private final UdpSocket socket;
  private final MemorySegment info;
  private final MemorySegment to;
  private final int payloadBytes;

  /// The batch that is being filled.
  private int packets;

  private int bytes;
  private int segment;

  Packets(UdpSocket socket, Scratch scratch, int payloadBytes) {
    this.socket = socket;
    this.payloadBytes = payloadBytes;
    info = scratch.sendInfo;
    to = info.asSlice(Quiche.SEND_INFO_TO, SocketAddress.ROOM_BYTES);
  }

  /// Queues what a connection may send now.
  ///
  /// @return whether there is more
  boolean queue(QuicheConnection connection) {
    for (int total = 0; total < MOST_A_TURN; total++) {
      if (UdpSocket.MOST_BATCH_BYTES - bytes < payloadBytes) {
        endBatch();
      }
      if (packets == 0 && !socket.hasRoom()) {
        return true;
      }
      int length = next(connection);
      if (length < 0) {
        endBatch();
        return false;
      }
      add(length);
    }
    endBatch();
    return true;
  }

  private int next(QuicheConnection connection) {
    long at = socket.room() + bytes;
    long room = UdpSocket.MOST_BATCH_BYTES - bytes;
    long length = Quiche.send(connection.address(), at, room, info.address());
    if (length < 0 && length != Quiche.DONE && connection.cannotSend()) {
      length = Quiche.send(connection.address(), at, room, info.address());
    }
    return (int) length;
  }

  private void add(int length) {
    if (packets > 0 && length > segment) {
      // too long for this batch: it lies behind it already, and is one of its own
      endBatch();
      segment = length;
      packets = 1;
      bytes = length;
      endBatch();
      return;
    }
    if (packets == 0) {
      segment = length;
    }
    packets++;
    bytes += length;
    if (length < segment || packets == UdpSocket.MOST_SEGMENTS || !socket.segments()) {
      endBatch();
    }
  }

  private void endBatch() {
    if (packets > 0) {
      socket.queue(bytes, segment, packets, to, info.get(JAVA_INT, Quiche.SEND_INFO_TO_BYTES));
    }
    packets = 0;
    bytes = 0;
  }
}
