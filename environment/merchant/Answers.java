package merchant;

import static java.nio.charset.StandardCharsets.US_ASCII;

import http.Answer;

/// What the merchant's clients are told, in the original's shapes.
final class Answers {
  private static final byte[] DATA = "{\"ok\":true,\"data\":".getBytes(US_ASCII);
  private static final byte[] CHANNEL = "{\"ok\":true,\"data\":{\"channel\":".getBytes(US_ASCII);

  private Answers() {}

  /// `{"ok": false, "error": ...}`.
  static Answer refusal(int status, String sentence) {
    return Answer.json(status, "{\"ok\":false,\"error\":" + Answer.quoted(sentence) + "}");
  }

  /// The answer to another method than the one that a path takes.
  static Answer onlyTakes(String method) {
    return refusal(405, "this path takes " + method).with("allow", method);
  }

  /// `{"ok": true, "data": ...}` around the sequencer's answer to a payment.
  static Answer settled(byte[] answer) {
    return Answer.json(200, between(DATA, answer, "}"));
  }

  /// The same around a channel that the sequencer has shown.
  static Answer paidBefore(byte[] channel) {
    return Answer.json(200, between(CHANNEL, channel, "}}"));
  }

  private static byte[] between(byte[] before, byte[] middle, String after) {
    byte[] all = new byte[before.length + middle.length + after.length()];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(middle, 0, all, before.length, middle.length);
    System.arraycopy(after.getBytes(US_ASCII), 0, all, all.length - after.length(), after.length());
    return all;
  }
}
