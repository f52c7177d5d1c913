package batcher.shard;

import batcher.frame.Cause;

/// A batch from its first event until it stands in a frame. Pooled.
final class OpenBatch {
  /// The two lists that a batch can be in, both in the order of first events.
  static final int OPEN = 0;

  static final int UNSENT = 1;

  final OpenBatch[] previous = new OpenBatch[2];
  final OpenBatch[] next = new OpenBatch[2];

  Key key;
  int head;
  int tail;
  int count;
  long firstSequence;
  long firstNs;
  long dueNs;
  Cause cause;
  long closedNs;
}
