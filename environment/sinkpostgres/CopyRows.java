package sinkpostgres;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The rows of one frame in PostgreSQL's binary COPY format: a signature, then for each row the
/// count of its fields and each field's length and bytes, big-endian, then -1. Source: PostgreSQL
/// 18 documentation, COPY, "Binary Format".
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };

  private static final short FIELDS = 11;
  private static final int ROW_BYTES = 2 + FIELDS * 4 + 3 * 8 + 4 + 32 + 2 + 4 + 32 + 8 + 8 + 32;

  private ByteBuffer out = ByteBuffer.allocate(1 << 20);

  void begin() {
    out.clear();
    out.put(SIGNATURE).putInt(0).putInt(0);
  }

  void add(BatchView batch) {
    if (out.remaining() < batch.count() * ROW_BYTES + 2) {
      int needed = out.position() + batch.count() * ROW_BYTES + 2;
      out =
          ByteBuffer.wrap(Arrays.copyOf(out.array(), Math.max(2 * out.capacity(), needed)))
              .position(out.position());
    }
    for (int i = 0; i < batch.count(); i++) {
      long meta = batch.word(i, EventLayout.META);
      out.putShort(FIELDS);
      out.putInt(8).putLong(batch.epoch());
      out.putInt(4).putInt(batch.shard());
      out.putInt(8).putLong(batch.number());
      out.putInt(8).putLong(batch.sequence(i));
      put32(batch, i, EventLayout.TORRENT);
      out.putInt(2).putShort((short) EventLayout.direction(meta));
      out.putInt(4).putInt(EventLayout.piece(meta));
      put32(batch, i, EventLayout.PEER);
      out.putInt(8).putLong(batch.satoshis(i));
      out.putInt(8).putLong(batch.word(i, EventLayout.TIME));
      put32(batch, i, EventLayout.TXID);
    }
  }

  void end() {
    out.putShort((short) -1);
  }

  byte[] bytes() {
    return out.array();
  }

  int length() {
    return out.position();
  }

  private void put32(BatchView batch, int event, int field) {
    out.putInt(32);
    out.order(ByteOrder.LITTLE_ENDIAN);
    for (int word = 0; word < 4; word++) {
      out.putLong(batch.word(event, field + word));
    }
    out.order(ByteOrder.BIG_ENDIAN);
  }
}
