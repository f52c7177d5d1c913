package labs.batcher.work;

import batcher.event.BatchKey;
import batcher.event.Event;
import batcher.event.EventLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Signed payments that producers add again and again, each its own part in order.
///
/// Keys are drawn at random, so batches of different keys fill at different times. The payments
/// are in [#SHARES] shares, of which a producer has one or more; a payment's peer tells its share,
/// and its piece is its rank among those of its share and key. So a [Ledger] sees every loss,
/// repeat and change of order without keeping anything.
public final class Workload {
  /// Payments in all: 4 MiB of records, more than the caches next to a core hold.
  public static final int PAYMENTS = 1 << 15;

  /// Parts that can be told apart; the most producers.
  public static final int SHARES = 4;

  private final int producers;
  private final long[] words;
  private final Item[] items;
  private final List<BatchKey> keys;
  private final int[][] ranks;

  /// @param records of [SignedPayments#forLoad]
  /// @param producers 1, 2 or 4
  public Workload(ByteBuffer records, int producers) {
    if (producers < 1 || SHARES % producers != 0) {
      throw new IllegalArgumentException(producers + " producers; there are 1, 2 or 4");
    }
    this.producers = producers;
    this.words = new long[records.remaining() / Long.BYTES];
    records.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
    this.items = new Item[words.length / EventLayout.WORDS];
    Map<BatchKey, Integer> places = new HashMap<>();
    Map<BatchKey, BatchKey> same = new HashMap<>();
    for (int i = 0; i < items.length; i++) {
      Event event = Event.read(words, i * EventLayout.WORDS);
      BatchKey key = same.computeIfAbsent(event.key(), made -> made);
      int place = places.computeIfAbsent(key, made -> places.size());
      items[i] = item(event, key, place, shareOf(event.peer().word0()));
    }
    this.keys = keysInOrder(places);
    this.ranks = new int[SHARES][keys.size()];
    for (Item item : items) {
      ranks[item.share()][item.place()]++;
    }
  }

  /// The share of the payment with this first word of its peer.
  public static int shareOf(long peer) {
    return (int) (peer >>> 8 & 0xFF) - '0';
  }

  private static Item item(Event event, BatchKey key, int place, int share) {
    return new Item(
        key,
        place,
        share,
        event.piece(),
        event.peer(),
        event.satoshis(),
        event.timeMs(),
        event.transactionId());
  }

  private static List<BatchKey> keysInOrder(Map<BatchKey, Integer> places) {
    BatchKey[] ordered = new BatchKey[places.size()];
    places.forEach((key, place) -> ordered[place] = key);
    return new ArrayList<>(List.of(ordered));
  }

  public int producers() {
    return producers;
  }

  /// The keys by their place.
  public List<BatchKey> keys() {
    return keys;
  }

  /// Payments of each producer.
  public int each() {
    return items.length / producers;
  }

  /// The first payment of a producer; its others follow.
  public int first(int producer) {
    return producer * each();
  }

  /// All payments as records, 16 words each.
  public long[] words() {
    return words;
  }

  /// All payments as objects.
  public Item[] items() {
    return items;
  }

  /// How many payments of this share and key there are in one round.
  int rankCount(int share, int place) {
    return ranks[share][place];
  }
}
