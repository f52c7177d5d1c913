package labs.batcher.work;

import batcher.event.Event;

/// What came out of a batcher, counted and summed by key and checked as it comes: the same work for
/// every contender.
///
/// One thread at a time. A batch is told by [#begin], its payments by [#payment], in order. A
/// payment must carry its batch's key and the rank after the last one of its share and key, or
/// it counts as a fault: so neither a loss nor a repeat nor a change of order can hide.
public final class Ledger {
  private final Workload work;
  private final int sizeMax;
  private final int[][] nextRank;
  private final long[][] counts;
  private final long[] satoshis;
  private final KeyPlaces places;

  private int place;
  private long batches;
  private long full;
  private long oversized;
  private long faults;
  private String firstFault = "";
  private long figures;
  private long pending;
  private volatile long delivered;

  /// @param sizeMax events in a batch at most
  public Ledger(Workload work, int sizeMax) {
    this.work = work;
    this.sizeMax = sizeMax;
    int keys = work.keys().size();
    this.nextRank = new int[Workload.SHARES][keys];
    this.counts = new long[Workload.SHARES][keys];
    this.satoshis = new long[keys];
    this.places = new KeyPlaces(work.keys());
  }

  /// A batch of the key at `place` begins.
  public void begin(int place, int count) {
    this.place = place;
    batches++;
    if (count == sizeMax) {
      full++;
    } else if (count > sizeMax || count < 1) {
      oversized++;
    }
    pending += count;
  }

  /// The place of the key with this first word of its torrent and this direction.
  public int place(long torrent, int direction) {
    return places.of(torrent, direction);
  }

  /// One payment of the batch.
  public void payment(int of, int share, int piece, long amount) {
    int rank = nextRank[share][place];
    if (of != place || piece != rank) {
      fault(of, share, piece, rank);
    }
    nextRank[share][place] = piece + 1 == work.rankCount(share, place) ? 0 : piece + 1;
    counts[share][place]++;
    satoshis[place] += amount;
  }

  /// The batch ends; whoever asks for [#delivered] sees it now.
  public void end(long figure) {
    figures += figure;
    delivered = pending;
  }

  private void fault(int of, int share, int piece, int rank) {
    faults++;
    if (firstFault.isEmpty()) {
      firstFault =
          "key %s, share %s: payment %s of key %s where %s was next"
              .formatted(place, share, piece, of, rank);
    }
  }

  /// Payments delivered so far.
  public long delivered() {
    return delivered;
  }

  /// Batches so far.
  public long batches() {
    return batches;
  }

  /// Batches of the greatest size.
  public long full() {
    return full;
  }

  /// Batches larger than allowed, or empty.
  public long oversized() {
    return oversized;
  }

  /// Payments of the wrong key or out of order.
  public long faults() {
    return faults;
  }

  /// What the first fault was, or empty.
  public String firstFault() {
    return firstFault;
  }

  /// How many pairs of share and key have exactly what was accepted of them; none, if a key is not
  /// worth exactly 17 satoshis a payment.
  ///
  /// @param accepted payments of each producer, which go through their part in order
  public long exactPairs(long[] accepted) {
    long[][] wanted = wanted(accepted);
    long exact = 0;
    for (int key = 0; key < satoshis.length; key++) {
      long payments = 0;
      for (int share = 0; share < counts.length; share++) {
        payments += wanted[share][key];
        exact += counts[share][key] == wanted[share][key] ? 1 : 0;
      }
      if (satoshis[key] != Event.SATOSHIS_PER_CHUNK * payments) {
        return 0;
      }
    }
    return exact;
  }

  /// How many pairs there are.
  public long pairs() {
    return (long) counts.length * satoshis.length;
  }

  private long[][] wanted(long[] accepted) {
    long[][] wanted = new long[counts.length][satoshis.length];
    for (int producer = 0; producer < accepted.length; producer++) {
      long rounds = accepted[producer] / work.each();
      long rest = accepted[producer] % work.each();
      for (int i = 0; i < work.each(); i++) {
        Item item = work.items()[work.first(producer) + i];
        wanted[item.share()][item.place()] += rounds + (i < rest ? 1 : 0);
      }
    }
    return wanted;
  }
}
