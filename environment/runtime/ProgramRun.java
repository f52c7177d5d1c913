package runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A program of this machine that is run to its end.
public final class ProgramRun {
  private ProgramRun() {}

  /// Runs it without input.
  ///
  /// @param failure how a sentence on its failure begins
  /// @return what it printed on standard output
  public static String output(String failure, ProcessBuilder program) throws IOException {
    return output(failure, program, "");
  }

  /// Runs it on this input.
  ///
  /// @throws IOException if it cannot be started or its status is not 0, with what it printed on
  ///     standard error, or else on standard output
  public static String output(String failure, ProcessBuilder program, String input)
      throws IOException {
    Path errors = Temporary.file("errors", ".log");
    Process process = null;
    try {
      process = program.redirectError(errors.toFile()).start();
      try (var in = process.outputWriter(UTF_8)) {
        in.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        String said = Files.readString(errors).strip();
        throw new IOException(failure + ": " + (said.isEmpty() ? output.strip() : said));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(failure + ": interrupted", e);
    } finally {
      if (process != null) {
        process.destroy();
      }
      Files.delete(errors);
    }
  }
}
