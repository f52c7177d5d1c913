package transport.quic.quiche;

import java.util.function.Consumer;

/// Connections by the 8 bytes of their id: open addressing, so that a look-up makes no object.
final class ConnectionTable {
  private long[] ids = new long[64];
  private QuicheConnection[] connections = new QuicheConnection[64];
  private int size;

  int size() {
    return size;
  }

  /// @return null if there is none
  QuicheConnection get(long id) {
    return connections[slot(id)];
  }

  /// @param id one that is not there yet
  void put(long id, QuicheConnection connection) {
    if (size * 2 >= ids.length) {
      grow();
    }
    int slot = slot(id);
    ids[slot] = id;
    connections[slot] = connection;
    size++;
  }

  void remove(long id) {
    int hole = slot(id);
    if (connections[hole] == null) {
      return;
    }
    size--;
    // what lies behind the hole and would no longer be found moves into it
    int mask = ids.length - 1;
    for (int i = (hole + 1) & mask; connections[i] != null; i = (i + 1) & mask) {
      int home = home(ids[i]);
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        ids[hole] = ids[i];
        connections[hole] = connections[i];
        hole = i;
      }
    }
    connections[hole] = null;
  }

  /// Visits a copy: the visitor may remove.
  void forEach(Consumer<QuicheConnection> visitor) {
    for (QuicheConnection connection : connections.clone()) {
      if (connection != null) {
        visitor.accept(connection);
      }
    }
  }

  private int home(long id) {
    // ids are random already
    return (int) id & (ids.length - 1);
  }

  private int slot(long id) {
    int slot = home(id);
    while (connections[slot] != null && ids[slot] != id) {
      slot = (slot + 1) & (ids.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldIds = ids;
    QuicheConnection[] old = connections;
    ids = new long[oldIds.length * 2];
    connections = new QuicheConnection[oldIds.length * 2];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int slot = slot(oldIds[i]);
        ids[slot] = oldIds[i];
        connections[slot] = old[i];
      }
    }
  }
}
