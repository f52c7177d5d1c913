package labs.batcher.peer;

import batcher.event.BatchKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import labs.batcher.work.BatchFigures;
import labs.batcher.work.Item;
import labs.batcher.work.Ledger;

/// The document's rule over lists in a map, as anyone would write it. One thread at a time.
final class Batches {
  private static final long LINGER_NS = Contender.LINGER_MS * 1_000_000L;

  private final Ledger ledger;
  private final BatchFigures figures = new BatchFigures();

  /// Open batches in the order of their first items.
  private final Map<BatchKey, Open> open = new LinkedHashMap<>();

  private record Open(List<Item> items, long sinceNs) {}

  Batches(Ledger ledger) {
    this.ledger = ledger;
  }

  /// Puts the item into its batch, which goes if it is full.
  void add(Item item) {
    Open batch = open.get(item.key());
    if (batch == null) {
      batch = new Open(new ArrayList<>(Contender.SIZE), System.nanoTime());
      open.put(item.key(), batch);
    }
    batch.items.add(item);
    if (batch.items.size() == Contender.SIZE) {
      open.remove(item.key());
      deliver(ledger, figures, batch.items);
    }
  }

  /// Lets all go that are due at `nowNs`; with [Long#MAX_VALUE], all.
  void deliverDue(long nowNs) {
    while (!open.isEmpty()) {
      Map.Entry<BatchKey, Open> first = open.entrySet().iterator().next();
      if (nowNs != Long.MAX_VALUE && nowNs - first.getValue().sinceNs < LINGER_NS) {
        return;
      }
      open.remove(first.getKey());
      deliver(ledger, figures, first.getValue().items);
    }
  }

  /// Gives one batch to the ledger.
  static void deliver(Ledger ledger, BatchFigures figures, List<Item> batch) {
    ledger.begin(batch.getFirst().place(), batch.size());
    for (Item item : batch) {
      ledger.payment(item.place(), item.share(), item.piece(), item.satoshis());
    }
    ledger.end(figures.of(batch));
  }
}
