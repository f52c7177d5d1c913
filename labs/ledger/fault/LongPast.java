package labs.ledger.fault;

import java.nio.file.Path;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;

/// Restarts a ledger with a long past, nine tenths of it in a snapshot and a tenth in records
/// behind that.
public final class LongPast implements ForkedMeasurement {
  /// All of it is back.
  public static final String BACK = "every transfer of a long past is there after the restart";

  private static final int TAIL = 10;

  /// Argument: how many transfers.
  @Override
  public void measure(Given given, ForkReport report) throws Exception {
    long batches = Long.parseLong(given.arguments().getFirst()) / LifeWork.BATCH;
    Path folder = given.data().resolve("ledger");
    report.phase("writing the past");
    try (Ledger ledger = Ledger.open(folder, LedgerOptions.DEFAULT)) {
      LedgerLife.submit(ledger, LifeWork.opening());
      write(ledger, 0, batches - batches / TAIL);
      ledger.snapshot();
      write(ledger, batches - batches / TAIL, batches);
    }
    report.phase("starting on it");
    long beganNs = System.nanoTime();
    try (Ledger ledger = report.measured(() -> Ledger.open(folder, LedgerOptions.DEFAULT))) {
      report.number("past_back", (System.nanoTime() - beganNs) / 1e9);
      Lookup<Long> decided = new Lookup<>(books -> books.totals().hold() ? books.decided() : 0);
      LedgerLife.submit(ledger, decided);
      long all = batches * LifeWork.BATCH + LifeWork.opening().count();
      report.check(BACK, decided.found(), all, "requests", "");
      report.number("past", batches * LifeWork.BATCH);
    }
  }

  /// Many under way at once: the past is not what is measured.
  private static void write(Ledger ledger, long from, long to) throws InterruptedException {
    Batch[] under = new Batch[256];
    for (long number = from; number < to; number++) {
      int slot = (int) (number % under.length);
      if (under[slot] == null) {
        under[slot] = new Batch(LifeWork.BATCH);
      } else {
        under[slot].await();
      }
      LifeWork.fill(under[slot], 0, 0, (int) number);
      while (!ledger.submit(under[slot])) {
        Thread.onSpinWait();
      }
    }
    for (Batch batch : under) {
      if (batch != null) {
        batch.await();
      }
    }
  }
}
