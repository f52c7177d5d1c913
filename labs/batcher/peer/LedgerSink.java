package labs.batcher.peer;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import batcher.frame.Frame;
import batcher.sink.Sink;
import java.util.function.Consumer;
import labs.batcher.work.Ledger;
import labs.batcher.work.Workload;

/// The batcher's way into a ledger: reads frames in place.
public final class LedgerSink implements Sink {
  private final Ledger ledger;
  private final Consumer<BatchView> reader = this::read;

  public LedgerSink(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void deliver(Frame frame) {
    frame.forEach(reader);
  }

  private void read(BatchView batch) {
    int count = batch.count();
    long torrent = batch.word(0, EventLayout.TORRENT);
    int direction = EventLayout.direction(batch.word(0, EventLayout.META));
    int place = ledger.place(torrent, direction);
    ledger.begin(place, count);
    for (int i = 0; i < count; i++) {
      long meta = batch.word(i, EventLayout.META);
      boolean same =
          batch.word(i, EventLayout.TORRENT) == torrent && EventLayout.direction(meta) == direction;
      ledger.payment(
          same ? place : -1,
          Workload.shareOf(batch.word(i, EventLayout.PEER)),
          EventLayout.piece(meta),
          batch.satoshis(i));
    }
    ledger.end(batch.totalSatoshis());
  }
}
