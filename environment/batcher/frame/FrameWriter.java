package batcher.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import batcher.event.EventLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Lays batches down as a frame, in memory of its own that is used again for the next one.
public final class FrameWriter {
  private final Frame frame = new Frame();
  private final MemorySegment memory;
  private int position;
  private int batches;
  private int events;
  private long batchStart;
  private int batchEvents;

  /// @param bytesMax the largest frame it can hold
  public FrameWriter(Arena arena, int bytesMax) {
    this.memory = arena.allocate(bytesMax, 64);
  }

  /// Begins anew.
  public void begin() {
    position = FrameLayout.HEADER_BYTES;
    batches = 0;
    events = 0;
  }

  /// Events laid down since [#begin].
  public int events() {
    return events;
  }

  /// Whether a batch of this many events still fits.
  public boolean fits(int count) {
    return position + FrameLayout.batchBytes(count) <= memory.byteSize();
  }

  /// Begins a batch; [#endBatch] must follow.
  public void beginBatch(int direction, Cause cause, long number) {
    batchStart = position;
    batchEvents = 0;
    memory.set(JAVA_BYTE, position + FrameLayout.BATCH_DIRECTION, (byte) direction);
    memory.set(JAVA_BYTE, position + FrameLayout.BATCH_CAUSE, (byte) cause.ordinal());
    memory.set(Frame.LONG, position + FrameLayout.BATCH_NUMBER, number);
    position += FrameLayout.BATCH_HEADER_BYTES;
  }

  /// Copies the record at `offset` of `words`.
  public void event(long[] words, int offset) {
    MemorySegment.copy(words, offset, memory, Frame.LONG, position, EventLayout.WORDS);
    position += EventLayout.BYTES;
    batchEvents++;
  }

  /// Completes the batch with what was found while its events were copied.
  public void endBatch(
      long satoshis,
      long timeMinMs,
      long timeMaxMs,
      int peers,
      int pieces,
      long openNs,
      long waitNs) {
    memory.set(Frame.INT, batchStart + FrameLayout.BATCH_EVENTS, batchEvents);
    memory.set(Frame.LONG, batchStart + FrameLayout.BATCH_SATOSHIS, satoshis);
    memory.set(Frame.LONG, batchStart + FrameLayout.BATCH_TIME_MIN, timeMinMs);
    memory.set(Frame.LONG, batchStart + FrameLayout.BATCH_TIME_MAX, timeMaxMs);
    memory.set(Frame.INT, batchStart + FrameLayout.BATCH_PEERS, peers);
    memory.set(Frame.INT, batchStart + FrameLayout.BATCH_PIECES, pieces);
    memory.set(Frame.LONG, batchStart + FrameLayout.BATCH_OPEN_NS, openNs);
    memory.set(Frame.LONG, batchStart + FrameLayout.BATCH_WAIT_NS, waitNs);
    batches++;
    events += batchEvents;
  }

  /// Completes the frame and shows it; valid until the next [#begin].
  public Frame end(long epoch, int shard, long covered) {
    memory.set(Frame.INT, FrameLayout.FRAME_MAGIC, FrameLayout.MAGIC);
    memory.set(Frame.INT, FrameLayout.FRAME_BYTES, position);
    memory.set(Frame.LONG, FrameLayout.FRAME_EPOCH, epoch);
    memory.set(Frame.INT, FrameLayout.FRAME_SHARD, shard);
    memory.set(Frame.INT, FrameLayout.FRAME_BATCHES, batches);
    memory.set(Frame.INT, FrameLayout.FRAME_EVENTS, events);
    memory.set(Frame.LONG, FrameLayout.FRAME_COVERED, covered);
    return frame.wrap(memory);
  }
}
