package journal;

import java.nio.ByteBuffer;

/// Receives every surviving record, in order, while [Journal#open] runs.
@FunctionalInterface
public interface Replay {

  /// Forgets everything; for an owner that only appends.
  Replay NOTHING = (sequence, payload) -> {};

  /// One record.
  ///
  /// @param sequence 1, 2, 3, ... without a gap, from [JournalOptions#replayFrom]
  /// @param payload read-only, big-endian, valid only during the call
  void record(long sequence, ByteBuffer payload);
}
