package sinkredis;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import runtime.Ports;

/// A Redis server of one's own: the machine's `redis-server` as a child process that keeps its data
/// in a folder.
///
/// It never outlives its owner. A small shell holds the other end of a pipe; when this JVM dies,
/// however it dies, the pipe ends and the shell kills the server, as a power cut would.
public final class RedisProcess implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(20);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(8);
  private static final String LOOPBACK = "127.0.0.1";

  /// The terminal's signals are for the server; the shell goes when its pipe does. All of it is
  /// built into every shell: a container may hold nothing else.
  private static final String LEASH =
      "trap '' INT TERM HUP; while read -r _; do :; done; kill -KILL ";

  private final Process process;
  private final Process leash;
  private final int port;
  private final Path log;

  private RedisProcess(Process process, Process leash, int port, Path log) {
    this.process = process;
    this.leash = leash;
    this.port = port;
    this.log = log;
  }

  /// Where `redis-server` is; empty if this machine has none (`apt-get install redis-server`).
  public static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// As [#program()], for those who cannot do without.
  static Path neededProgram() throws IOException {
    return program()
        .orElseThrow(() -> new IOException("no redis-server here; apt-get install redis-server"));
  }

  /// Starts a server over `folder`, on any free port.
  ///
  /// @param appendFsync `always` (an answer means that it is on the disk), `everysec` or `no`
  public static RedisProcess start(Path folder, String appendFsync) throws IOException {
    return start(folder, appendFsync, 0);
  }

  /// Starts a server over `folder`, again on the port of one that is gone.
  public static RedisProcess start(Path folder, String appendFsync, int port) throws IOException {
    return start(List.of(neededProgram().toString()), folder, appendFsync, LOOPBACK, port);
  }

  /// As above, by a command that runs `redis-server`, and bound to any address.
  ///
  /// @param port 0 for any free one
  static RedisProcess start(
      List<String> program, Path folder, String appendFsync, String host, int port)
      throws IOException {
    Files.createDirectories(folder);
    int bound = port == 0 ? Ports.free() : port;
    Path log = folder.resolve("redis.log");
    Process process =
        new ProcessBuilder(command(program, folder, appendFsync, host, bound))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    RedisProcess redis = new RedisProcess(process, leash(process), bound, log);
    redis.awaitReady(host);
    return redis;
  }

  private static List<String> command(
      List<String> program, Path folder, String appendFsync, String host, int port) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--bind", host, "--port", String.valueOf(port)));
    // Without a password it would answer nobody from outside the loopback address, which in a
    // container is everybody.
    command.addAll(List.of("--protected-mode", host.equals(LOOPBACK) ? "yes" : "no"));
    command.addAll(List.of("--dir", folder.toString(), "--save", ""));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", appendFsync));
    return command;
  }

  private static Process leash(Process server) throws IOException {
    return new ProcessBuilder("sh", "-c", LEASH + server.pid())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// `127.0.0.1:PORT`.
  public String address() {
    return LOOPBACK + ":" + port;
  }

  public int port() {
    return port;
  }

  /// Its process, as the system numbers it.
  long pid() {
    return process.pid();
  }

  /// Ends it as a power cut would. The shell goes too: the server's number may become another's.
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    leash.destroyForcibly().waitFor();
  }

  /// Ends it in order: what it has been told is on the disk.
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(STOP_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    kill();
  }

  /// Returns when it has ended, whoever ended it.
  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  /// The last line of what it printed; empty if that was nothing.
  String lastWords() {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  /// It answers PING with an error while it still loads, and with PONG when it serves.
  private void awaitReady(String host) throws IOException {
    InetAddress bound = InetAddress.getByName(host);
    InetAddress asked = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    long deadlineNs = System.nanoTime() + START_DEADLINE.toNanos();
    while (System.nanoTime() - deadlineNs < 0 && process.isAlive()) {
      if (answersPong(asked)) {
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
    process.destroyForcibly();
    leash.destroyForcibly();
    throw new IOException("redis-server did not begin to serve: " + lastWords());
  }

  private boolean answersPong(InetAddress asked) {
    try (Socket socket = new Socket(asked, port)) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }
}
