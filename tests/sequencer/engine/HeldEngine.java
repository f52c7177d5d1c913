package sequencer.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sequencer.channel.Change;

/// An engine whose disk is the test: nothing becomes durable before the test says so.
public final class HeldEngine implements Engine {
  private final List<Change> changes = new ArrayList<>();
  private final List<EngineListener> listeners = new ArrayList<>();
  private final List<Boolean> someoneMayWait = new ArrayList<>();
  private int hurries;
  private volatile int catchesUpAfter = Integer.MAX_VALUE;
  private volatile long durable;
  private volatile boolean full;
  private volatile IOException failure;

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public boolean takesStreams() {
    return true;
  }

  @Override
  public synchronized long append(Change change) {
    if (failure != null) {
      throw new EngineStopped(failure);
    }
    if (full) {
      return FULL;
    }
    changes.add(change);
    someoneMayWait.add(listeners.stream().anyMatch(EngineListener::mayWait));
    return changes.size();
  }

  @Override
  public long durablePosition() {
    long seen = durable;
    if (catchesUpAfter != Integer.MAX_VALUE && catchesUpAfter <= changes().size()) {
      catchesUpAfter = Integer.MAX_VALUE;
      sync();
    }
    return seen;
  }

  /// Has the disk catch up at the worst moment: after the first look at it that follows `count`
  /// changes, before whoever looked can do anything about what it saw.
  public void catchUpAfter(int count) {
    catchesUpAfter = count;
  }

  @Override
  public synchronized void subscribe(EngineListener listener) {
    listeners.add(listener);
  }

  @Override
  public synchronized void hurry() {
    hurries++;
  }

  /// For each change, whether a listener was ready to wait when it was appended.
  public synchronized List<Boolean> someoneMayWait() {
    return List.copyOf(someoneMayWait);
  }

  /// Whether one is ready to wait now.
  public synchronized boolean someoneMayWaitNow() {
    return listeners.stream().anyMatch(EngineListener::mayWait);
  }

  /// How often a listener said that it may no longer wait.
  public synchronized int hurries() {
    return hurries;
  }

  public synchronized List<Change> changes() {
    return List.copyOf(changes);
  }

  /// Returns once this many have been appended.
  public void awaitChanges(int count) {
    while (changes().size() < count) {
      Thread.onSpinWait();
    }
  }

  /// Makes durable what was appended so far.
  public synchronized void sync() {
    sync(changes.size());
  }

  public synchronized void sync(long position) {
    durable = position;
    listeners.forEach(EngineListener::durable);
  }

  public void fill(boolean isFull) {
    full = isFull;
  }

  public synchronized void fail() {
    failure = new IOException("the disk is gone");
    listeners.forEach(listener -> listener.failed(failure));
  }

  @Override
  public void close() {}
}
