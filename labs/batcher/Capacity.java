package labs.batcher;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.load.Flow;
import labs.batcher.peer.Contender;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// How many events per second a contender takes from producers that never pause: a closed loop
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

  /// One cell of the table: a number `p<producers>k<keys>` in events per second, and the same with
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

  /// Arguments: the contender, milliseconds that a further cell runs in, and of measuring, then the
  /// cells. A set of payments for each cell. The first cell is run until the JVM is warm, and so is
  /// each that has other producers than the one before it, which the compilers have yet to see.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    Duration runIn = Duration.ofMillis(Long.parseLong(arguments.get(1)));
    Duration measured = Duration.ofMillis(Long.parseLong(arguments.get(2)));
    int producers = 0;
    for (int i = 3; i < arguments.size(); i++) {
      Cell cell = Cell.parse(arguments.get(i));
      boolean cold = cell.producers() != producers;
      producers = cell.producers();
      report.phase(cell.producers() + " producers, " + cell.keys() + " keys");
      Workload work = new Workload(given.inputs().get(i - 3), cell.producers());
      Ledger ledger = new Ledger(work, Contender.SIZE);
      try (Contender contender = Contender.named(arguments.getFirst(), work, ledger)) {
        Seen seen =
            new Run(work, ledger, contender, report)
                .run(cold, cold ? given.warmUpOnce() : runIn, measured);
        report.step(cell.id(), seen.flow.rates());
        report.number(cell.id(), seen.flow.perSecond());
        report.number(cell.id() + ".bytes", (double) seen.bytes / Math.max(1, seen.flow.count()));
      }
    }
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

  /// What a run came to.
  ///
  /// @param bytes allocated by all threads meanwhile
  record Seen(Flow flow, long bytes) {}

  /// One run of a contender, which the ledger judges.
  static final class Run {
    private final Workload work;
    private final Ledger ledger;
    private final Contender contender;
    private final ForkReport report;
    private volatile boolean stopped;
    private volatile Throwable failure;

    Run(Workload work, Ledger ledger, Contender contender, ForkReport report) {
      this.work = work;
      this.ledger = ledger;
      this.contender = contender;
      this.report = report;
    }

    /// @param cold whether it is run until it is warm, by the kit's rule, for `runIn` at a time
    Seen run(boolean cold, Duration runIn, Duration measured) throws Exception {
      long[] accepted = new long[work.producers()];
      List<Thread> threads = new ArrayList<>();
      for (int producer = 0; producer < accepted.length; producer++) {
        int own = producer;
        threads.add(Thread.ofPlatform().daemon().start(() -> accepted[own] = produce(own)));
      }
      if (cold) {
        report.warmUp(runIn, () -> Flow.of(ledger::delivered, runIn), Flow::rates);
      } else {
        LockSupport.parkNanos(runIn.toNanos());
      }
      Seen seen = report.measured(() -> measure(measured));
      stopped = true;
      for (Thread thread : threads) {
        thread.join();
      }
      if (failure != null) {
        throw new IllegalStateException("a producer failed", failure);
      }
      contender.drain();
      judge(ledger, accepted, report);
      return seen;
    }

    private Seen measure(Duration measured) {
      long bytes = THREADS.getTotalThreadAllocatedBytes();
      Flow flow = Flow.of(ledger::delivered, measured);
      return new Seen(flow, THREADS.getTotalThreadAllocatedBytes() - bytes);
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
