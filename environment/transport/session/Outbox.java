package transport.session;

import static transport.http3.ErrorCode.H3_EXCESSIVE_LOAD;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import transport.quic.Connection;

/// What waits to be sent on a control or request stream. These carry little: a peer that lets much
/// pile up does not read what it should.
final class Outbox {
  private static final int WAITING_BYTES_MAX = 1 << 16;

  private final Connection quic;
  private final long stream;
  private final Deque<ByteBuffer> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean fin;
  private boolean ended;
  private boolean broken;

  Outbox(Connection quic, long stream) {
    this.quic = quic;
    this.stream = stream;
  }

  void send(ByteBuffer bytes) {
    if (fin || ended) return;
    waiting.add(bytes);
    waitingBytes += bytes.remaining();
    flush();
    if (waitingBytes > WAITING_BYTES_MAX) {
      quic.abort(H3_EXCESSIVE_LOAD, "the peer must read stream " + stream);
    }
  }

  /// Whether all is sent, with the stream's end, or cannot be.
  boolean isEnded() {
    return ended;
  }

  /// Ends the stream behind what waits.
  void finish() {
    if (fin || ended) return;
    fin = true;
    flush();
  }

  /// Breaks the stream off, also behind its end: the peer may not have that yet.
  void reset(long code) {
    if (broken) return;
    quic.reset(stream, code);
    stopped();
  }

  /// The peer takes no more.
  void stopped() {
    broken = true;
    ended = true;
    waiting.clear();
    waitingBytes = 0;
  }

  /// Sends what the engine takes.
  void flush() {
    while (!ended && !waiting.isEmpty()) {
      ByteBuffer next = waiting.peek();
      boolean last = fin && waiting.size() == 1;
      int taken = quic.write(stream, next, last);
      if (taken < 0) {
        stopped();
        return;
      }
      waitingBytes -= taken;
      if (next.hasRemaining()) {
        return;
      } else {
        waiting.remove();
        ended = last;
      }
    }
    if (fin && !ended) {
      quic.write(stream, ByteBuffer.allocate(0), true);
      ended = true;
    }
  }
}
