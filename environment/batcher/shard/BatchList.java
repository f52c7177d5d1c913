package batcher.shard;

/// A doubly linked list through the batches themselves.
final class BatchList {
  private final int link;
  private OpenBatch first;
  private OpenBatch last;
  private int size;

  BatchList(int link) {
    this.link = link;
  }

  void addLast(OpenBatch batch) {
    batch.previous[link] = last;
    batch.next[link] = null;
    if (last == null) {
      first = batch;
    } else {
      last.next[link] = batch;
    }
    last = batch;
    size++;
  }

  void remove(OpenBatch batch) {
    OpenBatch before = batch.previous[link];
    OpenBatch after = batch.next[link];
    if (before == null) {
      first = after;
    } else {
      before.next[link] = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous[link] = before;
    }
    size--;
  }

  OpenBatch first() {
    return first;
  }

  OpenBatch after(OpenBatch batch) {
    return batch.next[link];
  }

  int size() {
    return size;
  }
}
