package merchant;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/// What a client is told.
///
/// @param type the content type
/// @param allow the method that the path takes, or null where that is not the question
record Answer(int status, String type, byte[] body, String allow) {
  private static final String JSON = "application/json; charset=utf-8";
  private static final byte[] DATA = "{\"ok\":true,\"data\":".getBytes(US_ASCII);
  private static final byte[] CHANNEL = "{\"ok\":true,\"data\":{\"channel\":".getBytes(US_ASCII);

  static Answer json(int status, String json) {
    return new Answer(status, JSON, json.getBytes(UTF_8), null);
  }

  static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text.getBytes(UTF_8), null);
  }

  /// `{"ok": false, "error": ...}`.
  static Answer refusal(int status, String sentence) {
    return json(status, "{\"ok\":false,\"error\":" + quoted(sentence) + "}");
  }

  /// The answer to another method than the one that a path takes.
  static Answer onlyTakes(String method) {
    return new Answer(405, JSON, refusal(405, "this path takes " + method).body(), method);
  }

  /// `{"ok": true, "data": ...}` around the sequencer's answer to a payment.
  static Answer settled(byte[] answer) {
    return new Answer(200, JSON, between(DATA, answer, "}"), null);
  }

  /// The same around a channel that the sequencer has shown.
  static Answer paidBefore(byte[] channel) {
    return new Answer(200, JSON, between(CHANNEL, channel, "}}"), null);
  }

  private static byte[] between(byte[] before, byte[] middle, String after) {
    byte[] all = new byte[before.length + middle.length + after.length()];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(middle, 0, all, before.length, middle.length);
    System.arraycopy(after.getBytes(US_ASCII), 0, all, all.length - after.length(), after.length());
    return all;
  }

  /// A JSON string.
  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
