package transport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import transport.session.LoopStream;

/// Sends an answer at once, and reads what comes meanwhile.
final class Answer extends Work {
  static final ByteBuffer CONTENT = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final ByteBuffer answer;
  private final long bytes;

  /// So many bytes.
  Answer(Counts counts, long bytes) {
    super(counts);
    this.answer = CONTENT;
    this.bytes = bytes;
  }

  /// A text.
  Answer(Counts counts, String text) {
    super(counts);
    this.answer = UTF_8.encode(text);
    this.bytes = answer.remaining();
  }

  @Override
  void begin(LoopStream opened) {
    super.begin(opened);
    send(answer, bytes);
  }

  @Override
  void took(ByteBuffer ignored) {}

  @Override
  void ended() {}
}
