package ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/// Who asked for what, as the chain keeps it.
///
/// A client may have thought of any of the texts: what is no printable ASCII character becomes a
/// question mark, and what is longer than 96 characters is cut, so that nothing read from the chain
/// can pass for something else.
///
/// @param subject who; `-` if that is not known
/// @param action what, a word
/// @param object on what: a key, an account, a path
/// @param outcome whether that one was let in, or why not
public record AuditEvent(String subject, String action, String object, String outcome) {
  private static final int TEXT_MAX = 96;
  private static final int TEXTS = 4;

  public AuditEvent {
    subject = clean(subject);
    action = clean(action);
    object = clean(object);
    outcome = clean(outcome);
  }

  private static String clean(String text) {
    int length = Math.min(text.length(), TEXT_MAX);
    boolean isClean = length == text.length();
    for (int i = 0; i < length && isClean; i++) {
      isClean = isPrintable(text.charAt(i));
    }
    if (isClean) {
      return text;
    }
    StringBuilder clean = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      clean.append(isPrintable(text.charAt(i)) ? text.charAt(i) : '?');
    }
    return clean.toString();
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  /// The four texts, each behind a byte with its length.
  byte[] bytes() {
    byte[] bytes =
        new byte[TEXTS + subject.length() + action.length() + object.length() + outcome.length()];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    write(out, subject);
    write(out, action);
    write(out, object);
    write(out, outcome);
    return bytes;
  }

  private static void write(ByteBuffer out, String text) {
    out.put((byte) text.length()).put(text.getBytes(ISO_8859_1));
  }

  /// Reads one.
  ///
  /// @throws java.nio.BufferUnderflowException if there is none
  static AuditEvent read(ByteBuffer in) {
    return new AuditEvent(text(in), text(in), text(in), text(in));
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.get() & 0xFF];
    in.get(bytes);
    return new String(bytes, ISO_8859_1);
  }
}
