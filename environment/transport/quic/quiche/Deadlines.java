package transport.quic.quiche;

import java.util.Arrays;

/// The connections by the time at which each wants to be woken: a binary heap in which every
/// connection knows its place, so that moving one costs log n and makes no object.
final class Deadlines {
  private QuicheConnection[] heap = new QuicheConnection[64];
  private int size;

  /// @return null if nothing waits
  QuicheConnection first() {
    return size == 0 ? null : heap[0];
  }

  /// Sets or moves a connection's time, in terms of [System#nanoTime].
  void set(QuicheConnection connection, long deadlineNs) {
    connection.deadlineNs = deadlineNs;
    if (connection.deadlinePlace < 0) {
      if (size == heap.length) {
        heap = Arrays.copyOf(heap, size * 2);
      }
      connection.deadlinePlace = size++;
    }
    down(up(connection.deadlinePlace, connection), connection);
  }

  void remove(QuicheConnection connection) {
    int place = connection.deadlinePlace;
    if (place < 0) {
      return;
    }
    connection.deadlinePlace = -1;
    QuicheConnection last = heap[--size];
    heap[size] = null;
    if (last != connection) {
      down(up(place, last), last);
    }
  }

  private int up(int place, QuicheConnection connection) {
    while (place > 0 && before(connection, heap[(place - 1) / 2])) {
      put(place, heap[(place - 1) / 2]);
      place = (place - 1) / 2;
    }
    put(place, connection);
    return place;
  }

  private void down(int place, QuicheConnection connection) {
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], connection)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, connection);
  }

  private void put(int place, QuicheConnection connection) {
    heap[place] = connection;
    connection.deadlinePlace = place;
  }

  private static boolean before(QuicheConnection a, QuicheConnection b) {
    return a.deadlineNs - b.deadlineNs < 0;
  }
}
