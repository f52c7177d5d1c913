package sequencer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/// One request, as the parser left it in the connection's [Inbox]: views into those bytes, valid
/// until the next request is parsed.
final class HttpRequest {
  String method;
  String path;
  boolean http11;
  boolean keepAlive;

  /// Whether the content type says JSON.
  boolean json;

  /// Whether it says plain bytes.
  boolean octets;

  byte[] bytes;
  int bodyStart;
  int bodyLength;

  /// The body as text, for messages and tests.
  String body() {
    return new String(bytes, bodyStart, bodyLength, ISO_8859_1);
  }
}
