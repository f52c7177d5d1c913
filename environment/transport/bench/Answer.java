package transport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import transport.session.LoopStream;

/// Sends a text at once, and reads what comes meanwhile.
final class Answer extends Work {
  private final ByteBuffer answer;

  Answer(Counts counts, String text) {
    super(counts);
    answer = UTF_8.encode(text);
  }

  @Override
  void begin(LoopStream opened) {
    super.begin(opened);
    send(answer, answer.remaining());
  }

  @Override
  void took(ByteBuffer ignored) {}

  @Override
  void ended() {}
}
