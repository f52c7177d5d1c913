package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Native memory that all connections of a loop borrow for the length of one call.
final class Scratch {
  static final int BUFFER_BYTES = 65_536;

  private static final int FLAG = 0;
  private static final int NUMBER = 8;
  private static final int ADDRESS = 16;
  private static final int LENGTH = 24;

  /// What fits beside the rest of a closing packet.
  private static final int REASON_BYTES = 512;

  private final MemorySegment results;

  /// Bytes on their way between a heap buffer and quiche.
  final MemorySegment buffer;

  /// A datagram on its way to the handler, which may use `buffer` meanwhile.
  final MemorySegment datagram;

  final ByteBuffer datagramView;

  /// A structure that quiche fills: statistics, the peer's parameters.
  final MemorySegment structure;

  /// `quiche_send_info`.
  final MemorySegment sendInfo;

  Scratch(SegmentAllocator memory) {
    results = memory.allocate(32, 8);
    buffer = memory.allocate(BUFFER_BYTES, 64);
    datagram = memory.allocate(BUFFER_BYTES, 64);
    datagramView = datagram.asByteBuffer();
    structure = memory.allocate(1_024, 8);
    sendInfo = memory.allocate(Quiche.SEND_INFO_BYTES, 8);
  }

  /// Where quiche leaves a `bool`.
  long flagAt() {
    return results.address() + FLAG;
  }

  boolean flag() {
    return results.get(JAVA_BYTE, FLAG) != 0;
  }

  /// Where quiche leaves a number, often an error's.
  long numberAt() {
    return results.address() + NUMBER;
  }

  long number() {
    return results.get(JAVA_LONG, NUMBER);
  }

  /// Where quiche leaves the address and the length of bytes that it keeps.
  long addressAt() {
    return results.address() + ADDRESS;
  }

  long lengthAt() {
    return results.address() + LENGTH;
  }

  /// A copy of the bytes whose address and length quiche left.
  byte[] bytes() {
    long length = results.get(JAVA_LONG, LENGTH);
    if (length == 0) {
      return new byte[0];
    }
    return MemorySegment.ofAddress(results.get(JAVA_LONG, ADDRESS))
        .reinterpret(length)
        .toArray(JAVA_BYTE);
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /// Puts a reason into the buffer, cut to what fits into a packet.
  ///
  /// @return its length in bytes
  int putReason(String reason) {
    byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, REASON_BYTES);
    MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, length);
    return length;
  }
}
