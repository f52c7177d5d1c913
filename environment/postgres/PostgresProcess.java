package postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import runtime.ChildProcess;
import runtime.Ports;
import runtime.ProgramRun;

/// A PostgreSQL server of one's own: PostgreSQL's programs out of a jar, as a child process that
/// keeps its data in a folder and listens on the loopback address only. It forces what it commits.
///
/// It never outlives its owner. When this JVM dies, however it dies, the server is told to stop at
/// once (`SIGQUIT`: nothing is written any more, the next start recovers from the log).
public final class PostgresProcess implements AutoCloseable {
  /// After a kill it flushes every file of every database first, which takes long on a busy disk.
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final String PID_FILE = "postmaster.pid";
  private static final Pattern READY =
      Pattern.compile(".*database system is ready to accept connections.*");
  private static final String LOOPBACK = "127.0.0.1";

  /// A line of its list of who may connect.
  private static final String EVERYBODY = "host all all all trust\n";

  private final ChildProcess server;
  private final int port;

  private PostgresProcess(ChildProcess server, int port) {
    this.server = server;
    this.port = port;
  }

  /// Starts a server over `folder`, on any free port. One whose owner has just died is waited for.
  ///
  /// @throws IOException with the server's own last lines if it does not start
  public static PostgresProcess start(Path folder) throws IOException {
    return start(folder, LOOPBACK, 0);
  }

  /// Starts a server over `folder`, again on the port of one that is gone.
  public static PostgresProcess start(Path folder, int port) throws IOException {
    return start(folder, LOOPBACK, port);
  }

  /// As above, bound to any address.
  ///
  /// @param wanted the port, 0 for any free one
  static PostgresProcess start(Path folder, String host, int wanted) throws IOException {
    int port = wanted == 0 ? Ports.free() : wanted;
    Path programs = PostgresBinaries.unpacked().resolve("bin");
    awaitFormer(folder);
    if (!Files.exists(folder.resolve("PG_VERSION"))) {
      create(programs, folder, host);
    }
    List<String> command = OrdinaryUser.command(programs.resolve("postgres"));
    command.addAll(List.of("-D", folder.toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=" + host,
            "unix_socket_directories=",
            // In its own folder: what a killed server leaves elsewhere nobody would remove.
            "dynamic_shared_memory_type=mmap",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on")) {
      command.addAll(List.of("-c", setting));
    }
    ChildProcess server = ChildProcess.start("PostgreSQL", process(command), "QUIT");
    server.await(READY, START_LIMIT);
    return new PostgresProcess(server, port);
  }

  private static void create(Path programs, Path folder, String host) throws IOException {
    Files.createDirectories(folder);
    OrdinaryUser.own(folder);
    List<String> command = OrdinaryUser.command(programs.resolve("initdb"));
    command.addAll(List.of("-D", folder.toString(), "-U", "postgres", "-A", "trust"));
    command.addAll(List.of("-E", "UTF8", "--locale=C"));
    ProgramRun.output("PostgreSQL could not make its data", process(command));
    if (!InetAddress.getByName(host).isLoopbackAddress()) {
      // It trusts the loopback address only; in a container nobody comes from there.
      Files.writeString(folder.resolve("pg_hba.conf"), EVERYBODY, StandardOpenOption.APPEND);
    }
  }

  /// The URL of its database.
  public String url() {
    return url(LOOPBACK, port);
  }

  /// The URL of the database of a server that is reached there.
  static String url(String host, int port) {
    return "jdbc:postgresql://%s:%s/postgres?user=postgres".formatted(host, port);
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return server.isAlive();
  }

  /// Returns when it has ended, whoever ended it.
  ///
  /// @return its last lines
  String awaitEnd() throws InterruptedException {
    server.awaitEnd();
    return server.lastLines();
  }

  /// Ends it the way a power cut would, all of its processes at once. Its data stay.
  public void kill() {
    server.kill();
  }

  /// Ends it in order: connections are cut, and what its log holds is written to the tables. Where
  /// that takes too long, as on a disk that others keep busy, the next start does it from the log.
  @Override
  public void close() throws IOException {
    server.stop("INT", STOP_LIMIT);
  }

  /// Two servers over one folder would destroy it, and PostgreSQL refuses that; but a server whose
  /// owner was killed takes a moment to follow.
  private static void awaitFormer(Path folder) throws IOException {
    Optional<ProcessHandle> former = former(folder);
    if (former.isPresent()) {
      try {
        former.get().onExit().get(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new IOException(
            "the data in %s are in use by another PostgreSQL, process %s"
                .formatted(folder, former.get().pid()));
      } catch (ExecutionException e) {
        throw new IOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while PostgreSQL was starting", e);
      }
    }
  }

  private static Optional<ProcessHandle> former(Path folder) throws IOException {
    try (var lines = Files.lines(folder.resolve(PID_FILE))) {
      return lines
          .findFirst()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
          .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LC_ALL", "C");
    return builder;
  }
}
