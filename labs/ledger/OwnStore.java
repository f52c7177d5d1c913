package labs.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerOptions;
import ledger.Lookup;
import ledger.Outcome;
import ledger.Work;

/// The ledger, embedded.
final class OwnStore implements TransferStore {
  private static final long OPENING = 1;
  private static final long MINTING = 2;
  private static final long TRANSFER = 3;

  private final Ledger ledger;

  OwnStore(Path folder, int accounts) throws IOException, InterruptedException {
    ledger = Ledger.open(folder, LedgerOptions.DEFAULT);
    submit(new Batch(1).open(OPENING, 0, Transfers.SYSTEM, 0, true));
    Batch batch = new Batch(Batch.REQUESTS_MAX);
    for (int account = 1; account <= accounts; account++) {
      if (batch.count() == Batch.REQUESTS_MAX) {
        submit(batch);
        batch.clear();
      }
      batch.open(OPENING, account, account, 0, false);
      batch.transfer(MINTING, account, Transfers.SYSTEM, account, Transfers.OPENING);
    }
    submit(batch);
  }

  @Override
  public Client client(int most) {
    Batch batch = new Batch(most);
    return (all, from, to, done) -> {
      batch.clear();
      for (long i = from; i < to; i++) {
        batch.transfer(TRANSFER, i, all.debit(i), all.credit(i), all.amount(i));
      }
      submit(batch);
      for (long i = from; i < to; i++) {
        done[all.at(i)] = (byte) (batch.outcome((int) (i - from)) == Outcome.DONE ? 1 : 0);
      }
    };
  }

  @Override
  public long[] balances(int accounts) throws InterruptedException {
    Lookup<long[]> all =
        new Lookup<>(
            books ->
                IntStream.rangeClosed(1, accounts)
                    .mapToLong(number -> books.account(number).orElseThrow().balance())
                    .toArray());
    submit(all);
    return all.found();
  }

  @Override
  public long minted() throws InterruptedException {
    Lookup<Long> one =
        new Lookup<>(books -> books.account(Transfers.SYSTEM).orElseThrow().balance());
    submit(one);
    return one.found();
  }

  @Override
  public void close() {
    ledger.close();
  }

  private void submit(Work work) throws InterruptedException {
    while (!ledger.submit(work)) {
      Thread.onSpinWait();
    }
    work.await();
  }
}
