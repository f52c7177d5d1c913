package sequencer.http;

import io.netty.buffer.ByteBuf;

/// What a connection has received and not yet used: `bytes[start, end)`.
///
/// It grows with a request that arrives in pieces, up to the size that the parser stops at plus one
/// read.
final class Inbox {
  private static final int INITIAL_BYTES = 2048;

  /// What a connection may keep between requests; what a large body took is given back.
  private static final int KEPT_BYTES = 128 << 10;

  private byte[] bytes = new byte[INITIAL_BYTES];
  private int start;
  private int end;

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  boolean isEmpty() {
    return start == end;
  }

  /// Takes over all readable bytes of `received`.
  void add(ByteBuf received) {
    int length = received.readableBytes();
    if (end + length > bytes.length) {
      makeRoom(length);
    }
    received.readBytes(bytes, end, length);
    end += length;
  }

  /// Marks the first bytes as used.
  void skip(int length) {
    start += length;
    if (start == end) {
      start = 0;
      end = 0;
      if (bytes.length > KEPT_BYTES) {
        bytes = new byte[INITIAL_BYTES];
      }
    }
  }

  /// Makes room at once for what is known to come: this many bytes in all from [#start] on.
  void expect(int length) {
    if (start + length > bytes.length) {
      makeRoom(length - (end - start));
    }
  }

  private void makeRoom(int length) {
    int kept = end - start;
    byte[] target = bytes;
    if (kept + length > bytes.length) {
      target = new byte[Math.max(2 * bytes.length, Integer.highestOneBit(kept + length) << 1)];
    }
    System.arraycopy(bytes, start, target, 0, kept);
    bytes = target;
    start = 0;
    end = kept;
  }
}
