package labs.batcher.peer;

import batcher.Batcher;
import batcher.FullPolicy;
import batcher.Settings;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.rule.Mode;
import batcher.sink.SinkFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// The batcher itself, in one of its modes, with the ledger as its sink on the shard's own thread.
final class OwnContender implements Contender {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final long[] words;
  private final Batcher batcher;

  OwnContender(String mode, Workload work, Ledger ledger) throws Exception {
    this.words = work.words();
    Settings settings =
        Settings.DEFAULT.withMode(Mode.named(mode)).withFull(new FullPolicy.Block(DEADLINE));
    this.batcher = Batcher.open(settings, SinkFactory.shared(new LedgerSink(ledger)));
  }

  @Override
  public void add(int producer, int index) {
    long ticket = batcher.add(words, index * EventLayout.WORDS);
    if (ticket < 0) {
      throw new IllegalStateException("refused: " + Refusal.of(ticket).rule());
    }
  }

  @Override
  public void drain() throws InterruptedException {
    batcher.flush();
    while (batcher.statistics().pending() > 0) {
      LockSupport.parkNanos(100_000);
    }
  }

  @Override
  public void close() throws Exception {
    batcher.close();
  }
}
