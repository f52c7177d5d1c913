package house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a command ended, and what it said.
public record Outcome(int status, String out, String err) {

  /// Runs a command without input to its end, however long that takes on this machine: only the
  /// test's own limit ends it, and then as Ctrl-C would.
  public static Outcome of(ProcessBuilder command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    Process process = command.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    try {
      return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroy();
      process.waitFor();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// All that it said.
  public String said() {
    return out + err;
  }
}
