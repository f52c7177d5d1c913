package labs.ledger.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;
import ledger.Outcome;

/// Asks a ledger for more than it takes, three times as many at once as may wait, without a pause.
public final class Flood implements ForkedMeasurement {
  /// What is taken is done.
  public static final String TAKEN = "every transfer that an overloaded ledger took is done";

  /// What is refused is not.
  public static final String REFUSED = "no refused transfer leaves a trace";

  private static final int WAITING = 64;
  private static final int OVER = 3;
  private static final int REFUSED_MAX = 100_000;

  /// Argument: milliseconds.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    Duration length = Duration.ofMillis(Long.parseLong(given.arguments().getFirst()));
    LedgerOptions options = LedgerOptions.DEFAULT.withWaiting(WAITING);
    try (Ledger ledger = Ledger.open(given.data().resolve("ledger"), options)) {
      LedgerLife.submit(ledger, LifeWork.opening());
      Batch[] batches = new Batch[OVER * WAITING];
      for (int i = 0; i < batches.length; i++) {
        batches[i] = new Batch(1);
      }
      List<Long> refused = new ArrayList<>();
      long sent = 0;
      long refusals = 0;
      long endNs = System.nanoTime() + length.toNanos();
      while (System.nanoTime() - endNs < 0) {
        for (Batch batch : batches) {
          if (batch.isUnderWay()) {
            continue;
          }
          batch.clear();
          batch.transfer(
              LifeWork.keyHigh(0, 0),
              LifeWork.keyLow(sent),
              LifeWork.debit(0, sent),
              LifeWork.credit(0, sent),
              1);
          if (!ledger.submit(batch)) {
            refusals++;
            if (refused.size() < REFUSED_MAX) {
              refused.add(sent);
            }
          }
          sent++;
        }
      }
      for (Batch batch : batches) {
        batch.await();
      }
      judge(ledger, sent - refusals, refused, report);
      report.number("refused", 100.0 * refusals / sent);
    }
  }

  private static void judge(Ledger ledger, long taken, List<Long> refused, ForkReport report)
      throws InterruptedException {
    long before = LifeWork.opening().count();
    Lookup<Long> traces =
        new Lookup<>(
            books ->
                refused.stream()
                    .map(i -> books.outcome(LifeWork.keyHigh(0, 0), LifeWork.keyLow(i)))
                    .filter(outcome -> outcome != Outcome.NONE)
                    .count());
    Lookup<Long> decided = new Lookup<>(books -> books.totals().hold() ? books.decided() : 0);
    LedgerLife.submit(ledger, traces);
    LedgerLife.submit(ledger, decided);
    report.check(TAKEN, decided.found() - before, taken, "transfers", "");
    report.check(REFUSED, refused.size() - traces.found(), refused.size(), "refusals", "");
  }
}
