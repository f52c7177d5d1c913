package batcher.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import batcher.event.EventLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/// One frame, read in place. A frame given to a sink is valid only during the call.
public final class Frame {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfLong LONG = EventLayout.WORD;

  private final BatchView view = new BatchView();
  private MemorySegment bytes = MemorySegment.NULL;
  private int length;

  /// Looks at the frame that begins with `memory`.
  ///
  /// @throws IllegalArgumentException if none does
  public Frame wrap(MemorySegment memory) {
    if (memory.byteSize() < FrameLayout.HEADER_BYTES
        || memory.get(INT, FrameLayout.FRAME_MAGIC) != FrameLayout.MAGIC) {
      throw new IllegalArgumentException("these " + memory.byteSize() + " bytes are no frame");
    }
    int length = memory.get(INT, FrameLayout.FRAME_BYTES);
    if (length < FrameLayout.HEADER_BYTES || length > memory.byteSize()) {
      throw new IllegalArgumentException(
          "the frame says that it has " + length + " bytes; there are " + memory.byteSize());
    }
    this.bytes = memory;
    this.length = length;
    return this;
  }

  public long epoch() {
    return bytes.get(LONG, FrameLayout.FRAME_EPOCH);
  }

  public int shard() {
    return bytes.get(INT, FrameLayout.FRAME_SHARD);
  }

  public int batches() {
    return bytes.get(INT, FrameLayout.FRAME_BATCHES);
  }

  public int events() {
    return bytes.get(INT, FrameLayout.FRAME_EVENTS);
  }

  /// Every event of the shard up to this sequence is in this frame or in one before it.
  public long covered() {
    return bytes.get(LONG, FrameLayout.FRAME_COVERED);
  }

  public int byteSize() {
    return length;
  }

  /// All bytes, as they travel.
  public MemorySegment segment() {
    return bytes.asSlice(0, length);
  }

  /// All bytes, read-only.
  public ByteBuffer buffer() {
    return segment().asByteBuffer().asReadOnlyBuffer();
  }

  /// A copy of all bytes.
  public byte[] toBytes() {
    return segment().toArray(JAVA_BYTE);
  }

  /// Shows each batch in order. The view is the same object each time and valid during the call.
  public void forEach(Consumer<BatchView> reader) {
    long offset = FrameLayout.HEADER_BYTES;
    for (int i = batches(); i > 0; i--) {
      view.wrap(bytes, offset, epoch(), shard());
      offset += view.byteSize();
      reader.accept(view);
    }
  }
}
