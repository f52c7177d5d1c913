package sinkredis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import runtime.ChildProcess;
import runtime.OperatingSystem;
import runtime.Ports;

/// A Redis server of one's own: the machine's `redis-server` as a child process that keeps its data
/// in a folder.
///
/// It never outlives its owner: when this JVM dies, however it dies, the server is killed.
public final class RedisProcess implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(60);
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(8);
  private static final String LOOPBACK = "127.0.0.1";

  /// It says so once it has loaded its data.
  private static final Pattern READY = Pattern.compile(".*Ready to accept connections.*");

  private final ChildProcess server;
  private final int port;

  private RedisProcess(ChildProcess server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Where `redis-server` is; empty if this machine has none (`apt-get install redis-server`).
  public static Optional<Path> program() {
    return OperatingSystem.program("redis-server");
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
    List<String> command = command(program, folder, appendFsync, host, bound);
    ChildProcess server = ChildProcess.start("redis-server", new ProcessBuilder(command));
    server.await(READY, START_DEADLINE);
    return new RedisProcess(server, bound);
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

  /// `127.0.0.1:PORT`.
  public String address() {
    return LOOPBACK + ":" + port;
  }

  public int port() {
    return port;
  }

  /// Its process, as the system numbers it.
  long pid() {
    return server.pid();
  }

  /// Ends it as a power cut would.
  public void kill() {
    server.kill();
  }

  /// Ends it in order: what it has been told is on the disk.
  @Override
  public void close() throws IOException {
    server.stop("TERM", STOP_DEADLINE);
  }

  /// Returns when it has ended, whoever ended it.
  ///
  /// @return the last lines of what it printed
  String awaitEnd() throws InterruptedException {
    server.awaitEnd();
    return server.lastLines();
  }
}
