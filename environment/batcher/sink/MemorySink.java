package batcher.sink;

import batcher.event.BatchKey;
import batcher.event.Event;
import batcher.frame.BatchMetrics;
import batcher.frame.Cause;
import batcher.frame.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps every batch, each once. For tests and small runs: it grows for as long as it is fed.
public final class MemorySink implements Sink {
  private final Map<Integer, Repeats> repeats = new HashMap<>();
  private final List<Batch> batches = new ArrayList<>();

  /// One batch, copied out of its frame.
  public record Batch(
      int shard,
      long epoch,
      long number,
      BatchKey key,
      Cause cause,
      List<Event> events,
      BatchMetrics metrics) {}

  @Override
  public synchronized void deliver(Frame frame) {
    Repeats seen = repeats.computeIfAbsent(frame.shard(), shard -> new Repeats());
    frame.forEach(
        batch -> {
          if (!seen.isNew(batch)) {
            return;
          }
          List<Event> events = new ArrayList<>(batch.count());
          for (int i = 0; i < batch.count(); i++) {
            events.add(batch.event(i));
          }
          batches.add(
              new Batch(
                  batch.shard(),
                  batch.epoch(),
                  batch.number(),
                  batch.key(),
                  batch.cause(),
                  List.copyOf(events),
                  batch.metrics()));
        });
  }

  /// The batches so far, in the order of their arrival.
  public synchronized List<Batch> batches() {
    return List.copyOf(batches);
  }

  /// The events so far, batch by batch.
  public synchronized List<Event> events() {
    return batches.stream().flatMap(batch -> batch.events().stream()).toList();
  }
}
