package transport.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/// Sends as many bytes as the first bytes that come say. The document's client ends its side only
/// when it has them, so the number is what came first, as in the document's server.
final class Produce extends Work {
  private static final long BYTES_MAX = 100L << 20;
  private boolean asked;

  Produce(Counts counts) {
    super(counts);
  }

  @Override
  void took(ByteBuffer bytes) {
    if (asked) return;
    asked = true;
    String text = ISO_8859_1.decode(bytes).toString().strip();
    if (text.matches("[0-9]{1,9}") && Long.parseLong(text) <= BYTES_MAX) {
      send(CONTENT, Long.parseLong(text));
    } else {
      refuse();
    }
  }

  @Override
  void ended() {
    if (!asked) refuse();
  }
}
