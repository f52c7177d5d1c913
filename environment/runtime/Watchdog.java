package runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small process beside the lab that cleans up if the lab is killed so hard that it cannot (
/// `SIGKILL`, out of memory). It sleeps in a read of its standard input, whose other end the lab
/// holds: a byte means that all is well, an end without one that the lab is dead.
final class Watchdog {
  private static final int ALL_IS_WELL = 'q';
  private static final long CLEANING_NS = TimeUnit.SECONDS.toNanos(20);
  private static final long PAUSE_MS = 50;

  private final Process process;

  private Watchdog(Process process) {
    this.process = process;
  }

  /// Starts a watchdog over a folder.
  ///
  /// @param orders what else it has to remove, as [#main] understands it
  static Watchdog start(Path folder, List<String> orders) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Watchdog.class.getName()));
    command.add(folder.toString());
    command.addAll(orders);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(JavaCommand.VARIABLES_OF_JAVA);
    try {
      return new Watchdog(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("the watchdog could not be started", e);
    }
  }

  /// Ends its watch.
  ///
  /// @param clean whether the lab has cleaned up; if not, the watchdog does it now
  void dismiss(boolean clean) {
    try (OutputStream lab = process.getOutputStream()) {
      if (clean) {
        lab.write(ALL_IS_WELL);
      }
    } catch (IOException e) {
      // it has been killed; nothing is left for it to do
    }
    try {
      process.waitFor(CLEANING_NS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waits for the end of the lab.
  ///
  /// @param arguments the work folder; and for containers where the daemon is and the run's name
  static void main(String[] arguments) throws Exception {
    ignoreTerminal();
    if (System.in.read() != ALL_IS_WELL) {
      if (arguments.length > 1) {
        removeContainers(URI.create(arguments[1]), arguments[2]);
      }
      deletePatiently(Path.of(arguments[0]));
    }
  }

  /// The lab may have had a container half made; what is there is removed until nothing is.
  private static void removeContainers(URI daemon, String run) throws InterruptedException {
    long deadlineNs = System.nanoTime() + CLEANING_NS;
    while (System.nanoTime() < deadlineNs) {
      try {
        if (!DockerDaemon.connect(new DockerHost(daemon)).removeRun(run)) {
          return;
        }
      } catch (RuntimeException e) {
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  /// Systems end by their leash a moment after the lab, and may write until then.
  private static void deletePatiently(Path folder) throws InterruptedException {
    long deadlineNs = System.nanoTime() + CLEANING_NS;
    while (Files.exists(folder) && System.nanoTime() < deadlineNs) {
      try {
        Folders.delete(folder);
      } catch (UncheckedIOException e) {
        Thread.sleep(PAUSE_MS);
      }
    }
  }

  /// Ctrl-C goes to every process of the terminal; this one has to outlive the lab. By reflection,
  /// because the compiler warns of `sun.misc` in each build and cannot be asked not to.
  private static void ignoreTerminal() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Method handle = signal.getMethod("handle", signal, handler);
    for (String name : List.of("INT", "HUP", "TERM")) {
      Object ignored = handler.getField("SIG_IGN").get(null);
      try {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), ignored);
      } catch (ReflectiveOperationException e) {
        // a system without that signal cannot send it
      }
    }
  }
}
