package ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Where tests deal with a ledger.
final class Desk {
  /// Small files, and no signature but when it closes.
  static final LedgerOptions OPTIONS =
      new LedgerOptions(
          LedgerOptions.DEFAULT.journal().withSegmentBytes(544 << 10),
          1 << 6,
          Duration.ofDays(1),
          LedgerOptions.DEFAULT.clock());

  private Desk() {}

  static Ledger open(Path folder) throws IOException, InterruptedException {
    return Ledger.open(folder, OPTIONS);
  }

  /// Opens account 1, the system's, then 2 with 100 and 3 with nothing.
  static void found(Ledger ledger) throws InterruptedException {
    Batch batch = new Batch(4).open(500, 1, 1, 0, true).open(500, 2, 2, 0, false);
    submit(ledger, batch.open(500, 3, 3, 0, false).transfer(500, 4, 1, 2, 100));
  }

  static List<Outcome> run(Ledger ledger, Step... steps) throws InterruptedException {
    Batch batch = Step.batch(List.of(steps));
    submit(ledger, batch);
    return IntStream.range(0, batch.count()).mapToObj(batch::outcome).toList();
  }

  static <T> T look(Ledger ledger, Function<Books, T> look) throws InterruptedException {
    Lookup<T> lookup = new Lookup<>(look);
    submit(ledger, lookup);
    return lookup.found();
  }

  static long balance(Ledger ledger, long account) throws InterruptedException {
    return look(ledger, books -> books.account(account).orElseThrow().balance());
  }

  static void submit(Ledger ledger, Work work) throws InterruptedException {
    while (!ledger.submit(work)) {
      Thread.onSpinWait();
    }
    work.await();
  }
}
