package sinkredis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Redis server of one's own: the machine's `redis-server` as a child process that keeps its data
/// in a folder.
///
/// It never outlives its owner. A small shell holds the other end of a pipe; when this JVM dies,
/// however it dies, the pipe ends and the shell kills the server.
public final class RedisProcess implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(20);

  private final Process process;
  private final Process leash;
  private final int port;

  private RedisProcess(Process process, Process leash, int port) {
    this.process = process;
    this.leash = leash;
    this.port = port;
  }

  /// Where `redis-server` is; empty if this machine has none (`apt-get install redis-server`).
  public static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts a server over `folder`, on any free port.
  ///
  /// @param appendFsync `always` (an answer means that it is on the disk), `everysec` or `no`
  public static RedisProcess start(Path folder, String appendFsync) throws IOException {
    return start(folder, appendFsync, freePort());
  }

  /// Starts a server over `folder`, again on the port of one that is gone.
  public static RedisProcess start(Path folder, String appendFsync, int port) throws IOException {
    Path program =
        program()
            .orElseThrow(
                () -> new IOException("no redis-server here; apt-get install redis-server"));
    Files.createDirectories(folder);
    List<String> command =
        List.of(
            program.toString(),
            "--bind",
            "127.0.0.1",
            "--port",
            String.valueOf(port),
            "--dir",
            folder.toString(),
            "--save",
            "",
            "--appendonly",
            "yes",
            "--appendfsync",
            appendFsync);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile())
            .start();
    RedisProcess redis = new RedisProcess(process, leash(process), port);
    redis.awaitReady(folder);
    return redis;
  }

  /// `127.0.0.1:PORT`.
  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Its process, as the system numbers it.
  long pid() {
    return process.pid();
  }

  /// Ends it as a power cut would.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    letGo();
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      kill();
    }
    letGo();
  }

  private static Process leash(Process server) throws IOException {
    // The terminal's signals are for the server; the shell goes when its pipe does.
    String waiting = "trap '' INT TERM HUP; while read -r _; do :; done; kill -KILL ";
    return new ProcessBuilder("sh", "-c", waiting + server.pid()).start();
  }

  /// Once the server is gone its number may become another's.
  private void letGo() {
    leash.destroyForcibly();
  }

  /// It answers PING with an error while it still loads, and with PONG when it serves.
  private void awaitReady(Path folder) throws IOException {
    long deadlineNs = System.nanoTime() + START_DEADLINE.toNanos();
    while (System.nanoTime() < deadlineNs && process.isAlive()) {
      if (answersPong()) {
        return;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
    process.destroyForcibly();
    letGo();
    throw new IOException(
        "redis-server did not begin to serve; see " + folder.resolve("redis.log"));
  }

  private boolean answersPong() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("PING\r\n".getBytes());
      return new String(socket.getInputStream().readNBytes(5)).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
