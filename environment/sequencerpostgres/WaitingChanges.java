package sequencerpostgres;

import java.util.ArrayList;
import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.Change.Streamed;

/// The changes that wait to be written, in their order, bounded in number and in bytes. Not thread
/// safe: whoever has it holds a lock.
///
/// Only the lists of streams are counted in bytes. They may have a megabyte; everything else that a
/// change holds has less than a kilobyte, which the bound on the number takes care of.
final class WaitingChanges {
  /// A thousand payments are a commit's worth; more would only make those before it wait.
  static final int BATCH_MAX = 1_024;

  /// Lists of one commit, four of the longest: what a commit costs by itself hardly counts beside
  /// so much, and a payment that comes behind does not wait for more. While it is written, the
  /// driver and the server hold a few copies of it.
  static final int BATCH_BYTES_MAX = 4 << 20;

  /// What may wait: some commits, so that the next one is ready when the last is done.
  static final int WAITING_MAX = 16 * BATCH_MAX;

  /// As [#WAITING_MAX], of lists: beyond it they would fill the heap of a server whose clients send
  /// faster than the disk takes it. The longest lists find room for sixteen.
  static final int WAITING_BYTES_MAX = 4 * BATCH_BYTES_MAX;

  private List<Change> changes = new ArrayList<>();
  private int bytes;

  boolean isEmpty() {
    return changes.isEmpty();
  }

  /// @return false if there is no room for it
  boolean add(Change change) {
    int more = listBytes(change);
    if (changes.size() >= WAITING_MAX || bytes + more > WAITING_BYTES_MAX) {
      return false;
    }
    changes.add(change);
    bytes += more;
    return true;
  }

  /// Takes the first of them, as many as make a batch. A list that alone is more than that is a
  /// batch as well.
  List<Change> takeBatch() {
    int size = Math.min(changes.size(), BATCH_MAX);
    if (bytes > BATCH_BYTES_MAX) {
      size = sizeWithin(size);
    }
    List<Change> batch = changes;
    changes = new ArrayList<>();
    if (size < batch.size()) {
      changes.addAll(batch.subList(size, batch.size()));
      batch = batch.subList(0, size);
    }
    if (bytes > 0) {
      bytes -= batch.stream().mapToInt(WaitingChanges::listBytes).sum();
    }
    return batch;
  }

  private int sizeWithin(int sizeMax) {
    int size = 0;
    int taken = 0;
    while (size < sizeMax) {
      taken += listBytes(changes.get(size));
      if (taken > BATCH_BYTES_MAX && size > 0) {
        return size;
      }
      size++;
    }
    return size;
  }

  private static int listBytes(Change change) {
    return change instanceof Streamed streamed ? streamed.list().byteLength() : 0;
  }
}
