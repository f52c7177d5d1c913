package runtime;

import picocli.CommandLine.Option;

/// A system as a program that a runtime starts: it binds the address that it is told, says so
/// ([#listening]), and ends on SIGTERM.
public abstract class Server extends Program {
  /// The address to bind.
  @Option(names = "--host", description = "address to bind (default: ${DEFAULT-VALUE})")
  protected String host = "127.0.0.1";

  /// The port to bind.
  @Option(names = "--port", description = "0 for any free one (default: ${DEFAULT-VALUE})")
  protected int port;

  /// Binds this port unless the user names another one.
  protected Server(int port) {
    this.port = port;
  }
}
