package labs.batcher;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import labs.batcher.peer.Contender;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// How many events a second a contender takes from producers that never pause: a closed loop
/// through a bounded entrance, cell by cell of a table of producers and keys.
public final class Capacity implements ForkedMeasurement {
  /// Nothing is lost, nothing comes twice.
  public static final String EXACT = "every key has exactly the events and satoshis accepted of it";

  /// Order within a key, and no event in another key's batch.
  public static final String ORDER = "events of a key come in their order, in batches of that key";

  /// No batch is too large.
  public static final String SIZE = "no batch has more than 50 events";

  private static final int STRIDE = 64;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// One cell of the table: a number `p<producers>k<keys>` in events a second, and the same with
  /// `.bytes` behind it: allocated by all threads, an event.
  public record Cell(int producers, int keys) {
    /// The number's id.
    public String id() {
      return "p" + producers + "k" + keys;
    }

    @Override
    public String toString() {
      return counted(producers, "producer") + ", " + counted(keys, "key");
    }

    private static String counted(int number, String noun) {
      return number + " " + noun + (number == 1 ? "" : "s");
    }

    static Cell parse(String id) {
      int k = id.indexOf('k');
      return new Cell(Integer.parseInt(id.substring(1, k)), Integer.parseInt(id.substring(k + 1)));
    }
  }

  /// Arguments: the contender, milliseconds of warm-up, of warm-up of a further cell, and of
  /// measuring, then the cells. A set of payments for each cell.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    long warmUpMs = Long.parseLong(arguments.get(1));
    for (int i = 4; i < arguments.size(); i++) {
      Cell cell = Cell.parse(arguments.get(i));
      report.phase(cell.producers() + " producers, " + cell.keys() + " keys");
      measure(
          arguments.getFirst(),
          cell,
          given.inputs().get(i - 4),
          Duration.ofMillis(warmUpMs),
          Duration.ofMillis(Long.parseLong(arguments.get(3))),
          report);
      warmUpMs = Long.parseLong(arguments.get(2));
    }
  }

  private static void measure(
      String name,
      Cell cell,
      ByteBuffer payments,
      Duration warmUp,
      Duration measured,
      ForkReport report)
      throws Exception {
    Workload work = new Workload(payments, cell.producers());
    Ledger ledger = new Ledger(work, Contender.SIZE);
    try (Contender contender = Contender.named(name, work, ledger)) {
      Seen seen = new Run(work, ledger, contender).run(warmUp, measured);
      report.number(cell.id(), seen.eventsPerSecond());
      report.number(cell.id() + ".bytes", seen.bytesEach());
      judge(ledger, seen.accepted(), report);
    }
  }

  /// One run of a contender, judged; its rate.
  static double run(
      Workload work,
      Ledger ledger,
      Contender contender,
      Duration warmUp,
      Duration measured,
      ForkReport report)
      throws Exception {
    Seen seen = new Run(work, ledger, contender).run(warmUp, measured);
    judge(ledger, seen.accepted(), report);
    return seen.eventsPerSecond();
  }

  /// Reports what the ledger found.
  private static void judge(Ledger ledger, long[] accepted, ForkReport report) {
    long events = Arrays.stream(accepted).sum();
    report.check(EXACT, ledger.exactPairs(accepted), ledger.pairs(), "keys of a producer", "");
    report.check(
        ORDER, ledger.delivered() - ledger.faults(), events, "events", ledger.firstFault());
    long good = ledger.batches() - ledger.oversized();
    report.check(SIZE, good, ledger.batches(), "batches", "");
  }

  private record Seen(double eventsPerSecond, double bytesEach, long[] accepted) {}

  /// One cell.
  private static final class Run {
    private final Workload work;
    private final Ledger ledger;
    private final Contender contender;
    private volatile boolean stopped;
    private volatile Throwable failure;

    Run(Workload work, Ledger ledger, Contender contender) {
      this.work = work;
      this.ledger = ledger;
      this.contender = contender;
    }

    Seen run(Duration warmUp, Duration measured) throws Exception {
      long[] accepted = new long[work.producers()];
      List<Thread> threads = new ArrayList<>();
      for (int producer = 0; producer < accepted.length; producer++) {
        int own = producer;
        threads.add(Thread.ofPlatform().daemon().start(() -> accepted[own] = produce(own)));
      }
      LockSupport.parkNanos(warmUp.toNanos());
      long bytes = THREADS.getTotalThreadAllocatedBytes();
      long before = ledger.delivered();
      long startNs = System.nanoTime();
      LockSupport.parkNanos(measured.toNanos());
      long events = Math.max(1, ledger.delivered() - before);
      long elapsedNs = System.nanoTime() - startNs;
      bytes = THREADS.getTotalThreadAllocatedBytes() - bytes;
      stopped = true;
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure != null) {
        throw new IllegalStateException("a producer failed", failure);
      }
      contender.drain();
      return new Seen(events * 1e9 / elapsedNs, (double) bytes / events, accepted);
    }

    private long produce(int producer) {
      int first = work.first(producer);
      int each = work.each();
      int next = 0;
      long count = 0;
      try {
        while (!stopped) {
          for (int i = 0; i < STRIDE; i++) {
            contender.add(producer, first + next);
            next = next + 1 == each ? 0 : next + 1;
          }
          count += STRIDE;
        }
      } catch (Throwable e) {
        failure = e;
      }
      return count;
    }
  }
}
