package runtime;

import java.util.concurrent.CountDownLatch;
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

  /// Says that `system` serves at `bound`, and waits until this process is told to end and has
  /// closed it.
  protected final int serve(int bound, AutoCloseable system) throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    whenTold(
        () -> {
          try {
            system.close();
          } finally {
            closed.countDown();
          }
        });
    listening(host, bound);
    closed.await();
    return ExitStatus.DONE.code();
  }

  /// Closes `system` when this process is told to end, and says what goes wrong.
  protected final void whenTold(AutoCloseable system) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(system), "end of the system"));
  }

  private void end(AutoCloseable system) {
    try {
      system.close();
    } catch (Exception e) {
      err().println("error: " + Failure.sentence(e));
      err().flush();
    }
  }
}
