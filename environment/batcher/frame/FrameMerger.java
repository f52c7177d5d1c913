package batcher.frame;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Makes one frame of several consecutive ones of the same shard and epoch, so that a sink that
/// costs by the call is called less often. Batches stay as they are.
public final class FrameMerger {
  private final Frame frame = new Frame();
  private final MemorySegment memory;
  private int position;
  private int batches;
  private int events;
  private int frames;

  public FrameMerger(Arena arena, int bytesMax) {
    this.memory = arena.allocate(bytesMax, 64);
  }

  /// Begins anew.
  public void begin() {
    position = 0;
    batches = 0;
    events = 0;
    frames = 0;
  }

  /// Frames taken since [#begin].
  public int frames() {
    return frames;
  }

  /// Takes one more frame if it fits behind the others.
  public boolean add(Frame next) {
    int skip = frames == 0 ? 0 : FrameLayout.HEADER_BYTES;
    int bytes = next.byteSize() - skip;
    boolean same = frames == 0 || next.epoch() == memory.get(Frame.LONG, FrameLayout.FRAME_EPOCH);
    if (!same || position + bytes > memory.byteSize()) {
      return false;
    }
    MemorySegment.copy(next.segment(), skip, memory, position, bytes);
    position += bytes;
    batches += next.batches();
    events += next.events();
    frames++;
    memory.set(Frame.LONG, FrameLayout.FRAME_COVERED, next.covered());
    return true;
  }

  /// The merged frame; valid until the next [#begin].
  public Frame end() {
    memory.set(Frame.INT, FrameLayout.FRAME_BYTES, position);
    memory.set(Frame.INT, FrameLayout.FRAME_BATCHES, batches);
    memory.set(Frame.INT, FrameLayout.FRAME_EVENTS, events);
    return frame.wrap(memory);
  }
}
