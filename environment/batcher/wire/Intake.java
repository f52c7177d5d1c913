package batcher.wire;

import batcher.sink.AckLevel;
import java.time.Duration;

/// What the server needs of a batcher.
public interface Intake {
  /// Adds the event in the 16 words from `offset` on: its ticket, or the answer of a refusal.
  long add(long[] words, int offset);

  /// The shard of a ticket, from 0.
  int shardOf(long ticket);

  int shards();

  /// Waits until the event of a ticket has come to a level; false if the deadline passed first.
  boolean await(AckLevel level, long ticket, Duration deadline) throws InterruptedException;
}
