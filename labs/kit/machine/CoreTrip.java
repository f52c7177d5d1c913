package kit.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/// What it costs to hand a word from one core to another and back, with both threads looking all
/// the time: the least that any queue between threads can cost.
///
/// A virtual machine's cores may be two halves of one, or lie on different chips, and a hypervisor
/// may move them while a program runs. The trip tells, the machine's description does not.
public final class CoreTrip {
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);

  /// The words stand 128 bytes apart and from the array's ends, so that they share no cache line.
  private static final int THERE = 16;

  private static final int BACK = 32;
  private static final long END = -1;

  /// Round trips between two looks at the clock.
  private static final int TRIPS = 100;

  private CoreTrip() {}

  /// Whether there are two cores to hand anything between.
  public static boolean isPossible() {
    return Runtime.getRuntime().availableProcessors() > 1;
  }

  /// The median round trip within so much time, in nanoseconds.
  public static double medianNs(long durationNs) {
    long[] words = new long[48];
    Thread partner = Thread.ofPlatform().name("core-trip").daemon().start(() -> answer(words));
    List<Double> trips = new ArrayList<>();
    long number = 0;
    long startNs = System.nanoTime();
    long nowNs = startNs;
    while (trips.isEmpty() || nowNs - startNs < durationNs) {
      for (int trip = 0; trip < TRIPS; trip++) {
        number++;
        WORDS.setRelease(words, THERE, number);
        while ((long) WORDS.getAcquire(words, BACK) != number) {
          // the answer is a few hundred nanoseconds away
        }
      }
      long endNs = System.nanoTime();
      trips.add((double) (endNs - nowNs) / TRIPS);
      nowNs = endNs;
    }
    WORDS.setRelease(words, THERE, END);
    StallGauge.join(partner);
    trips.sort(null);
    return trips.get(trips.size() / 2);
  }

  private static void answer(long[] words) {
    long seen = 0;
    while (seen != END) {
      long number = (long) WORDS.getAcquire(words, THERE);
      if (number != seen) {
        seen = number;
        WORDS.setRelease(words, BACK, number);
      }
    }
  }
}
