package kit.machine;

import java.util.Locale;

/// A stretch of time in which somebody whom operations depend on stood still, by the clock of
/// [System#nanoTime].
///
/// @param share of the time between: 1 but where only the sum of short waits is known
public record Stall(Cause cause, long fromNs, long toNs, double share) {

  /// Why, in the order in which causes are asked: a thread that a collector holds does not wait for
  /// a core.
  public enum Cause {
    /// A collector of the system's or of the lab's own JVM had stopped all threads.
    GC("garbage collection"),
    /// Another safepoint of one of these JVMs.
    PAUSE("other pauses of a JVM"),
    /// A timer came late though its thread neither waited for a core nor was held: the machine
    /// itself, most likely a hypervisor that had taken the core away.
    MACHINE("the machine stood still"),
    /// The system waited for the disk, as it said itself: an fdatasync of 4 ms or more.
    DISK("a slow fdatasync"),
    /// A thread was ready to run and was not running.
    CORE("waiting for a core");

    private final String words;

    Cause(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }

    /// As part of an id: `gc`.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Stall {
    if (toNs < fromNs) {
      throw new IllegalArgumentException("a stall from " + fromNs + " to " + toNs + " ns");
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a stall takes from 0 to all of its time, not " + share);
    }
  }

  /// One that took all of its time.
  public Stall(Cause cause, long fromNs, long toNs) {
    this(cause, fromNs, toNs, 1);
  }

  /// How much of it lies between two moments.
  long withinNs(long startNs, long endNs) {
    return Math.max(0, Math.min(toNs, endNs) - Math.max(fromNs, startNs));
  }
}
