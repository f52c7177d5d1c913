package batcher.shard;

import batcher.event.EventLayout;
import batcher.event.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Where events go while a shard's ring is full: a file, bounded, read back in the order of
/// writing. It is room, not safety: nothing is forced, and the file is deleted when it is closed.
///
/// Once something is spilled, every later event of the shard is, until the shard's thread has moved
/// all of it back into the ring; so what one producer adds keeps its order.
public final class Spill implements AutoCloseable {
  private static final int MOVED_MAX = 1_024;

  private final FileChannel file;
  private final long eventsMax;
  private final ByteBuffer one =
      ByteBuffer.allocateDirect(EventLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer many =
      ByteBuffer.allocateDirect(MOVED_MAX * EventLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final long[] words = new long[MOVED_MAX * EventLayout.WORDS];

  /// Events in the file since it was last empty, and of these, events moved back.
  private long written;

  private long read;
  private boolean stopped;
  private volatile boolean active;
  private volatile long spilled;
  private volatile long moved;
  private volatile long lastSequence;

  /// @param path a file that does not exist yet
  public Spill(Path path, long bytesMax) throws IOException {
    this(
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE),
        bytesMax);
  }

  Spill(FileChannel file, long bytesMax) {
    this.file = file;
    this.eventsMax = bytesMax / EventLayout.BYTES;
  }

  /// Whether events must come here instead of the ring.
  public boolean isActive() {
    return active;
  }

  /// Takes one record: how many have been spilled with it, or the answer of a refusal.
  public synchronized long add(long[] source, int offset) {
    if (stopped) {
      return Refusal.CLOSED.answer();
    }
    if (written == eventsMax) {
      return Refusal.FULL.answer();
    }
    one.clear();
    for (int i = 0; i < EventLayout.WORDS; i++) {
      one.putLong(source[offset + i]);
    }
    try {
      writeFully(one.flip(), written * EventLayout.BYTES);
    } catch (IOException e) {
      return Refusal.FULL.answer();
    }
    written++;
    active = true;
    return ++spilled;
  }

  /// Moves back into the ring what there is room for. The shard's thread only.
  ///
  /// Once the ring is closed for good, or what was spilled cannot be read back, nothing more is
  /// taken: it would never be delivered.
  ///
  /// @throws UncheckedIOException if what was spilled cannot be read back
  synchronized int refill(EventRing ring) {
    int count = (int) Math.min(MOVED_MAX, Math.min(written - read, ring.room()));
    if (count > 0) {
      readFully(count);
      long sequence = ring.tryAdd(words, 0, count);
      if (sequence < 0) {
        stopped |= sequence == Refusal.CLOSED.answer();
        return 0; // closed, or someone who had not seen the spill yet was quicker
      }
      read += count;
      lastSequence = sequence + count - 1;
      moved += count;
    }
    if (active && read == written) {
      read = 0;
      written = 0;
      active = false;
    }
    return Math.max(0, count);
  }

  /// Takes no more.
  public synchronized void stop() {
    stopped = true;
  }

  /// Whether nothing can come any more and all is moved back.
  synchronized boolean isDone() {
    return stopped && written == read;
  }

  /// Events in the file now.
  public long depth() {
    return spilled - moved;
  }

  /// How many events the shard ever accepted, here or straight into the ring: all at one moment, so
  /// that an event on its way from here into the ring is counted once.
  public synchronized long accepted(EventRing ring) {
    return ring.accepted() + depth();
  }

  /// Whether the `nth` spilled event has left the file; it is then at or before [#lastSequence].
  public boolean hasMoved(long nth) {
    return moved >= nth;
  }

  /// The sequence of the last event that was moved into the ring.
  public long lastSequence() {
    return lastSequence;
  }

  @Override
  public synchronized void close() throws IOException {
    stopped = true;
    file.close();
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  private void readFully(int count) {
    many.clear().limit(count * EventLayout.BYTES);
    try {
      long at = read * EventLayout.BYTES;
      while (many.hasRemaining()) {
        int bytes = file.read(many, at);
        if (bytes < 0) {
          throw new IOException("the spill file ends at " + at);
        }
        at += bytes;
      }
    } catch (IOException e) {
      stopped = true;
      throw new UncheckedIOException("what was spilled cannot be read back", e);
    }
    MemorySegment.copy(
        MemorySegment.ofBuffer(many.flip()),
        EventLayout.WORD,
        0,
        words,
        0,
        count * EventLayout.WORDS);
  }
}
