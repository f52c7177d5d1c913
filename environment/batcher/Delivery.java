package batcher;

import batcher.durability.JournalPlace;
import batcher.sink.LaneOptions;
import java.util.Objects;
import java.util.Optional;

/// On which thread a sink works, and what stands before it.
public sealed interface Delivery {
  /// On the shard's own thread: for sinks that cost microseconds.
  record Inline() implements Delivery {}

  /// On a thread of its own, behind a bounded backlog and, if there is one, a journal.
  record Lane(LaneOptions options, Optional<JournalPlace> journal) implements Delivery {
    public Lane {
      Objects.requireNonNull(options);
      Objects.requireNonNull(journal);
    }
  }

  /// On a thread of its own, with the default backlog and no journal.
  static Delivery lane() {
    return new Lane(LaneOptions.DEFAULT, Optional.empty());
  }

  /// On a thread of its own, each frame durable before the sink gets it.
  static Delivery journaled(JournalPlace place) {
    return new Lane(LaneOptions.DEFAULT, Optional.of(place));
  }
}
