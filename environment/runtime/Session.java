package runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Everything that one run of a lab has started or created, so that all of it can be ended: on
/// close, on Ctrl-C by a shutdown hook, and by the [Watchdog] when this JVM dies without a word.
final class Session implements AutoCloseable {
  private final WorkFolder work;
  private final Watchdog watchdog;
  private final Thread onShutdown = new Thread(this::close, "end of the runtime");
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int logs;
  private boolean closed;

  /// @param watchdogOrders what the watchdog is to remove besides the work folder
  Session(WorkFolder work, List<String> watchdogOrders) {
    this.work = work;
    this.watchdog = Watchdog.start(work.path(), watchdogOrders);
    Runtime.getRuntime().addShutdownHook(onShutdown);
  }

  /// Registers something to close; if the session has ended meanwhile it is closed at once.
  synchronized <T extends AutoCloseable> T add(T resource) {
    if (closed) {
      end(resource);
    }
    refuseClosed();
    open.push(resource);
    return resource;
  }

  /// Forgets something that was closed by its user.
  synchronized void remove(AutoCloseable resource) {
    open.remove(resource);
  }

  /// A new log in the work folder.
  synchronized SystemLog newLog(String name) {
    refuseClosed();
    logs++;
    return new SystemLog(work.path().resolve("logs").resolve("%s-%s.log".formatted(name, logs)));
  }

  /// A new folder for data in the work folder.
  synchronized DataFolder newFolder(String name) {
    refuseClosed();
    refuseName(name);
    try {
      Path parent = Files.createDirectories(work.path().resolve("data"));
      return new DiskFolder(name, Files.createTempDirectory(parent, name + "-"), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a folder for the data '" + name + "'", e);
    }
  }

  /// Refuses a name for data that could not name a folder and a volume alike.
  static void refuseName(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "data are named by lower-case letters, digits and dashes, not '" + name + "'");
    }
  }

  /// Ends everything, the newest first: systems before the data they use. Then the work folder goes
  /// and the watchdog is sent home.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      while (!open.isEmpty()) {
        end(open.pop());
      }
    }
    watchdog.dismiss(workFolderIsGone());
    forgetHook();
  }

  /// A system's own children may write until the last moment; the watchdog has the patience for
  /// that.
  private boolean workFolderIsGone() {
    try {
      work.delete();
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private void refuseClosed() {
    if (closed) {
      throw new IllegalStateException("the runtime has been closed");
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onShutdown);
    } catch (IllegalStateException e) {
      // the JVM is ending and runs this very hook
    }
  }

  private static void end(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      // what cannot be ended must not keep the rest alive; the watchdog's sweep comes after
    }
  }
}
