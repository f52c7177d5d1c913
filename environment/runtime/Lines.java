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

  /// Ends the output; a last line without an end of its own is one too.
  void close() {
    if (open.size() > 0) {
      end();
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
