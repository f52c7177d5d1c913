package labs.batcher.work;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Small workloads for tests, unsigned.
public final class Loads {
  private Loads() {}

  /// This many payments over this many keys in turn, in as many shares as there are.
  public static Workload of(int payments, int keys, int producers) {
    ByteBuffer records = ByteBuffer.allocate(payments * 128).order(ByteOrder.LITTLE_ENDIAN);
    int each = payments / Workload.SHARES;
    for (int i = 0; i < payments; i++) {
      int rank = i % each / keys;
      for (long word : event(i % each % keys, i / each, rank, i).toWords()) {
        records.putLong(word);
      }
    }
    return new Workload(records.flip(), producers);
  }

  private static Event event(int key, int share, int rank, int i) {
    return new Event(
        0,
        Bytes32.named("torrent-" + key / 2),
        rank,
        key % 2 == 0 ? Direction.SENT : Direction.RECEIVED,
        Bytes32.padded("p" + share + "-" + i % 3),
        Event.SATOSHIS_PER_CHUNK,
        1_000 + i,
        Bytes32.named("transaction-" + i));
  }
}
