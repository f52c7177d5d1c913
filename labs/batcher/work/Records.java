package labs.batcher.work;

import batcher.event.BatchKey;
import batcher.event.Event;
import batcher.event.EventLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Signed payments as words, and the keys among them.
public final class Records {
  private final long[] words;
  private final List<BatchKey> keys;
  private final KeyPlaces places;

  /// @param records 128 bytes each
  public Records(ByteBuffer records) {
    this.words = new long[records.remaining() / Long.BYTES];
    records.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    Set<BatchKey> seen = new LinkedHashSet<>();
    for (int i = 0; i < count(); i++) {
      seen.add(Event.read(words, i * EventLayout.WORDS).key());
    }
    this.keys = new ArrayList<>(seen);
    this.places = new KeyPlaces(keys);
  }

  public int count() {
    return words.length / EventLayout.WORDS;
  }

  /// 16 words each.
  public long[] words() {
    return words;
  }

  /// A word of a payment; `field` as in [EventLayout].
  public long word(int payment, int field) {
    return words[payment * EventLayout.WORDS + field];
  }

  public List<BatchKey> keys() {
    return keys;
  }

  /// The place among [#keys] of the key with this first word of its torrent and this direction.
  public int place(long torrent, int direction) {
    return places.of(torrent, direction);
  }
}
