package chain;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Launch;
import runtime.Program;

/// A development chain as a program that a runtime starts, in a process or a container: anvil as
/// the child of a JVM that ends with it. It makes a block for each transaction until it is told
/// otherwise, and keeps nothing.
@Command(name = "anvil-server")
public final class AnvilServer extends Program {
  /// For anvil itself; the JVM beside it does nothing.
  private static final long MEMORY_BYTES = 512L << 20;

  @Option(names = "--program", required = true, description = "anvil")
  private Path program;

  @Option(names = "--host", required = true, description = "the address to bind")
  private String host;

  @Option(names = "--port", required = true, description = "the port to bind, 0 for any")
  private int port;

  private AnvilServer() {}

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new AnvilServer().run(arguments);
  }

  /// How a runtime starts one, with the anvil that npm brings.
  ///
  /// @throws IOException if Node.js is absent or npm cannot bring anvil
  public static Launch launch() throws IOException {
    return Launch.of("chain", AnvilServer.class.getName())
        .file("anvil", NodePackages.install().anvil())
        .arguments("--program", "{file:anvil}", "--host", "{host}", "--port", "{port}")
        .jvmFlags("-XX:+UseSerialGC")
        .memoryBytes(MEMORY_BYTES);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    AnvilProcess.Settings settings =
        new AnvilProcess.Settings(0, AnvilProcess.Settings.CHAIN_ID, port);
    try (AnvilProcess anvil = AnvilProcess.start(program, host, settings)) {
      listening(anvil.address().getHost(), anvil.address().getPort());
      anvil.await();
      return ExitStatus.FAILED.code();
    }
  }
}
