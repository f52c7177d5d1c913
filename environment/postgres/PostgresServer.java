package postgres;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Server;

/// PostgreSQL as a program that a runtime starts, in a process or a container: a [PostgresProcess]
/// of a JVM that ends with it.
@Command(name = "postgres")
public final class PostgresServer extends Server {
  /// For PostgreSQL and the cache of its files; the JVM beside it unpacks the programs and then
  /// does nothing.
  private static final long MEMORY_BYTES = 2L << 30;

  @Option(names = "--data", required = true, description = "where it keeps its data")
  private Path data;

  private PostgresServer() {
    super(0);
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new PostgresServer().run(arguments);
  }

  /// How a runtime starts one.
  public static Launch launch() {
    return Launch.of("postgres", PostgresServer.class.getName())
        .arguments("--data", "{data}/postgres", "--host", "{host}", "--port", "{port}")
        .jvmFlags("-XX:+UseSerialGC")
        .memoryBytes(MEMORY_BYTES);
  }

  /// The URL of the database of a started server.
  public static String url(InetSocketAddress address) {
    return PostgresProcess.url(address.getAddress().getHostAddress(), address.getPort());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PostgresProcess postgres = PostgresProcess.start(data, host, port);
    whenTold(postgres);
    listening(host, postgres.port());
    err().println("PostgreSQL has ended: " + postgres.awaitEnd());
    return ExitStatus.FAILED.code();
  }
}
