package kafkabroker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runtime.Leash;
import runtime.Ports;

/// A Kafka broker of one's own: a child JVM on this JVM's class path, with its data in a folder. It
/// ends with this JVM, however that ends (see [Leash]).
public final class KafkaProcess implements AutoCloseable {
  private static final long START_DEADLINE_S = 120;
  private static final long STOP_DEADLINE_S = 20;

  private final Process process;
  private final int port;

  private KafkaProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts a broker over `folder`, on any free port.
  public static KafkaProcess start(Path folder) throws IOException, InterruptedException {
    return start(folder, Ports.free());
  }

  /// Starts a broker over `folder`, again on the port of one that is gone.
  public static KafkaProcess start(Path folder, int port) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Leash.class.getName(),
            Broker.class.getName(),
            "--data",
            folder.toString(),
            "--host",
            "127.0.0.1",
            "--port",
            String.valueOf(port));
    Path errors = folder.resolveSibling(folder.getFileName() + ".log");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      awaitListening(process, errors);
      return new KafkaProcess(process, port);
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// `127.0.0.1:PORT`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Its process, as the system numbers it.
  public long pid() {
    return process.pid();
  }

  /// Ends it as a power cut would, except that the page cache survives.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// `Process.destroy` would close the pipe of the [Leash] as well, and so end it at once.
  @Override
  public void close() throws InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(STOP_DEADLINE_S, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /// Waits for its line, and goes on reading what it may print after that.
  private static void awaitListening(Process process, Path errors)
      throws IOException, InterruptedException {
    CompletableFuture<Boolean> listening = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("kafka-output")
        .daemon()
        .start(
            () -> {
              try (BufferedReader out = process.inputReader()) {
                String line;
                while ((line = out.readLine()) != null) {
                  if (line.startsWith("listening on ")) {
                    listening.complete(true);
                  }
                }
              } catch (IOException e) {
                // It is gone.
              }
              listening.complete(false);
            });
    try {
      if (listening.get(START_DEADLINE_S, TimeUnit.SECONDS)) {
        return;
      }
    } catch (ExecutionException | TimeoutException e) {
      // Said below.
    }
    throw new IOException("the Kafka broker did not begin to serve; see " + errors);
  }
}
