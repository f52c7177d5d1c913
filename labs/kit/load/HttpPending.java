package kit.load;

/// The requests of one connection that have no answer yet, oldest first. Not safe by itself.
final class HttpPending {
  /// A place in the ring, used again and again.
  static final class Request {
    private int lane;
    private long index;
    private Completion done;

    int lane() {
      return lane;
    }

    long index() {
      return index;
    }

    /// Reports the end, well if `failure` is null.
    void end(String failure) {
      if (failure == null) {
        done.succeeded(lane, index);
      } else {
        done.failed(lane, index, failure);
      }
    }
  }

  /// One place more than the window, so that the request removed last stays as it is until the
  /// next one is removed.
  private final Request[] ring;

  private int first;
  private int count;

  HttpPending(int window) {
    ring = new Request[window + 1];
    for (int i = 0; i <= window; i++) {
      ring[i] = new Request();
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == ring.length - 1;
  }

  void add(int lane, long index, Completion done) {
    Request request = ring[(first + count++) % ring.length];
    request.lane = lane;
    request.index = index;
    request.done = done;
  }

  /// Whether the oldest was started by another run than `done`'s.
  boolean isOldestOfAnother(Completion done) {
    return ring[first].done != done;
  }

  /// Takes the oldest; it is valid until the next is taken.
  Request remove() {
    Request request = ring[first];
    first = (first + 1) % ring.length;
    count--;
    return request;
  }

  /// Takes all, as copies.
  Request[] removeAll() {
    Request[] all = new Request[count];
    for (int i = 0; i < all.length; i++) {
      Request from = remove();
      all[i] = new Request();
      all[i].lane = from.lane;
      all[i].index = from.index;
      all[i].done = from.done;
    }
    return all;
  }
}
