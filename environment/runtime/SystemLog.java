package runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What one start of a system prints: written to a file as it comes, and watched for the line that
/// says where it listens.
final class SystemLog {
  /// Printed once by every system, on standard output, when it is ready for its first client.
  private static final Pattern LISTENING = Pattern.compile("listening on (\\S+):(\\d{1,5})");

  /// What a JVM or a system says of a moment in which it stood still; nobody's last words.
  private static final Pattern STOOD_STILL = Pattern.compile("\\[\\d+ns\\] .*");

  private final Path file;
  private final CompletableFuture<InetSocketAddress> listening = new CompletableFuture<>();

  SystemLog(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the log " + file, e);
    }
  }

  Path file() {
    return file;
  }

  /// The address of the line `listening on <host>:<port>`, as soon as it was printed.
  CompletableFuture<InetSocketAddress> listening() {
    return listening;
  }

  /// Copies a stream to the log until it ends.
  ///
  /// @return ends when the stream has
  Thread follow(InputStream output) {
    return Thread.ofVirtual().name("log of " + file.getFileName()).start(() -> copy(output));
  }

  private void copy(InputStream output) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        line(line);
      }
    } catch (IOException e) {
      // the system is gone, and its end of the pipe with it
    }
  }

  /// Takes one line that the system printed.
  void line(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    Matcher ready = LISTENING.matcher(line);
    if (!listening.isDone() && ready.matches()) {
      String host = ready.group(1).replaceAll("[\\[\\]]", "");
      listening.complete(new InetSocketAddress(host, Integer.parseInt(ready.group(2))));
    }
  }

  /// The newest lines, oldest first, without those that tell of pauses.
  List<String> last(int lines) {
    Deque<String> last = new ArrayDeque<>();
    try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      all.filter(line -> !STOOD_STILL.matcher(line).matches())
          .forEach(
              line -> {
                last.add(line);
                if (last.size() > lines) {
                  last.removeFirst();
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log " + file, e);
    }
    return List.copyOf(last);
  }
}
