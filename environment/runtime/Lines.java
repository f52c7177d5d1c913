package runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Cuts the pieces in which a container's output arrives into the lines that it printed.
final class Lines {
  private final SystemLog log;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();

  Lines(SystemLog log) {
    this.log = log;
  }

  /// Takes the next piece.
  void add(byte[] piece) {
    for (byte octet : piece) {
      if (octet == '\n') {
        end();
      } else {
        open.write(octet);
      }
    }
  }

  private void end() {
    String line = open.toString(StandardCharsets.UTF_8);
    open.reset();
    try {
      log.line(line);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the log " + log.file(), e);
    }
  }
}
