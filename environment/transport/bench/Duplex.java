package transport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import transport.session.LoopStream;

/// Sends a mebibyte while it reads what comes; with `?confirm=1` it says behind that, when all has
/// come, how many bytes they were.
final class Duplex extends Work {
  private static final int BYTES = 1 << 20;

  private boolean confirms;
  private boolean sent;
  private boolean ended;
  private long came;

  Duplex(Counts counts) {
    super(counts);
  }

  @Override
  void begin(LoopStream opened) {
    super.begin(opened);
    confirms = BenchRoutes.parameter(opened.session(), "confirm", 0) == 1;
    send(CONTENT, BYTES, !confirms);
  }

  @Override
  void took(ByteBuffer bytes) {
    came += bytes.remaining();
  }

  @Override
  void ended() {
    ended = true;
    confirm();
  }

  @Override
  void sent() {
    sent = true;
    confirm();
  }

  private void confirm() {
    if (!confirms || !sent || !ended) return;
    ByteBuffer text = UTF_8.encode(Long.toString(came));
    send(text, text.remaining());
  }
}
