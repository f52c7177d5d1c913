package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What tests of command lines share.
public final class Programs {
  private Programs() {}

  /// Fails unless the program ends so, with this sentence, and prints nothing that was not asked
  /// for.
  public static void assertFails(
      Program program, int status, String sentence, String... arguments) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    int actual =
        program
            .commandLine()
            .setErr(new PrintWriter(err))
            .setOut(new PrintWriter(out))
            .execute(arguments);
    assertTrue(err.toString().contains(sentence), err.toString());
    assertEquals(status, actual);
    assertEquals("", out.toString());
  }
}
