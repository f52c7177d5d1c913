package labs.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kit.fork.ForkReport;
import labs.sandbox.Starts.Speech;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Outcome;

/// Executions that threads make at the same time, each thread one after the other and each in a
/// sandbox of its own: how many a second, and what the kernel had to do for one. Every result is
/// compared with Java's.
final class Executions {
  private static final int WINDOWS = 16;

  /// Interrupts by which a core makes others forget addresses, of the whole machine, and pages that
  /// this process touched first. Where the kernel does not tell, 0.
  private record Kernel(long shootdowns, long faults) {
    /// Among the numbers of `/proc/self/stat`, from 0.
    private static final int FAULTS = 7;

    static Kernel now() {
      return new Kernel(
          numbers("/proc/interrupts", "TLB:").sum(),
          numbers("/proc/self/stat", "").skip(FAULTS).limit(1).sum());
    }

    /// The numbers of the line that begins so.
    private static LongStream numbers(String file, String begin) {
      try {
        return Files.readAllLines(Path.of(file)).stream()
            .filter(line -> line.strip().startsWith(begin))
            .flatMap(line -> Stream.of(line.split("\\s+")))
            .filter(word -> word.matches("-?\\d{1,18}"))
            .mapToLong(Long::parseLong);
      } catch (IOException e) {
        return LongStream.empty();
      }
    }
  }

  /// What one thread did.
  private record Share(long[] windows, long right) {}

  private final Engine engine;
  private final Agent agent;
  private final Speech speech;
  private final long expected;

  private final long[] windows = new long[WINDOWS];
  private long lengthNs;
  private long runs;
  private long right;
  private volatile String wrong = "";
  private double shootdowns;
  private double faults;

  /// @param expected what the agent gives back for 0
  Executions(Engine engine, Agent agent, Speech speech, long expected) {
    this.engine = engine;
    this.agent = agent;
    this.speech = speech;
    this.expected = expected;
  }

  /// As many threads as given, for that long; once.
  Executions with(int threads, long ns) {
    lengthNs = ns;
    CountDownLatch ready = new CountDownLatch(threads);
    Callable<Share> loop = () -> engine.onGuestThread(() -> loop(ready));
    Kernel before = Kernel.now();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Share> each : pool.invokeAll(Collections.nCopies(threads, loop))) {
        add(each.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("a thread did not come to its end", e);
    }
    Kernel after = Kernel.now();
    shootdowns = (after.shootdowns - before.shootdowns) / (double) runs;
    faults = (after.faults - before.faults) / (double) runs;
    return this;
  }

  private Share loop(CountDownLatch ready) {
    ready.countDown();
    while (ready.getCount() > 0) {
      Thread.onSpinWait();
    }
    long[] own = new long[WINDOWS];
    long good = 0;
    long begunNs = System.nanoTime();
    for (long atNs = 0; atNs < lengthNs; atNs = System.nanoTime() - begunNs) {
      good += once(atNs) ? 1 : 0;
      own[(int) (atNs * WINDOWS / lengthNs)]++;
    }
    return new Share(own, good);
  }

  private void add(Share share) {
    Arrays.setAll(windows, i -> windows[i] + share.windows[i]);
    runs += Arrays.stream(share.windows).sum();
    right += share.right;
  }

  private boolean once(long number) {
    try (Instance instance = agent.open(engine.limits())) {
      Outcome outcome = instance.run(speech.input(number));
      boolean held = speech.handsOut(expected + number, outcome);
      if (!held) {
        wrong = "%s for %s".formatted(outcome, number);
      }
      return held;
    }
  }

  /// So many one after the other, again and again on one thread.
  ///
  /// @return how long they took each time, in ms
  List<Double> bursts(int times, int executions) {
    return engine.onGuestThread(
        () -> {
          List<Double> all = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            long begunNs = System.nanoTime();
            for (int j = 0; j < executions; j++) {
              right += once(j) ? 1 : 0;
              runs++;
            }
            all.add((System.nanoTime() - begunNs) / 1e6);
          }
          return all;
        });
  }

  double perSecond() {
    return runs * 1e9 / lengthNs;
  }

  /// Executions a second, in equally long windows.
  List<Double> rates() {
    return Arrays.stream(windows).mapToObj(each -> each * 1e9 * WINDOWS / lengthNs).toList();
  }

  long runs() {
    return runs;
  }

  long right() {
    return right;
  }

  /// A result that was not right, in words; empty if all were.
  String wrong() {
    return wrong;
  }

  /// Reports the rate and what the kernel did.
  ///
  /// @param step its name and the id of its number
  void report(String step, ForkReport report) {
    report.step(step, rates());
    report.number(step, perSecond());
    report.seen("kernel." + step + ".tlb_shootdowns", shootdowns, "interrupts/execution");
    report.seen("kernel." + step + ".page_faults", faults, "faults/execution");
  }
}
