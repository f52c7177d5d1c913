package labs.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import ledger.Audit;
import ledger.AuditEvent;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Note;

/// Has a ledger write down events as fast as it can, each durable before it is answered; then
/// follows the chain over all of them, and finds each where it was put.
public final class TrailRun implements ForkedMeasurement {
  /// What must be found.
  public static final String FOUND = "every event that was answered is in the chain, in order";

  private static final int IN_FLIGHT = 1 << 13;
  private static final int SUBJECTS = 100;

  private final Note[] notes = new Note[IN_FLIGHT];

  /// Arguments: how many events; milliseconds that they are written at least.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    List<String> arguments = given.arguments();
    int least = Integer.parseInt(arguments.get(0));
    Duration length = Duration.ofMillis(Long.parseLong(arguments.get(1)));
    for (int i = 0; i < IN_FLIGHT; i++) {
      notes[i] = new Note(event(0));
    }
    report.phase("writing events");
    Path warm = given.data().resolve("warm");
    try (Ledger ledger = Ledger.open(warm, options())) {
      write(ledger, least, length);
    }
    read(warm);
    Path folder = given.data().resolve("ledger");
    Rate written;
    try (Ledger ledger = Ledger.open(folder, options())) {
      written = report.measured(() -> write(ledger, least, length));
    }
    report.number("written", written.perSecond());
    report.phase("following the chain");
    Rate read = report.measured(() -> read(folder));
    report.number("read", read.perSecond());
    report.check(FOUND, read.events(), written.events(), "events", "");
  }

  private static LedgerOptions options() {
    return LedgerOptions.DEFAULT.withWaiting(IN_FLIGHT);
  }

  private static AuditEvent event(long number) {
    return new AuditEvent(
        "payer-" + number % SUBJECTS, "transfers", Long.toHexString(number), "allowed");
  }

  /// Writes so many at least, and for so long at least.
  private Rate write(Ledger ledger, int least, Duration length) throws InterruptedException {
    long startNs = System.nanoTime();
    long number = 0;
    while (number < least || System.nanoTime() - startNs < length.toNanos()) {
      Note note = notes[(int) (number % IN_FLIGHT)];
      note.await();
      note.write(event(number));
      while (!ledger.submit(note)) {
        Thread.onSpinWait();
      }
      number++;
    }
    for (Note note : notes) {
      note.await();
    }
    return new Rate(number, System.nanoTime() - startNs);
  }

  /// Reads all that is there, and counts what stands in its place.
  private static Rate read(Path folder) throws IOException {
    long[] seen = {0, 0};
    long startNs = System.nanoTime();
    Audit.verify(folder, "", (_, event) -> seen[1] += event.equals(event(seen[0]++)) ? 1 : 0);
    return new Rate(seen[1], System.nanoTime() - startNs);
  }

  private record Rate(long events, long ns) {
    double perSecond() {
      return events * 1e9 / ns;
    }
  }
}
