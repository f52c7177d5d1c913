package transport.bench;

import java.nio.ByteBuffer;

/// Sends back what came, when all of it has.
final class Reply extends Work {
  private static final int BYTES_MAX = 1 << 20;

  private ByteBuffer all = ByteBuffer.allocate(0);

  Reply(Counts counts) {
    super(counts);
  }

  @Override
  void took(ByteBuffer bytes) {
    int many = all.position() + bytes.remaining();
    if (many > BYTES_MAX) {
      refuse();
      return;
    }
    if (many > all.capacity()) {
      all = ByteBuffer.allocate(Math.max(many, 2 * all.capacity())).put(all.flip());
    }
    all.put(bytes);
  }

  @Override
  void ended() {
    all.flip();
    send(all, all.limit());
  }
}
