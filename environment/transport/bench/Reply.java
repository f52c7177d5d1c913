package transport.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// Sends back what came, when all of it has.
final class Reply extends Work {
  private static final int BYTES_MAX = 1 << 20;

  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  Reply(Counts counts) {
    super(counts);
  }

  @Override
  void took(ByteBuffer bytes) {
    if (all.size() + bytes.remaining() > BYTES_MAX) {
      refuse();
      return;
    }
    byte[] part = new byte[bytes.remaining()];
    bytes.get(part);
    all.writeBytes(part);
  }

  @Override
  void ended() {
    send(ByteBuffer.wrap(all.toByteArray()), all.size());
  }
}
