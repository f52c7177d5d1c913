package transport.memory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/// What a loop has to do, one after the other. Time stands still unless a test moves it.
public final class MemoryLoop {
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
  private Duration now = Duration.ZERO;
  private long number;
  private Thread thread;
  private boolean ended;

  private record Timer(Duration at, long number, Runnable task) {}

  public synchronized boolean execute(Runnable task) {
    if (ended) return false;
    tasks.add(task);
    notifyAll();
    return true;
  }

  synchronized void schedule(Duration delay, Runnable task) {
    timers.add(new Timer(now.plus(delay), number++, task));
  }

  /// Does all that there is to do, in this thread.
  public void run() {
    for (Runnable task = next(); task != null; task = next()) task.run();
  }

  /// Lets time pass, and does what is due.
  public void advance(Duration time) {
    synchronized (this) {
      now = now.plus(time);
      while (!timers.isEmpty() && timers.peek().at.compareTo(now) <= 0) {
        tasks.add(timers.remove().task);
      }
    }
    run();
  }

  /// From now on a thread of its own does it.
  void start() {
    thread = Thread.ofPlatform().daemon().name("memory-loop").start(this::serve);
  }

  void end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized Runnable next() {
    return tasks.poll();
  }

  private void serve() {
    while (true) {
      Runnable task;
      synchronized (this) {
        while (tasks.isEmpty() && !ended) {
          try {
            wait();
          } catch (InterruptedException e) {
            return;
          }
        }
        task = tasks.poll();
        if (task == null) return;
      }
      task.run();
    }
  }
}
