package postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/// What a server prints: read to its end, so that it never waits for a reader, and kept for those
/// who ask why it ended.
final class PostgresOutput {
  private static final String READY = "database system is ready to accept connections";
  private static final int LINES_KEPT = 20;

  private final Deque<String> last = new ArrayDeque<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  static PostgresOutput of(Process process) {
    PostgresOutput output = new PostgresOutput();
    Thread.ofPlatform()
        .name("postgres-output")
        .daemon()
        .start(() -> output.read(process.inputReader()));
    return output;
  }

  /// Completes with whether it takes connections; without, its output has ended.
  CompletableFuture<Boolean> ready() {
    return ready;
  }

  synchronized String lastLines() {
    return String.join("\n", last);
  }

  private void read(BufferedReader lines) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
        if (line.contains(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      keep("its output could not be read: " + e.getMessage());
    }
    ready.complete(false);
  }

  private synchronized void keep(String line) {
    last.addLast(line);
    if (last.size() > LINES_KEPT) {
      last.removeFirst();
    }
  }
}
