package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/// What a script in JavaScript comes to, the same in every engine: its last value as a text, an
/// object as JSON.
public final class Scripts {
  /// A function that makes a text of a value. It keeps what it needs, so that no script can
  /// exchange it. Its second argument is the state that QuickJS tells of a promise: 0 if that is
  /// not settled, 1 if the value is a result, 2 if it was thrown.
  public static final String TEXT_OF =
      """
      (({ stringify }, text) => (value, state) => {
        if (state === 0) return 'it waits for a promise that nothing keeps';
        if (state === 2) return text(value);
        const json = typeof value === 'object' && value !== null ? stringify(value) : undefined;
        return json === undefined ? text(value) : json;
      })(JSON, String)
      """;

  private Scripts() {}

  /// @return the script's text
  /// @throws RejectedCode if it is empty, or no text in UTF-8
  public static String requireText(byte[] code) throws RejectedCode {
    if (code.length == 0) {
      throw new RejectedCode("the code is empty");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(code)).toString();
    } catch (CharacterCodingException e) {
      throw new RejectedCode("the code is no text in UTF-8");
    }
  }

  /// Names what ended a script, if it let through what the interpreter throws when there is not
  /// enough memory or stack.
  ///
  /// @param outcome of an interpreter, in which every error is THREW
  public static Outcome named(Outcome outcome) {
    if (outcome.status() != Status.THREW) {
      return outcome;
    }
    String said = new String(outcome.output(), UTF_8);
    if (said.startsWith("InternalError: out of memory")) {
      return ended(outcome, Status.OUT_OF_MEMORY, said);
    }
    boolean deep =
        said.startsWith("RangeError: Maximum call stack")
            || said.startsWith("InternalError: stack overflow");
    return deep ? ended(outcome, Status.STACK, said) : outcome;
  }

  private static Outcome ended(Outcome outcome, Status status, String said) {
    return new Outcome(status, new byte[0], said, outcome.fuel(), outcome.memoryBytes());
  }
}
