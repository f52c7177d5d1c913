package journal;

import java.nio.ByteBuffer;

/// Receives records that [Journal#read] reads back.
@FunctionalInterface
public interface Visitor {

  /// One record.
  ///
  /// @param payload read-only, big-endian, valid only during the call
  /// @return whether to go on to the next
  boolean visit(long sequence, ByteBuffer payload);
}
