package batcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

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

  /// The event goes to a file of its shard in `folder`, up to this many bytes, and comes back in
  /// its order when there is room; when that is full as well, the caller is refused at once. This
  /// is room for a burst, not safety: the files are gone with the process.
  record Spill(Path folder, long bytesMax) implements FullPolicy {
    public Spill {
      Objects.requireNonNull(folder);
      if (bytesMax <= 0) {
        throw new IllegalArgumentException("bytesMax is " + bytesMax + "; it must be positive");
      }
    }
  }
}
