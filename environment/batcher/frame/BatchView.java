package batcher.frame;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import batcher.event.BatchKey;
import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import java.lang.foreign.MemorySegment;

/// One batch of a frame, read in place: events of one key, in the order in which they were
/// accepted.
///
/// A batch is identified by shard, epoch and number. Numbers of a shard rise by one within an
/// epoch, and epochs rise at every restart, so a sink that remembers the last (epoch, number) of a
/// shard knows a repeat.
public final class BatchView {
  private static final int EVENTS = FrameLayout.BATCH_HEADER_BYTES;

  private MemorySegment bytes = MemorySegment.NULL;
  private long base;
  private int count;
  private long epoch;
  private int shard;

  BatchView() {}

  void wrap(MemorySegment frame, long offset, long epoch, int shard) {
    this.bytes = frame;
    this.base = offset;
    this.count = frame.get(Frame.INT, offset + FrameLayout.BATCH_EVENTS);
    this.epoch = epoch;
    this.shard = shard;
  }

  public long epoch() {
    return epoch;
  }

  public int shard() {
    return shard;
  }

  public long number() {
    return bytes.get(Frame.LONG, base + FrameLayout.BATCH_NUMBER);
  }

  public int count() {
    return count;
  }

  public Cause cause() {
    return Cause.ofCode(bytes.get(JAVA_BYTE, base + FrameLayout.BATCH_CAUSE));
  }

  public BatchKey key() {
    return new BatchKey(
        new Bytes32(
            word(0, EventLayout.TORRENT),
            word(0, EventLayout.TORRENT + 1),
            word(0, EventLayout.TORRENT + 2),
            word(0, EventLayout.TORRENT + 3)),
        Direction.ofCode(bytes.get(JAVA_BYTE, base + FrameLayout.BATCH_DIRECTION)));
  }

  /// The seven figures of the original.
  public BatchMetrics metrics() {
    return BatchMetrics.of(
        count(),
        totalSatoshis(),
        bytes.get(Frame.LONG, base + FrameLayout.BATCH_TIME_MAX)
            - bytes.get(Frame.LONG, base + FrameLayout.BATCH_TIME_MIN),
        bytes.get(Frame.INT, base + FrameLayout.BATCH_PEERS),
        bytes.get(Frame.INT, base + FrameLayout.BATCH_PIECES));
  }

  public long totalSatoshis() {
    return bytes.get(Frame.LONG, base + FrameLayout.BATCH_SATOSHIS);
  }

  /// From the first event taken off the ring to the batch closed, in nanoseconds.
  public long openNs() {
    return bytes.get(Frame.LONG, base + FrameLayout.BATCH_OPEN_NS);
  }

  /// The same for every event, summed.
  public long waitNs() {
    return bytes.get(Frame.LONG, base + FrameLayout.BATCH_WAIT_NS);
  }

  /// A word of an event; `field` as in [EventLayout]. Makes nothing.
  public long word(int event, int field) {
    return bytes.get(
        Frame.LONG, base + EVENTS + (long) event * EventLayout.BYTES + (long) field * Long.BYTES);
  }

  public long sequence(int event) {
    return word(event, EventLayout.SEQUENCE);
  }

  public long satoshis(int event) {
    return word(event, EventLayout.SATOSHIS);
  }

  /// The event at `index`, from 0.
  public Event event(int index) {
    long[] words = new long[EventLayout.WORDS];
    MemorySegment.copy(
        bytes,
        Frame.LONG,
        base + EVENTS + (long) index * EventLayout.BYTES,
        words,
        0,
        EventLayout.WORDS);
    return Event.read(words, 0);
  }

  /// Header and events, as they stand in the frame.
  public MemorySegment segment() {
    return bytes.asSlice(base, byteSize());
  }

  int byteSize() {
    return FrameLayout.batchBytes(count);
  }
}
