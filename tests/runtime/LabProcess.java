package runtime;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Stands for a lab in a JVM of its own, so that a test can end it as a user or the kernel would:
/// it starts an [EchoServer], prints `started`, and waits.
final class LabProcess {
  private LabProcess() {}

  /// @param arguments kind of the runtime, project folder
  static void main(String[] arguments) throws Exception {
    SystemRuntime runtime = Runtimes.choose(arguments[0], Path.of(arguments[1]));
    Launch echo =
        Launch.of("echo", EchoServer.class.getName()).arguments("{data}", "{host}", "{port}");
    RunningSystem system = runtime.start(echo, runtime.newData("kept"));
    System.out.println("started " + system.address().getPort());
    new CountDownLatch(1).await();
  }
}
