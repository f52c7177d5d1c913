package batcher.sink;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import batcher.frame.Frame;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A bounded ring of frames from the shard's thread to the sink's. A frame stays in it until it is
/// delivered.
final class Backlog {
  /// Length of the frame and its sequence in the journal stand before it; a length of 0 means that
  /// the next entry stands at the start of the memory.
  private static final int HEADER_BYTES = 16;

  private static final int ALIGNMENT = 16;

  private final MemorySegment memory;
  private final long bytes;
  private final int frameBytesMax;
  private volatile long written;
  private volatile long released;

  /// The reader's place: up to here frames have been looked at.
  private long read;

  private long sequence;

  Backlog(Arena arena, long bytes, int frameBytesMax) {
    this.bytes = bytes;
    this.frameBytesMax = frameBytesMax;
    this.memory = arena.allocate(bytes, ALIGNMENT);
  }

  /// Whether a frame of any allowed size fits now. A frame is never split, so up to its size may
  /// be lost at the end of the memory.
  boolean hasRoom() {
    return bytes - (written - released) >= 2L * entryBytes(frameBytesMax);
  }

  boolean isEmpty() {
    return written == released;
  }

  /// Copies a frame in; only if there is room.
  void add(Frame frame, long journalSequence) {
    long position = written;
    long offset = position % bytes;
    long entryBytes = entryBytes(frame.byteSize());
    if (offset + entryBytes > bytes) {
      memory.set(JAVA_INT, offset, 0);
      position += bytes - offset;
      offset = 0;
    }
    memory.set(JAVA_INT, offset, frame.byteSize());
    memory.set(JAVA_LONG, offset + 8, journalSequence);
    MemorySegment.copy(frame.segment(), 0, memory, offset + HEADER_BYTES, frame.byteSize());
    written = position + entryBytes;
  }

  /// Shows the next unread frame through `view` if there is one whose record is durable. It stays
  /// unread until [#advance].
  boolean peek(Frame view, long durableSequence) {
    if (read == written) {
      return false;
    }
    long offset = offset();
    if (memory.get(JAVA_LONG, offset + 8) > durableSequence) {
      return false;
    }
    sequence = memory.get(JAVA_LONG, offset + 8);
    view.wrap(memory.asSlice(offset + HEADER_BYTES, memory.get(JAVA_INT, offset)));
    return true;
  }

  /// The record of the frame that [#peek] showed, 0 if it is in no journal.
  long sequence() {
    return sequence;
  }

  /// The frame that [#peek] showed has been read.
  void advance() {
    read += entryBytes(memory.get(JAVA_INT, offset()));
  }

  /// Frees all that has been read.
  void release() {
    released = read;
  }

  private long offset() {
    long offset = read % bytes;
    if (memory.get(JAVA_INT, offset) == 0) {
      read += bytes - offset;
      return 0;
    }
    return offset;
  }

  private static long entryBytes(int frameBytes) {
    return HEADER_BYTES + (frameBytes + ALIGNMENT - 1L) / ALIGNMENT * ALIGNMENT;
  }
}
