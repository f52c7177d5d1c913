package kit.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import runtime.ThreadEnd;

/// The one thread that waits for all connections of an [HttpTarget].
final class HttpLoop {
  private record Timer(long ns, Runnable task) {}

  private final Selector selector;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  /// Only of this thread.
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.ns() - b.ns()));

  private HttpConnection[] connections = {};
  private volatile boolean closed;

  HttpLoop() throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().name("http-load").daemon().unstarted(this::run);
  }

  /// Takes over connections that are open, and begins.
  void start(HttpConnection[] open) throws IOException {
    connections = open;
    for (HttpConnection connection : open) {
      connection.register();
    }
    thread.start();
  }

  boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /// Runs the task in this thread, soon.
  void execute(Runnable task) {
    tasks.add(task);
    if (!isCurrent()) {
      selector.wakeup();
    }
  }

  /// Runs the task in this thread, later. Only to be called in this thread.
  void executeIn(long delayNs, Runnable task) {
    timers.add(new Timer(System.nanoTime() + delayNs, task));
  }

  SelectionKey register(SocketChannel channel, int interest, HttpConnection connection)
      throws IOException {
    return channel.register(selector, interest, connection);
  }

  private void run() {
    try (selector) {
      while (!closed) {
        for (Runnable task; (task = tasks.poll()) != null; ) {
          task.run();
        }
        runTimers();
        selector.select(key -> ((HttpConnection) key.attachment()).ready(key), timeoutMs());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the load's own selector broke", e);
    } finally {
      for (HttpConnection connection : connections) {
        connection.close();
      }
    }
  }

  private void runTimers() {
    while (!timers.isEmpty() && timers.peek().ns() - System.nanoTime() <= 0) {
      timers.poll().task().run();
    }
  }

  /// Until the next timer, rounded up; 0, which is for ever, if there is none.
  private long timeoutMs() {
    return timers.isEmpty()
        ? tasks.isEmpty() ? 0 : 1
        : Math.max(1, (timers.peek().ns() - System.nanoTime()) / 1_000_000 + 1);
  }

  void close() {
    closed = true;
    selector.wakeup();
    if (thread.getState() == Thread.State.NEW) {
      try {
        selector.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else if (!isCurrent()) {
      ThreadEnd.await(thread);
    }
  }
}
