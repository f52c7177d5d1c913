package kit.machine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import runtime.ThreadEnd;

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

  /// Round trips between two looks at the clock, once both threads have a core. While they take
  /// turns on one, a trip may last for as long as other programs like.
  private static final int TRIPS = 100;

  /// A trip this long is none between cores: both threads are on one, as they may be when they have
  /// just been started, and take turns.
  private static final long TAKING_TURNS_NS = 5_000;

  /// This many looks take far longer than a trip between cores: the other may wait for this core.
  private static final int LOOKS_MAX = 50_000;

  /// After so long the scheduler is taken to leave it at that.
  private static final long SETTLING_NS_MAX = 20_000_000;

  private CoreTrip() {}

  /// Whether there are two cores to hand anything between.
  public static boolean isPossible() {
    return Runtime.getRuntime().availableProcessors() > 1;
  }

  /// The median round trip within so much time, in nanoseconds, once both threads have a core.
  public static double medianNs(long durationNs) {
    long[] words = new long[48];
    Thread partner = Thread.ofPlatform().name("core-trip").daemon().start(() -> answer(words));
    long number = 0;
    long tripNs = Long.MAX_VALUE;
    long beginNs = System.nanoTime();
    while (tripNs > TAKING_TURNS_NS && System.nanoTime() - beginNs < SETTLING_NS_MAX) {
      tripNs = -System.nanoTime();
      number = travel(words, number, 1);
      tripNs += System.nanoTime();
    }
    int block = tripNs > TAKING_TURNS_NS ? 1 : TRIPS;
    List<Double> trips = new ArrayList<>();
    long startNs = System.nanoTime();
    long nowNs = startNs;
    while (trips.isEmpty() || nowNs - startNs < durationNs) {
      number = travel(words, number, block);
      long endNs = System.nanoTime();
      trips.add((double) (endNs - nowNs) / block);
      nowNs = endNs;
    }
    WORDS.setRelease(words, THERE, END);
    ThreadEnd.await(partner);
    trips.sort(null);
    return trips.get(trips.size() / 2);
  }

  private static long travel(long[] words, long before, int trips) {
    long number = before;
    for (int trip = 0; trip < trips; trip++) {
      number++;
      WORDS.setRelease(words, THERE, number);
      await(words, BACK, number - 1);
    }
    return number;
  }

  private static void answer(long[] words) {
    long seen = 0;
    while (seen != END) {
      seen = await(words, THERE, seen);
      WORDS.setRelease(words, BACK, seen);
    }
  }

  /// The word once it is no longer what it was.
  private static long await(long[] words, int at, long was) {
    for (int looks = 1; ; looks++) {
      long word = (long) WORDS.getAcquire(words, at);
      if (word != was) {
        return word;
      }
      if (looks % LOOKS_MAX == 0) {
        Thread.yield();
      }
    }
  }
}
