package transport.bench;

import java.nio.ByteBuffer;

/// Reads what comes; the end is answered with the end.
final class Discard extends Work {
  Discard(Counts counts) {
    super(counts);
  }

  @Override
  void took(ByteBuffer bytes) {}

  @Override
  void ended() {
    send(ByteBuffer.allocate(0), 0);
  }
}
