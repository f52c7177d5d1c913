package sinkwebsocket;

import batcher.frame.BatchView;
import batcher.sink.Mark;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The latest batches of all shards, in the order of their delivery, bounded by count and bytes.
/// One copy serves every subscriber.
final class BatchLog {
  /// Before the batch stand its shard, four bytes of zero and its epoch, little-endian.
  static final int PREFIX_BYTES = 16;

  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Entry[] entries;
  private final long bytesMax;
  private final Map<Integer, Mark> dropped = new TreeMap<>();
  private final Map<Integer, Mark> latest = new TreeMap<>();
  private long first;
  private long end;
  private long bytes;

  /// @param keyHash spreads keys over the connections of a pool
  record Entry(int shard, Mark mark, int keyHash, byte[] message) {}

  BatchLog(int batchesMax, long bytesMax) {
    this.entries = new Entry[batchesMax];
    this.bytesMax = bytesMax;
  }

  synchronized void add(BatchView batch) {
    MemorySegment segment = batch.segment();
    byte[] message = new byte[PREFIX_BYTES + (int) segment.byteSize()];
    MemorySegment target = MemorySegment.ofArray(message);
    target.set(INT, 0, batch.shard());
    target.set(LONG, 8, batch.epoch());
    MemorySegment.copy(segment, 0, target, PREFIX_BYTES, segment.byteSize());
    while (end - first == entries.length || end > first && bytes + message.length > bytesMax) {
      dropFirst();
    }
    entries[(int) (end++ % entries.length)] =
        new Entry(batch.shard(), Mark.of(batch), batch.key().hashCode(), message);
    bytes += message.length;
    latest.put(batch.shard(), Mark.of(batch));
  }

  /// Where the log ends, and the last batch of each shard before that.
  ///
  /// @param marks as `SHARD:EPOCH-NUMBER,...`
  record End(long place, String marks) {}

  /// The oldest place that is kept.
  synchronized long first() {
    return first;
  }

  synchronized End end() {
    return new End(
        end,
        latest.entrySet().stream()
            .map(entry -> entry.getKey() + ":" + entry.getValue())
            .collect(Collectors.joining(",")));
  }

  /// What stands there, which is null before [#first] and from the end on.
  synchronized Entry get(long place) {
    return place < first || place >= end ? null : entries[(int) (place % entries.length)];
  }

  /// The last batch of the shard that is no longer kept.
  synchronized Mark dropped(int shard) {
    return dropped.getOrDefault(shard, Mark.NONE);
  }

  private void dropFirst() {
    int slot = (int) (first++ % entries.length);
    Entry entry = entries[slot];
    entries[slot] = null;
    bytes -= entry.message.length;
    dropped.put(entry.shard, entry.mark);
  }
}
