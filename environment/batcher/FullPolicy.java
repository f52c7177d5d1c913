package batcher;

import java.time.Duration;

/// What `add` does when a shard's ring is full. In no case is an event dropped without its caller
/// being told.
public sealed interface FullPolicy {
  /// The caller waits for room, at most this long, and is then refused.
  record Block(Duration deadline) implements FullPolicy {
    public Block {
      if (deadline.isNegative()) {
        throw new IllegalArgumentException(
            "the deadline is " + deadline + "; it must not be negative");
      }
    }
  }

  /// The caller is refused at once.
  record Reject() implements FullPolicy {}
}
