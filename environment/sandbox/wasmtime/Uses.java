package sandbox.wasmtime;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts who uses something native, so that nobody frees it meanwhile.
final class Uses {
  private static final int CLOSED = Integer.MIN_VALUE;

  private final String what;
  private final AtomicInteger count = new AtomicInteger();

  /// @param what is used, for messages
  Uses(String what) {
    this.what = what;
  }

  /// @throws IllegalStateException if it is closed
  void enter() {
    if (count.getAndIncrement() < 0) {
      count.getAndDecrement();
      throw new IllegalStateException("the " + what + " is closed");
    }
  }

  void leave() {
    count.getAndDecrement();
  }

  int open() {
    return Math.max(0, count.get());
  }

  /// Lets nobody enter any more.
  ///
  /// @return whether it was not closed before
  /// @throws IllegalStateException if somebody is inside
  boolean close() {
    if (count.compareAndSet(0, CLOSED)) {
      return true;
    }
    int inside = count.get();
    if (inside > 0) {
      throw new IllegalStateException(
          "the %s has %s open; close them first".formatted(what, inside));
    }
    return false;
  }
}
