package transport.quic.quiche;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayDeque;
import java.util.Deque;

/// Native memory of a socket and its loop, over a mebibyte. What one has left serves the next: the
/// kernel gives fresh memory page by page and zeroes each, which together takes longer than a
/// handshake.
final class LoopMemory implements SegmentAllocator {
  /// Larger pieces hold packets and are written before they are read; all others begin as zeros.
  private static final int ZEROED_BYTES_MAX = 1 << 15;

  private static final int BYTES = 3 << 19;
  private static final int KEPT_MAX = 8;
  private static final Deque<LoopMemory> KEPT = new ArrayDeque<>();

  private final Arena arena = Arena.ofShared();
  private final MemorySegment all = arena.allocate(BYTES, 64);
  private long used;

  private LoopMemory() {}

  /// Memory that nobody else uses until [#giveBack].
  static LoopMemory take() {
    synchronized (KEPT) {
      LoopMemory kept = KEPT.poll();
      return kept == null ? new LoopMemory() : kept;
    }
  }

  /// The next piece.
  ///
  /// @throws IndexOutOfBoundsException if there is not so much left
  @Override
  public MemorySegment allocate(long bytes, long alignment) {
    long from = (used + alignment - 1) / alignment * alignment;
    MemorySegment piece = all.asSlice(from, bytes, alignment);
    used = from + bytes;
    return bytes > ZEROED_BYTES_MAX ? piece : piece.fill((byte) 0);
  }

  /// Nothing that was allocated may be used from here on.
  void giveBack() {
    used = 0;
    synchronized (KEPT) {
      if (KEPT.size() < KEPT_MAX) {
        KEPT.push(this);
        return;
      }
    }
    arena.close();
  }
}
